import pytest

from commands import environment
from commands.environment import NotInstalled
from tests.old_addresses import programs


def test_a_program_that_is_missing_is_installed_where_that_is_possible(monkeypatch):
    ran = []
    monkeypatch.setattr(programs, "_find", lambda name: f"/usr/bin/{name}" if ran else None)
    monkeypatch.setattr(programs.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(environment, "_as_root", lambda: ["sudo", "-n"])
    monkeypatch.setattr(environment, "_succeeds", lambda command: ran.append(" ".join(command)))

    assert programs.program("nginx") == "/usr/bin/nginx"
    assert ran[-1].startswith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get ")
    assert ran[-1].endswith(" install --yes --no-install-recommends nginx-light")


def test_where_it_cannot_be_installed_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(programs, "_find", lambda name: None)
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)

    with pytest.raises(
        NotInstalled, match=r"need caddy\. Install it \(Debian: apt install caddy\)"
    ):
        programs.program("caddy")

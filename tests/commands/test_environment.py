from pathlib import Path

import pytest

from commands import environment
from commands.environment import NotInstalled


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine without root, browsers and apt-get, for a test to change; it notes what it ran."""

    class Machine:
        def __init__(self) -> None:
            self.ran: list[str] = []
            self.failing = ""  # commands with this word in them fail

        def add(self, name: str, runs: bool = True) -> Path:
            program = tmp_path / "bin" / name
            program.write_text(f"#!/bin/sh\nexit {0 if runs else 1}\n")
            program.chmod(0o755)
            return program

    machine = Machine()

    def succeeds(command: list) -> bool:
        machine.ran.append(" ".join(map(str, command)))
        return not (machine.failing and machine.failing in machine.ran[-1])

    (tmp_path / "bin").mkdir()
    (tmp_path / "requirements-dev.txt").write_text("pytest\n")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(environment, "REQUIREMENTS", tmp_path / "requirements-dev.txt")
    monkeypatch.setattr(environment, "_succeeds", succeeds)
    monkeypatch.setattr(environment, "_is_root", lambda: False)
    monkeypatch.setattr(environment, "_playwrights_own", lambda: tmp_path / "playwrights")
    monkeypatch.setattr(environment.sys, "prefix", str(tmp_path))
    monkeypatch.setattr(environment.sys, "executable", "python")
    return machine


def test_the_tools_are_installed_once_with_their_digests(machine, tmp_path, capsys):
    environment.install_test_tools()
    environment.install_test_tools()

    assert machine.ran == [
        "python -I -m pip install --require-hashes --no-user --no-input --no-compile "
        f"--requirement {tmp_path / 'requirements-dev.txt'}"
    ]
    assert capsys.readouterr().out == "Installing requirements-dev.txt; this takes a minute.\n"


def test_tools_that_changed_are_installed_again(machine, tmp_path):
    environment.install_test_tools()
    (tmp_path / "requirements-dev.txt").write_text("pytest\nhypothesis\n")
    environment.install_test_tools()

    assert len(machine.ran) == 2


def test_tools_that_could_not_be_installed_end_the_run_and_are_tried_again(machine):
    machine.failing = "pip"
    for _ in range(2):
        with pytest.raises(NotInstalled, match="Mend that"):
            environment.install_test_tools()

    assert len(machine.ran) == 2


def test_an_environment_without_pip_borrows_that_of_its_python(machine, monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(environment.sys, "_base_executable", "base", raising=False)

    environment.install_test_tools()

    assert machine.ran[0].startswith("base -I -m pip --python python install ")


def test_the_browser_that_is_named_comes_first(machine, monkeypatch):
    machine.add("chromium")
    named = machine.add("my-browser")
    monkeypatch.setenv("CHROMIUM", str(named))

    assert environment.chromium() == named


def test_a_browser_that_is_named_and_does_not_run_is_not_replaced(machine, monkeypatch):
    machine.add("chromium")
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")

    with pytest.raises(NotInstalled, match="CHROMIUM=/no/such/browser does not run"):
        environment.chromium()
    assert machine.ran == []


def test_a_browser_on_the_path_comes_before_playwrights_own(machine, tmp_path):
    machine.add("../playwrights")
    machine.add("chromium", runs=False)
    chrome = machine.add("google-chrome")

    assert environment.chromium() == chrome

    chrome.unlink()
    assert environment.chromium() == tmp_path / "playwrights"
    assert machine.ran == []


def test_without_a_browser_nothing_is_skipped(machine):
    with pytest.raises(NotInstalled, match="The browser tests need Chromium"):
        environment.find_chromium()


def test_where_root_and_apt_get_are_there_debians_chromium_is_installed(machine, monkeypatch):
    machine.add("apt-get")
    monkeypatch.setattr(environment, "_is_root", lambda: True)
    monkeypatch.setattr(environment, "DEBIANS", machine.add("debians-chromium"))

    environment.install_chromium()

    apt = "env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300"
    assert machine.ran == [
        f"{apt} update",
        f"{apt} install --yes --no-install-recommends chromium",
    ]


def test_sudo_that_asks_for_no_password_is_as_good_as_root(machine, monkeypatch):
    machine.add("apt-get")
    machine.add("sudo")
    monkeypatch.setattr(environment, "DEBIANS", machine.add("debians-chromium"))

    environment.install_chromium()

    assert machine.ran[1].startswith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get ")


def test_sudo_that_asks_for_a_password_is_left_alone(machine):
    machine.add("apt-get")
    machine.add("sudo", runs=False)

    environment.install_chromium()

    assert machine.ran == ["python -m playwright install chromium"]


def test_where_apt_get_has_no_chromium_playwrights_is_installed(machine, monkeypatch):
    machine.add("apt-get")
    machine.failing = "--yes"
    monkeypatch.setattr(environment, "_is_root", lambda: True)

    environment.install_chromium()

    assert machine.ran[2] == "python -m playwright install --with-deps chromium"


def test_where_nothing_can_be_installed_one_message_says_what_to_do(machine):
    machine.failing = "playwright"

    with pytest.raises(NotInstalled) as told:
        environment.chromium()

    assert str(told.value) == (
        "Chromium was not installed, for the reason above. Install it yourself (Debian: "
        "apt install chromium; elsewhere: python -m playwright install --with-deps chromium), "
        "or name one in CHROMIUM."
    )


def test_only_root_goes_without_the_sandbox(machine, monkeypatch):
    as_user = environment.launch_arguments()
    monkeypatch.setattr(environment, "_is_root", lambda: True)

    assert environment.launch_arguments() == ["--no-sandbox", *as_user]
    assert "--disable-background-networking" in as_user


def test_what_a_command_prints_is_shown_only_when_it_fails(capfd):
    assert environment._succeeds(["sh", "-c", "echo all is well"])
    assert not environment._succeeds(["sh", "-c", "echo all is not; exit 1"])

    assert capfd.readouterr().err == "all is not\n\n"

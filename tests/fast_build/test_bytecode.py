import resource
import signal
import subprocess
import sys

import pytest

from tests.conftest import ROOT

IMPORT = (
    "import fast_build.bytecode as b; b.keep_whole_or_nothing(); import settings; print(settings.X)"
)


@pytest.fixture
def imported(tmp_path, monkeypatch):
    """A function that imports a module in a Python whose files can't grow over some bytes."""
    (tmp_path / "settings.py").write_text(f"X = {'long' * 1000!r}\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "plugins"))
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)

    def limit(room):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    def imported(room):
        done = subprocess.run(
            [sys.executable, "-c", IMPORT],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: limit(room),
        )
        return done.stdout.strip(), [*(tmp_path / "__pycache__").glob("settings*")]

    return imported


@pytest.mark.parametrize("room", [0, 1, 500, 2000])
def test_a_module_that_finds_no_room_is_not_kept(imported, room):
    assert imported(room) == ("long" * 1000, [])
    assert imported(1 << 20)[0] == "long" * 1000


def test_a_module_that_finds_room_is_kept(imported):
    assert len(imported(1 << 20)[1]) == 1

"""The launcher as it is started, with a real venv and pip, and a tiny invoke made here."""

import hashlib
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

INSTALLING = "Installing requirements.txt into .venv; this takes a minute.\n"
WAITING = "Another invoke is installing; waiting for it.\n"
MAIN = "import sys; print({version}, *sys.argv[1:]); sys.exit(3 if 'fail' in sys.argv else 0)"


@pytest.fixture(scope="module")
def wheels(tmp_path_factory) -> Path:
    """A folder with versions 1 and 2 of an invoke that prints its version and its arguments."""
    folder = tmp_path_factory.mktemp("wheels")
    for version in "12":
        files = {
            "invoke/__init__.py": "",
            "invoke/__main__.py": MAIN.format(version=version),
            f"invoke-{version}.dist-info/METADATA": (
                f"Metadata-Version: 2.1\nName: invoke\nVersion: {version}\n"
            ),
            f"invoke-{version}.dist-info/WHEEL": (
                "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            ),
        }
        record = f"invoke-{version}.dist-info/RECORD"
        files[record] = "".join(f"{name},,\n" for name in [*files, record])
        with zipfile.ZipFile(folder / f"invoke-{version}-py3-none-any.whl", "w") as wheel:
            for name, text in files.items():
                wheel.writestr(name, text)
    return folder


@pytest.fixture
def start(project, wheels):
    """Return a function that starts the launcher in a folder; it finds those wheels, no others."""
    environment = {
        **os.environ,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheels),
    }

    def start(*arguments: str, folder: Path = project) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, str(project / "invoke"), *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


def ended(process: subprocess.Popen) -> tuple[int, str, str]:
    """Return exit code, output and messages of a process once it has ended."""
    output, messages = process.communicate(timeout=120)
    return process.returncode, output, messages


def require(project: Path, wheels: Path, version: str) -> None:
    digest = hashlib.sha256((wheels / f"invoke-{version}-py3-none-any.whl").read_bytes())
    line = f"invoke=={version} --hash=sha256:{digest.hexdigest()}\n"
    (project / "requirements.txt").write_text(line)


def test_a_fresh_clone_an_update_and_one_that_fails(project, wheels, start, tmp_path):
    require(project, wheels, "1")
    says = f"1 --search-root {project} build --all\n"
    assert ended(start("build", "--all")) == (0, says, INSTALLING)
    assert ended(start("fail"))[0] == 3

    # From another folder, which has no say in what is imported.
    (tmp_path / "invoke.py").write_text("raise SystemExit('the wrong one')")
    assert ended(start("build", "--all", folder=tmp_path)) == (0, says, "")

    require(project, wheels, "2")
    assert ended(start()) == (0, f"2 --search-root {project}\n", INSTALLING)

    (project / "requirements.txt").write_text(f"invoke==1 --hash=sha256:{'0' * 64}\n")
    code, output, messages = ended(start())
    assert (code, output) == (1, "")
    assert messages.startswith(INSTALLING)
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in messages  # what pip said
    assert messages.endswith(
        "invoke: requirements.txt was not installed, for the reason above, and .venv is as it was; "
        "mend that (is there a network?) and run this again.\n"
    )

    require(project, wheels, "2")
    assert ended(start()) == (0, f"2 --search-root {project}\n", "")


def test_killed_while_it_installs_it_starts_again_when_nothing_writes_there_any_more(
    project, wheels, start
):
    require(project, wheels, "1")
    killed = start()
    wait_for(project / ".venv/bin/python")
    killed.kill()
    assert ended(killed)[1:] == ("", INSTALLING)
    assert (project / ".venv/stamp").read_text() == "unfinished\n"

    says = f"1 --search-root {project}\n"
    assert ended(start()) == (0, says, WAITING + INSTALLING)


def test_two_at_once_install_once(project, wheels, start):
    require(project, wheels, "1")
    one = start()
    wait_for(project / ".venv")
    other = start()

    says = f"1 --search-root {project}\n"
    assert ended(one) == (0, says, INSTALLING)
    assert ended(other) == (0, says, WAITING)


def test_a_polite_kill_cleans_up(project, wheels, start):
    require(project, wheels, "1")
    process = start()
    wait_for(project / ".venv/bin/python")
    process.terminate()

    assert ended(process) == (143, "", INSTALLING)
    assert not (project / ".venv").exists()


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not os.path.lexists(path):
        assert time.monotonic() < deadline, f"{path} did not appear"
        time.sleep(0.01)

"""When the launcher makes .venv, and what stays when that goes wrong: without pip, on fakes."""

import ast
import shutil
import sys
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest

from fast_build.unchanged import Built

from .conftest import INVOKE, load


@pytest.fixture
def launcher(project, monkeypatch):
    """The launcher of the project; it "installs" in no time, and notes that it did."""
    launcher = load(project / "invoke")
    launcher.installed = []

    def install(_lock) -> None:
        launcher.installed.append((project / "requirements.txt").read_text())
        python = Path(launcher.PYTHON)
        python.parent.mkdir(parents=True)
        launcher.write_stamp(launcher.VENV, launcher.UNFINISHED)
        python.symlink_to(sys.executable)
        Path(launcher.VENV, "contents").write_text(launcher.installed[-1])

    monkeypatch.setattr(launcher, "install", install)
    monkeypatch.setattr(launcher.signal, "getsignal", lambda _: None)  # the tests' own stay
    return launcher


@pytest.fixture
def handed(monkeypatch):
    """The commands that this process was to become; as in earnest, nothing comes after that."""
    commands = []

    def become(_program, command):
        commands.append(command)
        raise SystemExit

    monkeypatch.setattr("os.execv", become)
    return commands


def contents(project: Path) -> dict[str, str]:
    """Return what each environment of the project holds, whole or not."""
    files = {folder.name: folder / "contents" for folder in project.glob(".venv*")}
    return {name: file.read_text() for name, file in files.items() if file.is_file()}


def fails(_lock) -> None:
    raise OSError("no network")


def test_a_missing_environment_is_made_once(launcher, project):
    launcher.make_ready()
    launcher.make_ready()

    assert launcher.installed == ["one\n"]
    assert contents(project) == {".venv": "one\n"}


def test_other_requirements_make_another_environment(launcher, project):
    launcher.make_ready()
    (project / "requirements.txt").write_text("two\n")
    launcher.make_ready()

    assert launcher.installed == ["one\n", "two\n"]
    assert contents(project) == {".venv": "two\n"}


@pytest.mark.parametrize("fault", [OSError, KeyboardInterrupt, SystemExit])
def test_when_the_new_environment_fails_the_old_one_comes_back(
    launcher, project, monkeypatch, fault
):
    launcher.make_ready()
    (project / "requirements.txt").write_text("two\n")
    make = launcher.install

    def install_half(lock) -> None:
        make(lock)
        raise fault

    monkeypatch.setattr(launcher, "install", install_half)
    with pytest.raises(fault):
        launcher.make_ready()
    assert contents(project) == {".venv": "one\n"}

    (project / "requirements.txt").write_text("one\n")
    monkeypatch.setattr(launcher, "install", fails)
    launcher.make_ready()  # it is as good as it was: nothing is installed


def test_a_first_environment_that_fails_leaves_nothing(launcher, project, monkeypatch):
    monkeypatch.setattr(launcher, "install", fails)

    with pytest.raises(OSError, match="no network"):
        launcher.make_ready()

    left = {path.name for path in project.iterdir()} - {"__pycache__"}  # of loading the launcher
    assert left == {".venv.lock", "commands", "invoke", "requirements.txt"}


def test_an_environment_that_was_half_made_or_half_deleted_is_made_anew(launcher, project):
    launcher.make_ready()
    launcher.write_stamp(launcher.VENV, launcher.UNFINISHED)

    launcher.make_ready()

    assert launcher.installed == ["one\n", "one\n"]
    assert contents(project) == {".venv": "one\n"}


def test_after_a_kill_the_last_whole_environment_is_the_one_to_come_back(
    launcher, project, monkeypatch
):
    launcher.make_ready()
    (project / "requirements.txt").write_text("two\n")
    (project / ".venv").rename(project / ".venv.old")  # killed with the new one half made
    launcher.install(None)

    monkeypatch.setattr(launcher, "install", fails)
    with pytest.raises(OSError, match="no network"):
        launcher.make_ready()

    assert contents(project) == {".venv": "one\n"}


def test_what_a_killed_run_had_begun_to_delete_does_not_come_back(launcher, project):
    launcher.make_ready()
    shutil.copytree(project / ".venv", project / ".venv.old", symlinks=True)
    launcher.write_stamp(launcher.OLD, launcher.UNFINISHED)
    (project / "requirements.txt").write_text("two\n")

    launcher.make_ready()

    assert contents(project) == {".venv": "two\n"}


def test_somebody_elses_environment_makes_room_but_is_not_lost_when_ours_fails(
    launcher, project, monkeypatch
):
    (project / ".venv").mkdir()
    (project / ".venv/contents").write_text("theirs")
    monkeypatch.setattr(launcher, "install", fails)

    with pytest.raises(OSError, match="no network"):
        launcher.make_ready()

    assert contents(project) == {".venv": "theirs"}


def test_an_environment_that_was_moved_is_made_anew(launcher, project):
    launcher.make_ready()
    moved = project.rename(project.with_name("elsewhere"))
    there = load(moved / "invoke")

    there.install = fails
    with pytest.raises(OSError, match="no network"):
        there.make_ready()


def test_an_environment_whose_python_is_gone_is_made_anew(launcher):
    launcher.make_ready()
    python = Path(launcher.PYTHON)
    python.unlink()
    python.symlink_to("/no/such/python")

    launcher.make_ready()

    assert launcher.installed == ["one\n", "one\n"]


def test_a_copied_python_whose_home_is_gone_is_made_anew(launcher, project):
    launcher.make_ready()
    (project / ".venv/pyvenv.cfg").write_text("home = /no/such/folder\nversion = 3.11.0\n")

    launcher.make_ready()

    assert launcher.installed == ["one\n", "one\n"]


def test_a_folder_whose_name_is_not_utf8_is_named(launcher, monkeypatch):
    monkeypatch.setattr(launcher, "ROOT", "/home/J\udcf6rg")

    with pytest.raises(launcher.Failure, match="this path is not UTF-8, so nothing can be"):
        launcher.make_ready()
    assert not launcher.installed


def test_an_old_python_is_told_what_to_do():
    launcher = load(INVOKE)

    with pytest.raises(launcher.Failure) as told:
        launcher.refuse_old_python((3, 9, 6, "final", 0), "/usr/bin/python3")

    assert str(told.value) == (
        "this needs Python 3.11 or newer, and /usr/bin/python3 is Python 3.9.6; install a newer "
        "one and name it when you run this, for example: python3.13 ./invoke build"
    )
    launcher.refuse_old_python((3, 11, 0, "final", 0), "python3")


def test_an_old_python_can_read_the_launcher():
    ast.parse(INVOKE.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_the_launcher_and_the_project_ask_for_the_same_python():
    project = tomllib.loads(INVOKE.with_name("pyproject.toml").read_text(encoding="utf-8"))
    needed = ".".join(map(str, load(INVOKE).OLDEST_PYTHON))

    assert project["project"]["requires-python"] == f">={needed}"


def test_new_alone_is_handed_over_with_an_empty_title_so_that_the_task_asks(handed):
    launcher = load(INVOKE)

    for arguments in (["new"], ["new", "A title"]):
        with pytest.raises(SystemExit):
            launcher.hand_over(arguments)

    assert [command[5:] for command in handed] == [["new", ""], ["new", "A title"]]


def test_ctrl_c_while_it_looks_what_has_changed_ends_it_with_a_word(
    launcher, handed, monkeypatch, capsys
):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("commands.unchanged.unchanged", interrupted)

    assert launcher.main(["build"]) == 130
    assert capsys.readouterr().err == "\ninvoke: stopped; the next run starts again.\n"
    assert not handed


@pytest.mark.parametrize(
    ("known", "started"),
    [
        (lambda *_: Built([], {}, 0, "", "", 3, ["A warning."], ""), False),
        (lambda *_: None, True),
        (lambda *_: 1 / 0, True),
    ],
)
def test_a_build_that_would_do_nothing_is_not_even_started(
    known, started, launcher, handed, monkeypatch, capsys
):
    monkeypatch.setattr("commands.unchanged.unchanged", known)

    with suppress(SystemExit):
        launcher.main(["build"])

    printed = capsys.readouterr()
    assert bool(handed) == started
    assert ("A warning." in printed.err and "output: 3 pages" in printed.out) == (not started)

import os
import subprocess
import sys
import threading
import time

import pytest

from commands.all_or_none import Edited, finish, write_all
from tests.conftest import ROOT

# Every step that changes a disk, counted: at the one asked for, the process is killed.
KILLED = """
import os, signal, sys, builtins, shutil
from pathlib import Path
from commands import all_or_none
left = int(sys.argv[1])
def counted(step):
    def do(*args, **kwargs):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*args, **kwargs)
    return do
os.replace, os.fsync = counted(os.replace), counted(os.fsync)
Path.rename, shutil.rmtree = counted(Path.rename), counted(shutil.rmtree)
here = Path.cwd()
all_or_none.write_all({here / n: (b"old " + n.encode(), b"new " + n.encode()) for n in "abc"}, here)
"""


def texts(folder):
    return [(folder / name).read_text(encoding="utf-8") for name in "abc"]


@pytest.fixture
def folder(tmp_path):
    for name in "abc":
        (tmp_path / name).write_text(f"old {name}", encoding="utf-8")
    return tmp_path


def write(folder):
    changes = {folder / n: (f"old {n}".encode(), f"new {n}".encode()) for n in "abc"}
    write_all(changes, folder)


def killed_at(step, folder):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(step)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return done.returncode != 0


def test_every_file_has_its_new_text_and_nothing_else_stays(folder):
    write(folder)

    assert texts(folder) == ["new a", "new b", "new c"]
    assert {path.name for path in folder.iterdir()} - {".changing.lock"} == {"a", "b", "c"}


def test_a_kill_at_any_step_leaves_the_old_or_is_completed_by_the_next_run(folder):
    seen = set()
    for step in range(100):
        for name in "abc":
            (folder / name).write_text(f"old {name}", encoding="utf-8")
        if not killed_at(step, folder):
            break
        finish(folder)
        seen.add(tuple(texts(folder)))
    assert step > 12
    assert seen == {("old a", "old b", "old c"), ("new a", "new b", "new c")}
    assert not list(folder.glob(".*.changing"))


def test_what_was_edited_after_a_kill_stays_as_it_was_saved(folder):
    step = next(step for step in range(100) if killed_at(step, folder) and is_half_done(folder))
    (folder / "c").write_text("mine", encoding="utf-8")

    assert finish(folder) == (True, (folder / "c",))
    assert texts(folder) == ["new a", "new b", "mine"], step
    assert finish(folder) == (False, ())


def is_half_done(folder):
    done = texts(folder)[:1] == ["new a"] and texts(folder)[2] == "old c"
    if not done:
        finish(folder)
        for name in "abc":
            (folder / name).write_text(f"old {name}", encoding="utf-8")
    return done


def test_a_file_that_was_saved_meanwhile_stops_the_change_before_it_begins(folder):
    (folder / "b").write_text("mine", encoding="utf-8")

    with pytest.raises(Edited, match=r"b was saved just now\. Try again\."):
        write(folder)
    assert texts(folder) == ["old a", "mine", "old c"]


def test_a_file_keeps_its_rights_and_a_link_stays_a_link(folder):
    (folder / "a").chmod(0o640)
    (folder / "b").rename(folder / "real")
    (folder / "b").symlink_to("real")

    write(folder)

    assert (folder / "a").stat().st_mode & 0o777 == 0o640
    assert (folder / "b").is_symlink()
    assert (folder / "real").read_text(encoding="utf-8") == "new b"


@pytest.mark.long
def test_kills_at_any_time_leave_one_state_or_the_other(folder):
    for trial in range(60):
        for name in "abc":
            (folder / name).write_text(f"old {name}", encoding="utf-8")
        running = subprocess.Popen(
            [sys.executable, "-c", KILLED, "1000"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        timer = threading.Timer(0.05 + trial * 0.005, running.kill)
        timer.start()
        running.wait()
        timer.join()
        time.sleep(0.01)
        finish(folder)
        assert texts(folder) in (["old a", "old b", "old c"], ["new a", "new b", "new c"])

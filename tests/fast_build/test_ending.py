"""A process that ends at once: nothing is freed, nothing is lost."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

HELD = """
import atexit, sys, threading, time
from fast_build.ending import end_at_once

class Held:
    def __del__(self):
        print("freed")

held = Held()
{}
print("said")
end_at_once()
"""


def end(tmp_path, code, **more):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    environment.pop("PYTHONUNBUFFERED", None)
    command = [sys.executable, "-c", HELD.format(code)]
    return subprocess.run(
        command, cwd=tmp_path, env=environment, text=True, capture_output=True, check=False, **more
    )


@pytest.mark.skipif(not os.path.isdir("/dev/fd"), reason="nothing tells which files are open")
def test_nothing_is_freed_and_all_that_is_due_at_an_end_is_done(tmp_path):
    ended = end(tmp_path, "atexit.register(print, 'at exit')")
    assert (ended.returncode, ended.stdout) == (0, "said\nat exit\n")


@pytest.mark.parametrize("when", ["", "atexit.register(open_it)"])
def test_what_an_open_file_holds_back_is_written(tmp_path, when):
    opens = """
def open_it():
    global file
    file = open('held', 'w')
    file.write('back')
"""
    ended = end(tmp_path, f"{opens}\n{when or 'open_it()'}")
    assert (ended.returncode, ended.stdout) == (0, "said\nfreed\n")
    assert (tmp_path / "held").read_text() == "back"


def test_a_thread_ends_by_itself(tmp_path):
    ended = end(tmp_path, "threading.Timer(0.2, print, ['late']).start()")
    assert (ended.returncode, ended.stdout) == (0, "said\nlate\nfreed\n")


def test_it_may_have_nowhere_to_say_a_thing(tmp_path):
    ended = end(tmp_path, "sys.stdout = None")
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.skipif(not os.path.isdir("/dev/fd"), reason="nothing tells which files are open")
def test_a_pipe_that_the_process_was_given_is_of_no_matter(tmp_path):
    reading, writing = os.pipe()
    try:
        assert end(tmp_path, "", pass_fds=[writing]).stdout == "said\n"
    finally:
        os.close(reading)
        os.close(writing)

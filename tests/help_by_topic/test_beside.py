from __future__ import annotations

import gc
import os
import signal

import pytest

from help_by_topic import beside, side_by_side
from help_by_topic.beside import GONE, Beside

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
IS_ALONE = side_by_side._is_alone


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch):
    monkeypatch.setattr(beside, "processors", lambda: 2)
    monkeypatch.setattr(
        side_by_side, "_is_alone", lambda: True
    )  # whatever other tests left running


def answer(line):
    while (heard := line.hear()) is not GONE:
        line.say((os.getpid(), heard))


def test_what_is_said_is_heard_by_another_process_and_answered():
    other = Beside.begun(answer)
    assert other.line.say([1, 2])
    process, heard = other.line.hear()
    assert (process == os.getpid(), heard) == (False, [1, 2])
    assert other.line.say("x" * 2_000_000)  # more than a pipe holds
    assert other.line.hear() == (process, "x" * 2_000_000)
    other.wait()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@pytest.mark.parametrize(
    "fail", [lambda line: 1 / 0, lambda line: os.kill(os.getpid(), signal.SIGKILL)]
)
def test_one_that_fails_is_gone(fail):
    other = Beside.begun(fail)
    assert other.line.hear() is GONE
    assert not other.line.say("x" * 2_000_000)
    other.wait()


def test_what_cant_be_pickled_is_not_said():
    other = Beside.begun(answer)
    assert not other.line.say(lambda: None)


def test_it_ends_with_what_began_it():
    other = Beside.begun(lambda line: signal.pause())
    process = other._process
    del other
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_it_does_what_it_has_to_before_it_is_gone(tmp_path):
    def write_late(line):
        assert line.hear() is GONE
        (tmp_path / "late").write_text("written")

    other = Beside.begun(write_late)
    other.wait()
    assert (tmp_path / "late").read_text() == "written"


@pytest.mark.usefixtures("another_thread")
def test_beside_another_thread_none_is_begun(monkeypatch):
    monkeypatch.setattr(side_by_side, "_is_alone", IS_ALONE)
    assert Beside.begun(answer) is None


def test_with_one_processor_none_is_begun(monkeypatch):
    monkeypatch.setattr(beside, "processors", lambda: 1)
    assert Beside.begun(answer) is None


@pytest.mark.parametrize("name", ["fork", "pipe"])
def test_where_the_system_gives_no_process_none_is_begun_and_no_file_stays_open(monkeypatch, name):
    def refuse():
        raise OSError

    before = len(os.listdir("/dev/fd"))
    monkeypatch.setattr(os, name, refuse)
    assert Beside.begun(answer) is None
    assert len(os.listdir("/dev/fd")) == before

import os

import pytest

from fast_build import workers
from fast_build.workers import Beside


@pytest.fixture
def beside(monkeypatch):
    """A function that gives a process beside this one, whatever other tests left running."""
    monkeypatch.setattr(workers, "_processors", lambda: 2)
    monkeypatch.setattr(workers, "_is_alone", lambda: True)
    return Beside


def test_one_beside_does_what_it_is_asked(beside):
    with beside(lambda question: f"{question} {os.getpid()}") as other:
        other.ask("Déjà vu?")
        *question, by = other.answer().split()

    assert question == ["Déjà", "vu?"]
    assert int(by) != os.getpid()


def test_one_beside_whom_nobody_asks_ends(beside):
    with beside(str.upper) as other:
        child = other._child
        os.kill(child, 0)

    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_one_beside_ends_where_the_process_that_it_is_of_is_gone(beside):
    with beside(str.upper) as other:
        os.close(other._ask)  # as the end of a process does
        _, status = os.waitpid(other._child, 0)
        other._child = 0

    assert status == 0


def test_one_beside_that_fails_or_is_killed_has_no_answer(beside, capfd):
    for do in (lambda question: 1 / 0, lambda question: os.kill(os.getpid(), 9)):
        with beside(do) as other:
            other.ask("this")
            assert other.answer() == ""

    with beside(str.upper) as other:
        os.kill(other._child, 9)
        os.waitid(os.P_PID, other._child, os.WEXITED | os.WNOWAIT)
        other.ask("this")
        assert other.answer() == ""
    assert capfd.readouterr() == ("", "")


def test_there_is_none_beside_other_threads_or_one_processor(monkeypatch):
    for processors, alone in ((1, True), (2, False)):
        monkeypatch.setattr(workers, "_processors", lambda count=processors: count)
        monkeypatch.setattr(workers, "_is_alone", lambda alone=alone: alone)
        with Beside(str.upper) as other:
            other.ask("this")
            assert other.answer() == ""

import os

import pytest

from fast_build import workers
from fast_build.workers import Standby


@pytest.fixture
def standby(monkeypatch):
    """A function that gives a process on standby, whatever other tests left running."""
    monkeypatch.setattr(workers, "_processors", lambda: 2)
    monkeypatch.setattr(workers, "_is_alone", lambda: True)
    return Standby


def test_one_on_standby_does_what_it_is_asked(standby):
    with standby(lambda question: f"{question} {os.getpid()}") as other:
        other.ask("Déjà vu?")
        *question, by = other.answer().split()

    assert question == ["Déjà", "vu?"]
    assert int(by) != os.getpid()


def test_one_on_standby_whom_nobody_asks_ends(standby):
    with standby(str.upper) as other:
        child = other._child
        os.kill(child, 0)

    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_one_on_standby_ends_where_the_process_that_it_is_of_is_gone(standby):
    with standby(str.upper) as other:
        os.close(other._ask)  # as the end of a process does
        _, status = os.waitpid(other._child, 0)
        other._child = 0

    assert status == 0


def test_one_on_standby_that_fails_or_is_killed_has_no_answer(standby, capfd):
    for do in (lambda question: 1 / 0, lambda question: os.kill(os.getpid(), 9)):
        with standby(do) as other:
            other.ask("this")
            assert other.answer() == ""

    with standby(str.upper) as other:
        os.kill(other._child, 9)
        os.waitid(os.P_PID, other._child, os.WEXITED | os.WNOWAIT)
        other.ask("this")
        assert other.answer() == ""
    assert capfd.readouterr() == ("", "")


def test_there_is_none_beside_other_threads_or_one_processor(monkeypatch):
    for processors, alone in ((1, True), (2, False)):
        monkeypatch.setattr(workers, "_processors", lambda count=processors: count)
        monkeypatch.setattr(workers, "_is_alone", lambda alone=alone: alone)
        with Standby(str.upper) as other:
            other.ask("this")
            assert other.answer() == ""

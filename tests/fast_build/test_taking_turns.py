import os
import signal
import time

import pytest

from fast_build import workers
from fast_build.taking_turns import InTurns


@pytest.fixture
def processors(monkeypatch):
    """Return a function that sets how many processors there are."""
    monkeypatch.setattr(workers, "_is_alone", lambda: True)  # whatever other tests left running
    return lambda number: monkeypatch.setattr(workers, "_processors", lambda: number)


def by(folder):
    return {int(path.name): int(path.read_text()) for path in folder.iterdir()}


def doing(folder):
    def do(number):
        with (folder / f"{number}").open("x") as file:  # each once
            file.write(str(os.getpid()))
        time.sleep(0.001)

    return do


def test_each_item_is_done_once_by_one_of_all_processes(tmp_path, processors):
    processors(3)

    turns = InTurns(range(1000), doing(tmp_path), lambda: str(os.getpid()).encode())
    assert all(turns.wait_for(place) for place in range(1000))
    said = turns.finish()

    assert by(tmp_path).keys() == set(range(1000))
    assert set(by(tmp_path).values()) <= {os.getpid(), *map(int, said)}
    assert len(said) == 2


def test_the_others_do_what_this_process_does_not_come_to(tmp_path, processors):
    processors(3)

    turns = InTurns(range(1000), doing(tmp_path), lambda: str(os.getpid()).encode())
    have_ended(turns)
    assert all(turns.wait_for(place) for place in range(1000))

    assert os.getpid() not in by(tmp_path).values()
    assert len(turns.finish()) == 2


def have_ended(turns):
    """Wait until there is nothing left for the others to do."""
    for other in turns._others.values():
        os.waitid(os.P_PID, other, os.WEXITED | os.WNOWAIT)


def test_an_item_is_there_when_it_was_waited_for(tmp_path, processors):
    processors(2)
    turns = InTurns(range(200), doing(tmp_path), bytes)

    for place in range(199, -1, -1):
        assert turns.wait_for(place)
        assert (tmp_path / f"{place}").exists()
    turns.finish()


def test_what_nobody_has_begun_is_left_in_the_end(tmp_path, processors):
    processors(2)

    InTurns(range(10_000), doing(tmp_path), bytes).finish()

    assert len(by(tmp_path)) < 10_000
    assert os.getpid() not in by(tmp_path).values()


def test_items_that_fail_are_told_and_nothing_is_said_of_them(processors, capfd):
    processors(2)

    def do(number):
        if number % 7 == 0:
            raise ValueError(number)

    turns = InTurns(range(100), do, bytes)

    assert [turns.wait_for(place) for place in range(100)] == [
        place % 7 > 0 for place in range(100)
    ]
    assert turns.finish() == [b""]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("ends", ["killed", "interrupted", "without a word"])
def test_what_a_process_had_begun_that_has_ended_is_not_done(tmp_path, processors, ends):
    processors(2)
    here = os.getpid()

    def do(number):
        if os.getpid() != here:
            if ends == "killed" and number == 4:
                os.kill(os.getpid(), signal.SIGKILL)
            if ends == "interrupted" and number == 4:
                raise KeyboardInterrupt
        (tmp_path / f"{number}").touch()

    def say():
        raise ValueError("nothing to say")

    turns = InTurns(range(100), do, say)
    have_ended(turns)
    done = {turns.wait_for(place) for place in range(100)}

    assert done == {ends == "without a word"}
    assert turns.finish() is None


def test_nothing_is_done_where_no_process_is_worth_it_or_there_can_be_none(
    tmp_path, processors, monkeypatch
):
    processors(2)
    few = InTurns(range(10), doing(tmp_path), bytes)
    assert not any(few.wait_for(place) for place in range(10))
    assert few.finish() == []

    def no_fork():
        raise BlockingIOError("too many processes")

    monkeypatch.setattr(os, "fork", no_fork)
    many = InTurns(range(100), doing(tmp_path), bytes)
    assert not any(many.wait_for(place) for place in range(100))
    assert many.finish() == []
    assert not by(tmp_path)


def test_while_others_can_not_begin_this_process_does_what_comes_last(tmp_path, processors):
    processors(2)
    awaited = iter([1, 2])

    turns = InTurns(range(200), doing(tmp_path), bytes, awaited=awaited)
    assert next(awaited, None) is None
    by_others = {place for place, process in by(tmp_path).items() if process != os.getpid()}
    assert not by_others & {*range(185, 200)}
    assert all(turns.wait_for(place) for place in range(200))
    turns.finish()

    assert all(by(tmp_path)[place] == os.getpid() for place in range(185, 200))


def test_where_that_takes_long_it_does_all(tmp_path, processors):
    processors(2)

    turns = InTurns(range(100), doing(tmp_path), bytes, awaited=iter(range(1000)))

    assert all(turns.wait_for(place) for place in range(100))
    turns.finish()
    assert {*by(tmp_path).values()} == {os.getpid()}

import os
import signal
import time

import pytest

from fast_build import ahead, workers
from fast_build.ahead import Ahead


@pytest.fixture(autouse=True)
def processors(monkeypatch):
    """Sets how many there are, three at first, whatever other tests left running."""
    monkeypatch.setattr(workers, "_is_alone", lambda: True)
    monkeypatch.setattr(workers, "_processors", lambda: 3)
    return lambda number: monkeypatch.setattr(workers, "_processors", lambda: number)


def went_through(work, make, meanwhile=lambda others: None, **more):
    """Return what was taken, and which items this process had to make by itself; `meanwhile` is what
    it does at each of them, beside the others."""
    taken, own = {}, []
    shared = Ahead(work, make, taken.__setitem__, **more)
    for item in work:
        shared.come_to(item)
        if item not in taken:
            meanwhile(shared._children)
            own.append(item)
    shared.wait()
    return taken, own


def they_end(others):
    """The others are so quick, or this process so slow, that they have ended."""
    for other in others:
        os.waitid(os.P_PID, other, os.WEXITED | os.WNOWAIT)


def test_others_make_what_comes_last():
    taken, own = went_through(
        range(200), lambda item: [item, os.getpid()], lambda _: time.sleep(0.01)
    )

    assert own == list(range(len(own)))
    assert sorted([*own, *taken]) == list(range(200))
    assert all(item == taken[item][0] for item in taken)
    assert os.getpid() not in {by for _, by in taken.values()}


def test_nobody_waits_for_others_that_are_slow():
    go_on, say = os.pipe()
    taken = {}
    shared = Ahead(range(100), lambda item: os.read(go_on, 1), taken.__setitem__)
    for item in range(100):
        shared.come_to(item)
    os.write(say, b"go on" * 100)
    shared.wait()
    os.close(go_on)
    os.close(say)

    assert shared._children
    assert not taken


def test_they_go_on_to_the_first_part_which_is_this_process_own():
    taken, own = went_through(range(100), lambda _: os.getpid(), they_end)

    assert own == list(range(100 // (8 * 3)))
    assert sorted(taken) == list(range(100 // (8 * 3), 100))
    assert len({*taken.values()} - {os.getpid()}) == 2


def test_what_they_cannot_make_is_made_here_and_they_say_nothing(capfd):
    def make(item):
        if item == 150:
            raise ValueError
        return None if item == 160 else item

    taken, own = went_through(range(200), make, they_end)

    assert own == [*range(8), 150, 160]
    assert sorted([*own, *taken]) == list(range(200))
    assert capfd.readouterr() == ("", "")


def test_what_one_had_made_before_it_was_killed_is_taken(processors):
    processors(2)

    def make(item):
        if item == 100:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    taken, own = went_through(range(200), make, they_end)

    assert sorted([*own, *taken]) == list(range(200))
    assert 199 in taken
    assert 100 in own


def test_each_of_them_ends_its_work(tmp_path):
    went_through(range(200), str, end=lambda: (tmp_path / f"{os.getpid()}").touch())

    assert len(list(tmp_path.iterdir())) == 2


def test_they_start_when_this_process_comes_to_the_first_item(tmp_path):
    shared = Ahead(range(200), str, end=lambda: (tmp_path / "ended").touch())
    shared.come_to("something else")
    shared.wait()

    assert not list(tmp_path.iterdir())


def test_little_work_is_done_here():
    assert went_through(range(10), str) == ({}, list(range(10)))


def test_without_room_all_is_done_here(monkeypatch):
    def full():
        raise OSError

    monkeypatch.setattr(ahead.tempfile, "TemporaryFile", full)

    assert went_through(range(100), str) == ({}, list(range(100)))


@pytest.mark.usefixtures("another_thread")
def test_beside_another_thread_all_is_done_here(monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(workers, "_processors", lambda: 3)
    taken, own = went_through(range(100), str)

    assert not taken
    assert own == list(range(100))

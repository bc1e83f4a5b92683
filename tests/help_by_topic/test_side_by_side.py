from __future__ import annotations

import os
import signal

import pytest

from help_by_topic import side_by_side as module
from help_by_topic.side_by_side import side_by_side

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
HERE = os.getpid()


IS_ALONE = module._is_alone


@pytest.fixture(autouse=True)
def _three_processors(monkeypatch):
    monkeypatch.setattr(module, "processors", lambda: 3)
    monkeypatch.setattr(module, "_is_alone", lambda: True)  # whatever other tests left running


def in_process(work):
    return os.getpid(), [*work]


def test_each_part_is_made_in_a_process_of_its_own_the_first_one_here():
    (here, first), (there, second), (elsewhere, third) = side_by_side(range(7), in_process, 2)

    assert here == HERE
    assert len({here, there, elsewhere}) == 3
    assert [*first, *second, *third] == [*range(7)]


def test_little_work_is_not_parted():
    assert side_by_side([1, 2, 3], in_process, 2) == [(HERE, [1, 2, 3])]
    assert side_by_side([], in_process, 2) == [(HERE, [])]


@pytest.mark.usefixtures("another_thread")
def test_beside_another_thread_all_is_made_here(monkeypatch):
    monkeypatch.setattr(module, "_is_alone", IS_ALONE)
    assert side_by_side([1, 2], in_process, 1) == [(HERE, [1, 2])]


def interrupt():
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # who was begun behind a shell ignores it
    os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.parametrize(
    "fail", [lambda: 1 / 0, lambda: os.kill(os.getpid(), signal.SIGKILL), interrupt]
)
def test_a_part_that_could_not_be_made_elsewhere_is_made_here(fail):
    def do(work):
        if os.getpid() != HERE:
            fail()
        return in_process(work)

    assert side_by_side([1, 2, 3], do, 1) == [(HERE, [1]), (HERE, [2]), (HERE, [3])]


@pytest.mark.parametrize("name", ["fork", "pipe"])
def test_where_the_system_gives_no_process_all_is_made_here(monkeypatch, name):
    def refuse():
        raise OSError

    monkeypatch.setattr(os, name, refuse)

    assert side_by_side([1, 2], in_process, 1) == [(HERE, [1]), (HERE, [2])]


def test_what_a_part_raises_here_is_raised_and_nothing_goes_on_elsewhere(monkeypatch):
    children, fork = [], os.fork
    monkeypatch.setattr(os, "fork", lambda: children.append(fork()) or children[-1])

    def do(work):
        if os.getpid() == HERE:
            raise ValueError(work)
        signal.pause()

    with pytest.raises(ValueError, match="1"):
        side_by_side([1, 2, 3], do, 1)
    assert len(children) == 2
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


def test_more_than_a_pipe_holds_comes_back():
    made = side_by_side([1, 2, 3], lambda work: bytes(1_000_000), 1)

    assert [*map(len, made)] == [1_000_000] * 3

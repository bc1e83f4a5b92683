"""Processes that are forked to do some work of this one's, where that is safe and worth it."""

from __future__ import annotations

import logging
import os
import signal
import threading
import traceback
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Self, TypeVar

_FEWEST = 24  # for less, forking costs more than it saves
_LONGEST = 4096  # bytes that a pipe takes in one piece
_T = TypeVar("_T")


class Standby:
    """A process forked while this one is small, which will `do` one thing with a text when it is asked.

    A large one is slow to fork, and both then copy what memory they touch: for ten thousand articles
    that takes as long as looking through all their pages, which this is for.
    """

    def __init__(self, do: Callable[[str], str]) -> None:
        self.do = do
        self._child = 0
        self.is_asked = False
        if _processors() > 1 and _can_fork():
            (asked, self._ask), (self._answered, answer) = os.pipe(), os.pipe()
            with suppress(OSError):  # the system gives no process
                self._child = fork(partial(_wait_to_be_asked, do, asked, answer, self._ask))
            os.close(asked)
            os.close(answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_) -> None:
        if self._child:
            # That nobody asks any more it might not learn: others that were forked can ask it too.
            os.kill(self._child, signal.SIGKILL)
            self.answer()

    def ask(self, question: str) -> None:
        """Have it begin."""
        if self._child:
            with suppress(OSError):  # it is gone
                os.write(self._ask, os.fsencode(question))
                self.is_asked = True

    def answer(self) -> str:
        """Return what it came to; nothing where this process has to do it. The other one ends."""
        if not self._child:
            return ""
        os.close(self._ask)
        with open(self._answered, "rb") as file:
            answer = os.fsdecode(file.read())
        child, self._child = self._child, 0
        os.waitpid(child, 0)
        return answer


def _wait_to_be_asked(do: Callable[[str], str], asked: int, answer: int, ask: int) -> None:
    os.close(ask)  # when those that hold it have gone, there is no question
    if question := os.read(asked, _LONGEST):
        os.write(answer, os.fsencode(do(os.fsdecode(question))))  # in one piece, as short as it is


def pile(parts: int) -> int:
    """Return a pipe that holds the numbers of all parts, 255 at most, and then ends: of all processes
    that have it, one takes a number, and has it alone."""
    reading, writing = os.pipe()
    os.write(writing, bytes(range(parts)))  # fewer than any pipe can hold
    os.close(writing)
    return reading


def take(pile: int) -> int | None:
    """Return a number that nobody has taken, and take it; None where there is none left."""
    taken = os.read(pile, 1)
    return taken[0] if taken else None


def workers_for(work: Sequence) -> int:
    """Return how many processes are worth it here; none where there would be one alone."""
    workers = min(_processors(), len(work) // _FEWEST)
    return workers if workers > 1 and _can_fork() else 0


def _can_fork() -> bool:
    return hasattr(os, "fork") and _is_alone()


def _is_alone() -> bool:
    """Return whether no other thread could hold a lock that a worker needs.

    A fork copies one thread alone, and the locks of the others as they stand. The thread that turns
    Pelican's spinner holds none but that of the terminal, to which no worker writes.
    """
    others = set(threading.enumerate()) - {threading.current_thread()}
    return all(type(thread).__module__ == "rich.live" for thread in others)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def fork(run: Callable[[], object]) -> int:
    """Return the number of a process that does nothing but `run`, in silence: where it would log a
    warning it fails. Raises OSError where the system gives none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads: see `_is_alone`
        child = os.fork()
    if child:
        return child
    try:
        logging.getLogger().handlers[:] = [_Refusing(logging.WARNING)]
        run()
    finally:
        os._exit(0)  # whatever happens, this process must not go on as a second build


def succeeds(do: Callable[[_T], None], item: _T) -> bool:
    """Call `do` with an item; return whether it has raised nothing."""
    try:
        do(item)
    except Exception:  # not Ctrl-C, which ends the whole process
        if os.environ.get("FAST_BUILD_DEBUG"):
            traceback.print_exc()
        return False
    return True


class _Refusing(logging.Handler):
    """Says nothing itself, and lets fail what would have it say something."""

    def handle(self, record: logging.LogRecord) -> bool:
        raise RuntimeError(record.getMessage())

"""Work shared out among forked processes, which hand back what they made by the disk."""

from __future__ import annotations

import logging
import os
import threading
import traceback
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import NoReturn, Self, TypeVar

_FEWEST = 24  # for less, forking costs more than it saves
_OWN = 0.75  # shares of one of the others: this process has other work with each item, too
_LONGEST = 4096  # bytes that a pipe takes in one piece
_T = TypeVar("_T")


class Ahead:
    """Work that other processes do ahead while this one does the first by itself, in the order of
    `work`.

    `do` makes ahead what the caller would otherwise make by itself, and is to be met again there
    where it raises something. It fails, too, where it logs a warning, for that is the caller's to
    say. Each process ends with `say`.
    """

    def __init__(
        self,
        work: Sequence[_T] = (),
        do: Callable[[_T], None] = id,
        say: Callable[[], bytes | None] = bytes,
    ) -> None:
        others = max(workers_for(work) - 1, 0)
        each = len(work) / (others + _OWN)
        begins = [int((number + _OWN) * each) for number in range(others)]
        shares = [range(*share) for share in pairwise([*begins, len(work)])]
        self._children = [_start(work, share, do, say) for share in shares]
        self._items = {work[place] for share in shares for place in share}

    def wait_for(self, item: _T) -> bool:
        """Wait until `item` is done, if others do it; return whether they have only now ended."""
        return item in self._items and self.wait()

    def wait(self) -> bool:
        """Wait for the others to end; return whether there were some."""
        children, self._children, self._items = self._children, [], set()
        for child in children:
            _done_by(*child, len)
        return bool(children)


class Beside:
    """A process forked while this one is small, which will `do` one thing with a text when it is asked.

    A large one is slow to fork, and both then copy what memory they touch: for ten thousand articles
    that takes as long as looking through all their pages, which this is for.
    """

    def __init__(self, do: Callable[[str], str]) -> None:
        self._child = 0
        if _processors() > 1 and hasattr(os, "fork") and _is_alone():
            (asked, self._ask), (self._answered, answer) = os.pipe(), os.pipe()
            with suppress(OSError):  # the system gives no process
                self._child = os.fork() or _wait_to_be_asked(do, asked, answer, self._ask)
            os.close(asked)
            os.close(answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_) -> None:
        self.answer()

    def ask(self, question: str) -> None:
        """Have it begin."""
        if self._child:
            with suppress(OSError):  # it is gone
                os.write(self._ask, os.fsencode(question))

    def answer(self) -> str:
        """Return what it came to; nothing where this process has to do it. The other one ends."""
        if not self._child:
            return ""
        os.close(self._ask)
        with open(self._answered, "rb") as file:
            answer = os.fsdecode(file.read())
        child, self._child = self._child, 0
        return "" if os.waitpid(child, 0)[1] else answer


def _wait_to_be_asked(do: Callable[[str], str], asked: int, answer: int, ask: int) -> NoReturn:
    status = 1
    try:
        os.close(ask)  # held by the other process alone: when that has gone, there is no question
        if question := os.read(asked, _LONGEST):
            os.write(answer, os.fsencode(do(os.fsdecode(question))))
        status = 0
    finally:
        os._exit(status)  # whatever happens: see `_start`


def workers_for(work: Sequence) -> int:
    """Return how many processes are worth it here; none where there would be one alone."""
    workers = min(_processors(), len(work) // _FEWEST)
    return workers if workers > 1 and hasattr(os, "fork") and _is_alone() else 0


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


def _start(
    work: Sequence[_T], share: range, do: Callable[[_T], None], say: Callable[[], bytes | None]
) -> tuple[int, int]:
    """Return the number of a process that does a share of the work, and where it says what is done."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads: see `_is_alone`
        child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        logging.getLogger().handlers[:] = [Refusing(logging.WARNING)]
        done = " ".join(str(place) for place in share if succeeds(do, work[place]))
        with open(writing, "wb") as said:
            said.write(done.encode() + b"\n" + (say() or b""))
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


class Refusing(logging.Handler):
    """Says nothing itself, and lets fail what would have it say something."""

    def handle(self, record: logging.LogRecord) -> bool:
        raise RuntimeError(record.getMessage())


def _done_by(child: int, reading: int, hear: Callable[[bytes], None]) -> list[int]:
    with open(reading, "rb") as said:
        places, _, more = said.read().partition(b"\n")
    _, status = os.waitpid(child, 0)
    if status or not places:
        return []
    hear(more)
    return [int(place) for place in places.split()]

"""Work shared out among forked processes, which hand back what they made by the disk."""

from __future__ import annotations

import logging
import os
import threading
import traceback
import warnings
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

_FEWEST = 24  # for less, forking costs more than it saves
_OWN = 0.75  # shares of one of the others: this process has other work with each item, too
_T = TypeVar("_T")


def share_out(
    work: Sequence[_T],
    do: Callable[[_T], None],
    say: Callable[[], bytes | None] = bytes,
    hear: Callable[[bytes], None] = len,
) -> list[_T]:
    """Call `do` with each item of `work`, in as many processes as there are processors.

    Returns the items that are done: none where that can't be done here, or is not worth it. `do`
    makes ahead what the caller would otherwise make by itself, and is to be met again there where
    it raises something. It fails, too, where it logs a warning, for that is the caller's to say.
    What each process has to `say` at its end, the caller hears.
    """
    workers = _workers_for(work)
    shares = [range(number, len(work), workers) for number in range(workers)]
    children = [_start(work, share, do, say) for share in shares]
    return [work[place] for child in children for place in _done_by(*child, hear)]


class Ahead:
    """Work that other processes do ahead while this one does the first by itself, in the order of
    `work`: what `do` makes is met again there, as with `share_out`. Each ends with `say`."""

    def __init__(
        self,
        work: Sequence[_T] = (),
        do: Callable[[_T], None] = id,
        say: Callable[[], bytes | None] = bytes,
    ) -> None:
        others = max(_workers_for(work) - 1, 0)
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


def _workers_for(work: Sequence) -> int:
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
        logging.getLogger().handlers[:] = [_Refusing(logging.WARNING)]
        done = " ".join(str(place) for place in share if _does(do, work[place]))
        with open(writing, "wb") as said:
            said.write(done.encode() + b"\n" + (say() or b""))
    finally:
        os._exit(0)  # whatever happens, this process must not go on as a second build


def _does(do: Callable[[_T], None], item: _T) -> bool:
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


def _done_by(child: int, reading: int, hear: Callable[[bytes], None]) -> list[int]:
    with open(reading, "rb") as said:
        places, _, more = said.read().partition(b"\n")
    _, status = os.waitpid(child, 0)
    if status or not places:
        return []
    hear(more)
    return [int(place) for place in places.split()]

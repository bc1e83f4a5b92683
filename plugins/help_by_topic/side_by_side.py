"""Work done in parts side by side: the first part here, each other one in a process forked for it."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import pairwise
from typing import TypeVar

_T = TypeVar("_T")
_R = TypeVar("_R")


def side_by_side(work: Sequence[_T], do: Callable[[Sequence[_T]], _R], fewest: int) -> list[_R]:
    """Return what `do` makes of each part of `work`, in order.

    There are as many parts as processors, but none is of less than `fewest`, and a single one where
    no process can be forked. `do` changes nothing here that is not in what it returns; what it makes
    elsewhere comes back pickled. Where that fails, the part is made here, and raises what it raises.
    """
    parts = min(processors(), len(work) // fewest) if can_fork() else 1
    parts = max(1, parts)
    if parts > 1:
        give_back()  # what is free would be copied by whoever uses it again
    ends = [len(work) * number // parts for number in range(parts + 1)]
    first, *others = (work[a:b] for a, b in pairwise(ends))
    forks = [_Fork(do, part) for part in others]
    try:
        made = [do(first)]
        for fork, part in zip(forks, others, strict=True):
            result = fork.result()
            made.append(do(part) if result is None else result)
    finally:
        for fork in forks:
            fork.end()
    return made


def can_fork() -> bool:
    """Return whether a process can be forked from this one, as it is now."""
    return hasattr(os, "fork") and _is_alone()


def fork(do: Callable[[], object]) -> int:
    """Return the number of a process that does nothing but `do`, and ends with 0, or with 1 where that
    raises something. Raises OSError where the system gives no process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads: see `_is_alone`
        process = os.fork()
    if process:
        return process
    try:
        gc.disable()  # it would write to all that the two processes share
        do()
        os._exit(0)
    finally:
        os._exit(1)  # whatever happens, this process must not go on as a second build


def _is_alone() -> bool:
    """Return whether no other thread could hold a lock that a new process needs.

    The thread that turns Pelican's spinner holds none but the terminal's.
    """
    others = set(threading.enumerate()) - {threading.current_thread()}
    return all(type(one).__module__ == "rich.live" for one in others)


def give_back() -> None:
    """Give memory that is free back to the system, where the C library would keep it for this process."""
    import ctypes  # which NumPy has loaded

    with suppress(OSError, TypeError, AttributeError):  # it is another library
        ctypes.CDLL(None).malloc_trim(0)


def processors() -> int:
    """Return how many processors there are for this process."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _hand_over(do: Callable[[_T], _R], part: _T, writing: int) -> None:
    made = pickle.dumps(do(part), pickle.HIGHEST_PROTOCOL)
    with open(writing, "wb") as file:
        file.write(made)


class _Fork:
    """A process that makes one part."""

    def __init__(self, do: Callable[[_T], _R], part: _T) -> None:
        self._process, self._reading = 0, -1
        try:
            self._reading, writing = os.pipe()
        except OSError:  # too many files are open
            return
        with suppress(OSError):  # there are too many processes, or too little memory
            self._process = fork(partial(_hand_over, do, part, writing))
        os.close(writing)

    def result(self) -> _R | None:
        """Wait for the process to end and return what it made, None where it has failed."""
        if not self._process:
            return None
        reading, self._reading = self._reading, -1
        with open(reading, "rb") as file:
            made = file.read()
        _, status = os.waitpid(self._process, 0)
        self._process = 0
        return None if status else pickle.loads(made)

    def end(self) -> None:
        """End the process if it has not ended by itself."""
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        if self._reading >= 0:
            os.close(self._reading)

"""A process forked from this one, which works beside it and can be spoken to."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from select import select
from typing import Any
from weakref import finalize

from .side_by_side import can_fork, fork, processors

_PIPE = 2**20  # bytes; more is not anybody's
_TOGETHER = 2**18  # bytes that are said together where nothing is to be heard at once
GONE = None  # what is heard from a process that is there no more


class Line:
    """One of two ends that speak to each other. Anything can be said that can be pickled but `GONE`."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = os.fdopen(reading, "rb")
        self._writing = os.fdopen(writing, "wb", _TOGETHER)

    def say(self, message: Any, *, at_once: bool = True) -> bool:
        """Say something, or have it said with what is said next; return whether it was said. If not, half
        of it may be: say no more then."""
        try:
            pickle.dump(message, self._writing, pickle.HIGHEST_PROTOCOL)
            if at_once:
                self._writing.flush()
        except Exception:  # it is gone, or this can't be pickled, for whatever reason
            return False
        return True

    def hear(self) -> Any:
        """Wait for what the other end says next and return it."""
        try:
            return pickle.load(self._reading)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            return GONE

    def is_spoken_on(self) -> bool:
        """Return whether there is something to hear, or nobody there to say it."""
        return bool(select([self._reading], (), (), 0)[0])

    def close(self) -> None:
        for file in (self._reading, self._writing):
            with suppress(OSError):
                file.close()


class Beside:
    """A process that does something beside this one, to which `line` leads; it goes with this object.

    To be made by `begun`.
    """

    def __init__(self, process: int, line: Line) -> None:
        self.line, self._process = line, process
        self._end = finalize(self, _end, process, line, os.getpid())

    @classmethod
    def begun(cls, do: Callable[[Line], None]) -> Beside | None:
        """Have `do` done in another process, which is given its end of the line; None where there can
        be none, or no processor for it."""
        if processors() < 2 or not can_fork():
            return None
        ends: list[int] = []
        try:
            ends += os.pipe()
            ends += os.pipe()
            process = fork(partial(_do, do, *ends))
        except OSError:  # too many files are open, or there are too many processes
            for end in ends:
                os.close(end)
            return None
        its_reading, writing, reading, its_writing = ends
        _widen(writing)
        os.close(its_reading)
        os.close(its_writing)
        return cls(process, Line(reading, writing))

    def wait(self) -> None:
        """Wait until it has done all that it does without being spoken to."""
        if self._end.detach():
            self.line.close()
            with suppress(OSError):
                os.waitpid(self._process, 0)


def _widen(pipe: int) -> None:
    """Have a pipe hold as much as it may: who says much need not wait for who is still beginning."""
    import fcntl  # which is where there is a fork

    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):  # all pipes of the user hold too much already
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _do(
    do: Callable[[Line], None], reading: int, its_writing: int, its_reading: int, writing: int
) -> None:
    """What the other process does, after it has left the ends of the first one to that."""
    os.close(its_writing)
    os.close(its_reading)
    do(Line(reading, writing))


def _end(process: int, line: Line, owner: int) -> None:
    line.close()
    if os.getpid() == owner:
        with suppress(OSError):
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)

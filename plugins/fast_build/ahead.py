"""Work that other processes do ahead, while this one does it too, from its other end.

    this process --> | 0 | 1 | 2 | ... | 7 | 8 | 9 | <-- others

Nobody waits for anybody: this process takes what others have made by the time it comes there, and
makes the rest, so that all processors are busy to the end, however long each item takes. Where they
meet, a few items may be made twice.
"""

from __future__ import annotations

import marshal
import mmap
import os
import struct
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, BinaryIO, TypeVar

from .workers import fork, succeeds, workers_for

_MOST = 8  # items that are handed over together: as many may be made twice at the end
_PARTS = 8  # for each process at least, where there are few items
_PIECE = struct.Struct("=4Q")  # the number of a part, whose it is, where it begins and its size
_T = TypeVar("_T")


class Ahead:
    """Work of which this process does item after item, and others some ahead, from the last on.

    What another gets for an item from `make`, a value that marshal knows, is given to `take` here,
    with the item, before this process comes to it. Where `make` gives None, raises something or logs
    a warning, and where no process made it in time, the item is this process' own. Each of the
    others calls `end` when it is done.
    """

    def __init__(
        self,
        work: Sequence[_T] = (),
        make: Callable[[_T], Any] = id,
        take: Callable[[_T, Any], object] = id,
        end: Callable[[], object] = bytes,
    ) -> None:
        self._work, self._make, self._take, self._end = work, make, take, end
        self._place_of = {item: place for place, item in enumerate(work)}
        self._children: list[int] = []
        self._made: list[BinaryIO] = []  # by each of the others

    def come_to(self, item: _T) -> None:
        """Say that this process does `item` next, if nobody has made it yet."""
        place = self._place_of.get(item)
        if place is None:
            return
        if not self._made and not self._start():
            self._place_of = {}
        elif (number := place // self._size) > self._come_to[0]:
            self._come_to[0] = number
            self._hear()

    def wait(self) -> None:
        """Have the others end, and wait for it. What this process has not come to is its own."""
        self._place_of = {}
        if not self._made:
            return
        self._come_to[0] = len(self._parts)
        os.set_blocking(self._said, True)
        self._hear()
        os.close(self._said)
        for child in self._children:
            os.waitpid(child, 0)
        for file in self._made:
            file.close()
        self._made = []

    # --- In this process --------------------------------------------------------------------------

    def _start(self) -> bool:
        """Start the others when this process comes to the first item: by then it is set up, and so
        are they. Return whether there are some."""
        others = workers_for(self._work) - 1
        if others < 1:
            return False
        try:
            self._made = [tempfile.TemporaryFile() for _ in range(others)]  # noqa: SIM115 (till `wait`)
        except OSError:  # no room
            return False
        self._size = min(_MOST, len(self._work) // (_PARTS * (others + 1))) or 1
        starts = range(0, len(self._work), self._size)
        self._parts = [self._work[start : start + self._size] for start in starts]
        self._come_to = memoryview(mmap.mmap(-1, 8)).cast("Q")  # all processes see it
        self._said, saying = os.pipe()
        os.set_blocking(self._said, False)
        with suppress(OSError):  # there are too many processes
            for whose in range(len(self._made)):
                self._children.append(fork(partial(self._do, whose, saying)))
        os.close(saying)
        return bool(self._children)

    def _hear(self) -> None:
        """Take what others have made of what this process has still to come to."""
        come_to = self._come_to[0]
        for number, whose, start, size in self._pieces():
            if number >= come_to:
                made = marshal.loads(os.pread(self._made[whose].fileno(), size, start))
                for item, of_item in zip(self._parts[number], made, strict=True):
                    if of_item is not None:
                        self._take(item, of_item)

    def _pieces(self) -> Iterator[tuple[int, int, int, int]]:
        with suppress(BlockingIOError):
            while said := os.read(self._said, _PIECE.size << 10):
                yield from _PIECE.iter_unpack(said)

    # --- In another process -----------------------------------------------------------------------

    def _do(self, whose: int, saying: int) -> None:
        """Make what comes last, part by part, up to where the first process has come."""
        self._place_of = {}
        os.close(self._said)  # who says something that nobody could hear fails, and ends
        file, start = self._made[whose], 0
        for number in range(len(self._parts) - 1 - whose, 0, -len(self._made)):
            if (made := self._made_of_part(number)) is None:
                break
            file.write(made)
            file.flush()
            os.write(saying, _PIECE.pack(number, whose, start, len(made)))
            start += len(made)
        self._end()

    def _made_of_part(self, number: int) -> bytes | None:
        """Return what comes of a part, as bytes, or None where the first process has come there."""
        made = []
        for item in self._parts[number]:
            if number <= self._come_to[0]:
                return None
            made.append(self._made_of(item))
        return marshal.dumps(made)

    def _made_of(self, item: _T) -> Any:
        made: list[Any] = []
        return made[0] if succeeds(lambda item: made.append(self._make(item)), item) else None

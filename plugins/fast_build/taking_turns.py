"""Work that several processes take from one pile, a part at a time. This process joins in wherever it
waits for something: none stands idle while there is work left.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from multiprocessing import Pipe
from typing import TYPE_CHECKING, TypeVar

from .workers import fork, pile, succeeds, take, workers_for

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_LAST_WORDS = 255
_PARTS = _LAST_WORDS  # at most: the number of one is a byte
_LEAST = 8  # items in a part: less would be told of more often than it is worth
_T = TypeVar("_T")


class InTurns:
    """Work that is done by other processes and this one, in about the order of `work`.

    `do` makes ahead what the caller would otherwise make by itself, and is to be met again there
    where it raises something. It fails, too, where it logs a warning in another process, for that is
    the caller's to say. What it leaves there, this one learns from what that process has to `say` at
    its end. Nothing is done where no process can be forked, or none is worth it.
    """

    def __init__(
        self,
        work: Sequence[_T],
        do: Callable[[_T], None],
        say: Callable[[], bytes],
        weight: Callable[[_T], int] = lambda _item: 1,
        awaited: Iterable[object] = (),
    ) -> None:
        """`weight` says how much there is to do for an item, more than nothing. As long as `awaited`
        yields something, others can't begin; this process does meanwhile what comes last."""
        self._work, self._do, self._say = work, do, say
        others = max(workers_for(work) - 1, 0)
        self._ends = _ends([*map(weight, work)]) if others else [0]
        self._done: dict[int, bytes] = {}  # of each part that has been done: whether each item is
        self._said: list[bytes] = []
        self._all_have_told = True
        self._pile = -1
        self._others: dict[Connection, int] = {}
        left = len(self._ends) - 1
        for _ in awaited:
            if not left:
                break
            left -= 1
            self._done[left] = self._do_part(left)
        if others:
            self._pile = pile(left)
            with suppress(OSError):  # there are too many processes, or too little memory
                self._others.update(self._start() for _ in range(others))

    # --- In this process ---------------------------------------------------------------------------

    def wait_for(self, place: int) -> bool:
        """Return whether the item at a place of `work` is done, when that is known. Meanwhile this
        process does what nobody has begun."""
        part = bisect_right(self._ends, place) - 1
        while part not in self._done:
            self._hear(wait=False)
            if part in self._done or self._do_next():
                continue
            if not self._others:
                return False
            self._hear(wait=True)
        return self._done[part][place - self._ends[part]] == 1

    def finish(self) -> list[bytes] | None:
        """Wait for the others to end, and return what each had to say; None where one has ended
        without a word. What nobody has begun is left."""
        pile, self._pile = self._pile, -1
        if pile >= 0:
            os.read(pile, _PARTS)
            os.close(pile)
        while self._others:
            self._hear(wait=True)
        return self._said if self._all_have_told else None

    def _do_next(self) -> bool:
        """Do a part that nobody has begun; return whether there was one."""
        part = take(self._pile) if self._others else None
        if part is None:
            return False
        self._done[part] = self._do_part(part)
        return True

    def _hear(self, *, wait: bool) -> None:
        """Take what others have told; `wait` until one tells something."""
        from multiprocessing.connection import wait as wait_for_any  # seldom needed

        tell = wait_for_any(self._others, None if wait else 0) if self._others else ()
        for telling in [other for other in self._others if other in tell]:
            try:
                told = telling.recv_bytes()
            except (EOFError, OSError):
                self._all_have_told = False
            else:
                if told[0] != _LAST_WORDS:
                    self._done[told[0]] = told[1:]
                    continue
                self._said.append(told[1:])
            telling.close()
            os.waitpid(self._others.pop(telling), 0)

    # --- In another --------------------------------------------------------------------------------

    def _start(self) -> tuple[Connection, int]:
        """Return what another process tells this one by, and its number."""
        hearing, telling = Pipe(duplex=False)

        def run() -> None:
            hearing.close()  # or it would wait for itself, should this one end
            while (part := take(self._pile)) is not None:
                telling.send_bytes(bytes([part]) + self._do_part(part))
            telling.send_bytes(bytes([_LAST_WORDS]) + self._say())

        child = fork(run)
        telling.close()
        return hearing, child

    # --- In all ------------------------------------------------------------------------------------

    def _do_part(self, part: int) -> bytes:
        items = self._work[self._ends[part] : self._ends[part + 1]]
        return bytes(succeeds(self._do, item) for item in items)


def _ends(weights: Sequence[int]) -> list[int]:
    """Return where the parts begin and end, which weigh about the same."""
    total, passed, ends = sum(weights), 0, [0]
    parts = min(_PARTS, -(-total // _LEAST))
    for place, weight in enumerate(weights, 1):
        passed += weight
        if passed * parts >= total * len(ends):
            ends.append(place)
    return ends

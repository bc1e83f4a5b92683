"""A mapping that is found out when it is first asked for something: until then nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


class Awaited(Mapping[_K, _V]):
    """Empty, until `found_by` says who finds out what it holds. It can't be changed by who has it, and
    says what stands for what it holds, so that `fast_build` need not have that made."""

    def __init__(self) -> None:
        self._held: Mapping[_K, _V] = {}
        self._find: Callable[[], Mapping[_K, _V]] | None = None

    def found_by(self, find: Callable[[], Mapping[_K, _V]]) -> None:
        """Call `find` when this is first asked for something, and hold what that returns."""
        self._find = find

    def found(self) -> Mapping[_K, _V]:
        """Return what it holds, found out now if it is not known yet."""
        if self._find:
            find, self._find = self._find, None
            self._held = find()
        return self._held

    def __getitem__(self, key: _K) -> _V:
        return self.found()[key]

    def get(self, key: _K, default: Any = None) -> Any:
        """Return what it holds for a key. Who fails to find it out fails here too, whatever that raises."""
        return self.found().get(key, default)

    def stands_for(self, key: _K) -> bytes | None:
        """Return what stands for what it holds for a key; None where that is nothing."""
        held: Any = self.found()
        return held.stands_for(key) if held else None

    def __iter__(self) -> Iterator[_K]:
        return iter(self.found())

    def __len__(self) -> int:
        return len(self.found())

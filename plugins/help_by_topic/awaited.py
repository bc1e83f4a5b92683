"""A mapping that somebody else still finds out, for whom nobody waits before it is asked for something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


class Awaited(Mapping[_K, _V]):
    """Empty, until `found_by` says who finds out what it holds."""

    def __init__(self) -> None:
        self._held: dict[_K, _V] = {}
        self._find: Callable[[], dict[_K, _V]] | None = None

    def found_by(self, find: Callable[[], dict[_K, _V]]) -> None:
        """Call `find` when this is first asked for something, and hold what that returns."""
        self._find = find

    def found(self) -> dict[_K, _V]:
        """Return what it holds, found out now if it is not known yet."""
        if self._find:
            find, self._find = self._find, None
            self._held = find()
        return self._held

    def __getitem__(self, key: _K) -> _V:
        return self.found()[key]

    def get(self, key: _K, default: Any = None) -> Any:
        """Return what it holds for a key; asked for each article, hence as quick as a dictionary."""
        return self.found().get(key, default)

    def __iter__(self) -> Iterator[_K]:
        return iter(self.found())

    def __len__(self) -> int:
        return len(self.found())

"""The state of an object as bytes, and back: for objects made of plain values and a few classes."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Collection, Mapping

# By this name pickle knows how to make an object without a call; typeshed does not know it.
from copyreg import __newobj__  # type: ignore[attr-defined]
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

_PLAIN = (date, datetime, timedelta)


class Freezer:
    """Turns the attributes of an object into bytes and back.

    `shared` are objects that stand for themselves, each by a name, where they are attributes: what
    is thawed has those of the process that it is thawed in. `classes` may occur among the values,
    with attributes that are plain; `values` are further classes whose objects are values like a
    date.
    """

    def __init__(
        self, shared: Mapping[str, object], classes: Collection[type], values: Collection[type] = ()
    ) -> None:
        self._shared = dict(shared)
        # One for each: what is met again is neither looked at nor written a second time.
        self._marks = [(thing, _Mark(name)) for name, thing in shared.items()]
        self._classes = frozenset(classes)
        self._plain = frozenset((*_PLAIN, *values))
        self._types = {*self._plain, *self._classes, timezone, ZoneInfo}
        self._known = {(each.__module__, each.__qualname__): each for each in self._types}
        self._known[__name__, _shared.__name__] = self._shared.__getitem__

    def freeze(self, attributes: Mapping[str, Any]) -> bytes | None:
        """Return bytes that `thaw` gives the same attributes for; None where there is none."""
        out = io.BytesIO()
        pickler = _Pickler(out, protocol=5)
        pickler.reduce = self._reduced
        try:
            pickler.dump(self._marked(attributes))
        except (pickle.PicklingError, RecursionError):
            return None
        return out.getvalue()

    def thaw(self, frozen: bytes) -> dict[str, Any]:
        """Return the attributes that `freeze` was given."""
        unpickler = _Unpickler(io.BytesIO(frozen))
        unpickler.known = self._known
        return unpickler.load()

    def _marked(self, attributes: Mapping[str, Any]) -> dict[str, Any]:
        """Return attributes with marks in the place of what is shared."""
        marked = dict(attributes)
        # Not by `id`: Python tells each of its calls to whoever notes what a build reads.
        for thing, mark in self._marks:
            for name, value in attributes.items():
                if value is thing:
                    marked[name] = mark
        return marked

    def _reduced(self, thing: Any):
        """Say how a thing is frozen that is no text, number, list and the like."""
        kind = type(thing)
        if kind is type and thing in self._types:
            return NotImplemented
        if kind in self._classes:
            return __newobj__, (kind,), self._marked(vars(thing))
        if kind in self._plain or thing is UTC or thing is _shared:
            return NotImplemented
        if kind is _Mark:
            return _shared, (thing.name,)
        if kind is ZoneInfo and thing.key:  # one from a file has none
            return ZoneInfo, (thing.key,)
        raise pickle.PicklingError(f"a {kind.__name__} is not plain")


class _Mark:
    """Stands for something shared while the rest is frozen."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


def _shared(name: str) -> object:
    """Take the place of what gives a shared thing where it is thawed."""
    raise NotImplementedError


class _Pickler(pickle.Pickler):
    reduce: Callable[[object], Any]

    def reducer_override(self, thing: object):
        return self.reduce(thing)


class _Unpickler(pickle.Unpickler):
    known: dict[tuple[str, str], Any]

    def find_class(self, module: str, name: str):
        if (module, name) in self.known:
            return self.known[module, name]
        raise pickle.UnpicklingError(f"{module}.{name} is not kept")

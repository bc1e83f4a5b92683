"""The state of an object as bytes, and back: for objects made of plain values and a few classes.

Pickle remembers what it has met in a memo, and writes the number of a thing that it meets again. Here
each memo begins with what all objects have in common: classes, what is shared, and usual words. So
the bytes of an object neither name a class nor spell the name of an attribute, and what is thawed
has names that are one and the same for all objects: they take less memory, and are found sooner.
"""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Callable, Collection, Iterable, Mapping

# By this name pickle knows how to make an object without a call; typeshed does not know it.
from copyreg import __newobj__  # type: ignore[attr-defined]
from datetime import UTC, date, datetime, timedelta, timezone
from operator import is_not
from sys import intern
from typing import Any
from zoneinfo import ZoneInfo

_PLAIN = (date, datetime, timedelta)
_BUILT_IN = (set, frozenset, bytearray)  # which pickle names like any other class
# The last protocol whose bytes say at what place of the memo each thing is: a later one counts, and
# not what a memo begins with.
_PROTOCOL = 3
# How bytes begin that are thawed: a frame, which that protocol has not, is read in one piece.
_PROTO = pickle.PROTO + b"\4"
_HEAD = struct.Struct("<2scQ")


class Freezer:
    """Turns the attributes of an object into bytes and back.

    `shared` are objects that stand for themselves, each by a name, where they are attributes: what
    is thawed has those of the process that it is thawed in. `classes` may occur among the values,
    with attributes that are plain; `values` are further classes whose objects are values like a
    date. `words` are texts, and other values that never change, which many objects have. Bytes mean
    something to a freezer with the same of all these, in the same order.
    """

    def __init__(
        self,
        shared: Mapping[str, object],
        classes: Collection[type],
        values: Collection[type] = (),
        words: Iterable[object] = (),
    ) -> None:
        # One for each: what is met again is neither looked at nor written a second time.
        self._marks = [(thing, _Mark()) for thing in shared.values()]
        self._classes = frozenset(classes)
        self._plain = frozenset((*_PLAIN, *values))
        words = [intern(word) if type(word) is str else word for word in dict.fromkeys(words)]
        self._names = {word: word for word in words if type(word) is str}
        types = dict.fromkeys((*_PLAIN, *_BUILT_IN, *values, *classes, timezone, ZoneInfo))
        marks = (mark for _, mark in self._marks)
        # To set a memo is to copy it. No thing is in it twice, or the numbers after it were others.
        self._written = _pickler_that_knows([*marks, *types, *words]).memo
        self._read = _unpickler_that_knows([*shared.values(), *types, *words]).memo

    def freeze(self, attributes: Mapping[str, Any]) -> bytes | None:
        """Return bytes that `thaw` gives the same attributes for; None where there is none."""
        out = io.BytesIO()
        pickler = _Pickler(out, _PROTOCOL)
        pickler.reduce = self._reduced
        pickler.memo = self._written
        marked = self._marked(attributes)
        for value in marked.values():
            self._name(value)
        try:
            pickler.dump(marked)
        except (pickle.PicklingError, RecursionError):
            return None
        return out.getvalue()[len(_PROTO) : -len(pickle.STOP)]

    def thaw(self, frozen: Iterable[bytes]) -> list[dict[str, Any]]:
        """Return the attributes that `freeze` was given, of several objects at a time: that takes a fifth
        less than one by one. Each puts what it remembers where the one before it had what it remembered."""
        each = b"".join((pickle.EMPTY_LIST, pickle.MARK, *frozen, pickle.APPENDS, pickle.STOP))
        unpickler = _Unpickler(io.BytesIO(_HEAD.pack(_PROTO, pickle.FRAME, len(each)) + each))
        unpickler.memo = self._read
        return unpickler.load()

    def _name(self, value: Any) -> None:
        """Let the keys of a dictionary be the very words that are known: it stays equal to itself."""
        if type(value) is tuple:
            for each in value:
                self._name(each)
        elif type(value) is dict:
            keys = [self._names.get(key, key) if type(key) is str else key for key in value]
            if any(map(is_not, keys, value)):
                named = dict(zip(keys, value.values(), strict=True))
                value.clear()
                value.update(named)

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
        """Say how a thing is frozen that is no text, number, list and the like, and not known."""
        kind = type(thing)
        if kind in self._classes:
            return __newobj__, (kind,), self._marked(vars(thing))
        if kind in self._plain or kind in _BUILT_IN or thing is UTC:
            return NotImplemented
        if kind is ZoneInfo and thing.key:  # one from a file has none
            return ZoneInfo, (thing.key,)
        raise pickle.PicklingError(f"a {kind.__name__} is not plain")


class _Mark:
    """Stands for something shared while the rest is frozen."""


class _Pickler(pickle.Pickler):
    reduce: Callable[[object], Any]

    def reducer_override(self, thing: object):
        return self.reduce(thing)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str):
        raise pickle.UnpicklingError(f"{module}.{name} is not kept")


def _pickler_that_knows(things: list[object]) -> pickle.Pickler:
    pickler = pickle.Pickler(io.BytesIO(), _PROTOCOL)
    pickler.memo = {id(thing): (number, thing) for number, thing in enumerate(things)}
    return pickler


def _unpickler_that_knows(things: list[object]) -> pickle.Unpickler:
    """Return an unpickler with a memo of things: only one that has read them has such a memo."""
    reading = b"".join(
        b"".join((pickle.BININT, number, pickle.BINPERSID, pickle.LONG_BINPUT, number, pickle.POP))
        for number in (struct.pack("<i", number) for number in range(len(things)))
    )
    unpickler = _UnpicklerOf(io.BytesIO(reading + pickle.NONE + pickle.STOP))
    unpickler.things = things
    unpickler.load()
    return unpickler


class _UnpicklerOf(_Unpickler):
    things: list[object]

    def persistent_load(self, number: int) -> object:
        return self.things[number]

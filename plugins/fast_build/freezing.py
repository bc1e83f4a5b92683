"""The state of an object as bytes, and back: for objects made of plain values and a few classes."""

from __future__ import annotations

import io
import pickle
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

_PLAIN = frozenset((str, int, float, bool, bytes, type(None), date, datetime, timedelta))
_ZONE = "zone "  # before the name of a time zone
_MANY = (list, tuple, set, frozenset)


class Freezer:
    """Turns the attributes of an object into bytes and back.

    `shared` are objects that stand for themselves, each by a name: what is thawed has those of the
    process that it is thawed in. `classes` may occur among the values, with attributes that are
    plain; `values` are further classes whose objects are values like a date.
    """

    def __init__(
        self, shared: Mapping[str, object], classes: Collection[type], values: Collection[type] = ()
    ) -> None:
        self._shared = dict(shared)
        self._names = {id(thing): name for name, thing in shared.items()}
        self._classes = frozenset(classes)
        self._plain = _PLAIN.union(values)
        self._known = {
            (cls.__module__, cls.__qualname__): cls
            for cls in (*self._plain, *self._classes, *_MANY, dict, timezone)
        }

    def freeze(self, attributes: Mapping[str, Any]) -> bytes | None:
        """Return bytes that `thaw` gives the same attributes for; None where there is none."""
        out = io.BytesIO()
        pickler = pickle.Pickler(out, protocol=5)
        pickler.persistent_id = self._name
        try:
            if not self._is_plain(dict(attributes)):
                return None
            pickler.dump(attributes)
        except RecursionError:  # something holds itself
            return None
        return out.getvalue()

    def thaw(self, frozen: bytes) -> dict[str, Any]:
        """Return the attributes that `freeze` was given."""
        unpickler = _Unpickler(io.BytesIO(frozen))
        unpickler.shared, unpickler.known = self._shared, self._known
        return unpickler.load()

    def _name(self, thing: object) -> str | None:
        if type(thing) is ZoneInfo:
            return _ZONE + thing.key
        return self._names.get(id(thing))

    def _is_plain(self, value: object) -> bool:
        kind = type(value)
        if kind is ZoneInfo:
            return bool(value.key)  # one from a file has none
        if kind in self._plain or value is UTC or id(value) in self._names:
            return True
        if kind is dict:
            return all(map(self._is_plain, value)) and all(map(self._is_plain, value.values()))
        if kind in _MANY:
            return all(map(self._is_plain, value))
        return kind in self._classes and self._is_plain(vars(value))


class _Unpickler(pickle.Unpickler):
    shared: dict[str, object]
    known: dict[tuple[str, str], type]

    def persistent_load(self, name: str) -> object:
        if name.startswith(_ZONE):
            return ZoneInfo(name.removeprefix(_ZONE))
        return self.shared[name]

    def find_class(self, module: str, name: str) -> type:
        if (module, name) in self.known:
            return self.known[module, name]
        raise pickle.UnpicklingError(f"{module}.{name} is not kept")

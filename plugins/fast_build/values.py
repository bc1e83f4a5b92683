"""What stands for a value that a template reads, so that two builds can tell whether it is the same.

Plain values stand for themselves, long ones by a digest, what is made of others by what those stand
for; an article or page of the site by its source alone: what is read of it is told apart.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import partial
from hashlib import sha256
from inspect import isclass, isroutine
from operator import attrgetter
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Undefined
from jinja2.utils import missing
from markupsafe import Markup

from .members import Members

_LONG = 80  # characters, or things in a list: from there on a digest stands for them
SURELY_LONG = 4 * _LONG  # bytes of a text that is as long as this in characters
_DIGEST = 16  # bytes
MAPPINGS = (dict, MappingProxyType, defaultdict, OrderedDict)
MISSING = ("missing",)

Form = Any  # nested tuples of texts, numbers and bytes


def is_mapping(kind: type) -> bool:
    """Return whether what things of a class hold is told apart by its keys: of Python's own mappings, and
    of one that never changes and says itself, by `stands_for`, what stands for what is under a key."""
    return kind in MAPPINGS or hasattr(kind, "stands_for")


class Unknown(Exception):
    """Nothing can stand for a value: it says nothing of what it holds, or may change by itself."""


class Values:
    """Knows what stands for a value.

    `contents` are the classes of articles and pages; `is_of_site` returns whether one of these can be
    found by its source. `labels` have a name, a slug and perhaps more; objects of `plain` classes are
    no more than their attributes, but for the settings; those of `moments` are dates.
    """

    def __init__(
        self,
        contents: Collection[type],
        labels: Collection[type],
        plain: Collection[type],
        moments: Collection[type],
        is_of_site: Callable[[Any], bool],
    ) -> None:
        self.contents = frozenset(contents)
        self.labels = frozenset(labels)
        self.plain = frozenset(plain)
        self._is_of_site = is_of_site
        self._identities: dict[Any, Form] = {}
        self._lists: dict[int, tuple[list, int, Form]] = {}
        self._makers: dict[type, Callable[[Any], Form]] = {
            str: text_form,
            Markup: lambda value: ("Markup", text_form(str(value))),
            int: _itself,
            type(None): _itself,
            bytes: _itself,
            bool: lambda value: ("bool", int(value)),
            float: lambda value: ("float", repr(value)),
            timedelta: lambda value: ("timedelta", repr(value)),
            timezone: lambda value: ("timezone", repr(value)),
            ZoneInfo: lambda value: ("ZoneInfo", repr(value)),
            set: self._of_set,
            frozenset: self._of_set,
            list: self._of_list,
            tuple: self._of_list,
        }
        self._makers |= dict.fromkeys(MAPPINGS, self._of_mapping)
        self._makers |= dict.fromkeys((datetime, *moments), _of_moment)
        self._makers |= dict.fromkeys((date, time), lambda value: ("day", repr(value)))
        self._makers |= dict.fromkeys(contents, self.identity)
        self._makers |= dict.fromkeys(labels, self._of_label)
        self._makers |= dict.fromkeys(plain, self._of_plain)
        self.data = frozenset(self._makers) - self.contents - self.labels - self.plain

    def of(self, value: Any) -> Form:
        """Return what stands for `value`. Raises Unknown where nothing can."""
        kind = type(value)
        if kind is str and len(value) < _LONG:  # most are
            return value
        maker = self._makers.get(kind)
        if maker:
            return maker(value)
        if value is missing or isinstance(value, Undefined):
            return MISSING
        if is_dataclass(kind) and kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            names = [field.name for field in fields(kind)]
            self._makers[kind] = partial(self._of_dataclass, kind.__qualname__, _all_of(names))
            return self.of(value)
        if is_mapping(kind):
            return self._of_mapping(value)
        if kind is Members:
            return self._of_list(value)
        if isinstance(value, tuple) and hasattr(kind, "_fields"):
            return (kind.__qualname__, *self._of_list(tuple(value)))
        if isroutine(value) or isclass(value):  # calling it is another matter
            return ("name", str(value.__module__), value.__qualname__)
        raise Unknown(f"a {kind.__qualname__}")

    def identity(self, content: Any) -> Form:
        """Return what stands for an article or page, whatever is in it."""
        kept = self._identities.get(content)
        if kept:
            return kept
        if not self._is_of_site(content):
            raise Unknown(f"a {type(content).__qualname__} without a source of its own")
        form = ("content", type(content).__qualname__, content.source_path)
        self._identities[content] = form
        return form

    def _of_dataclass(self, kind: str, held: Callable[[Any], tuple], value: Any) -> Form:
        return (kind, *map(self.of, held(value)))

    def _of_list(self, value: list | tuple) -> Form:
        kind = type(value).__name__
        if len(value) < _LONG:
            return (kind, tuple(map(self.of, value)))
        kept = self._lists.get(id(value))
        if not kept or kept[1] != len(value):
            words = repr(tuple(map(self.of, value))).encode("utf-8", "surrogatepass")
            kept = self._lists[id(value)] = value, len(value), (kind, _digest(words))
        return kept[2]

    def _of_mapping(self, value: Mapping) -> Form:
        return ("mapping", self._of_list(tuple(value.items())))

    def _of_set(self, value: set | frozenset) -> Form:
        return ("set", tuple(sorted(map(repr, map(self.of, value)))))

    def _of_label(self, label: Any) -> Form:
        own: Form = ()
        if not vars(label).keys() <= _OF_LABEL:
            more = vars(label).keys() - _OF_LABEL
            own = tuple((name, self.of(vars(label)[name])) for name in sorted(more))
        return (type(label).__qualname__, label.name, label.slug, own)

    def _of_plain(self, value: Any) -> Form:
        held = sorted(vars(value).keys() - {"settings", "_count", "_num_pages"})
        return (type(value).__qualname__, tuple(self.of(vars(value)[name]) for name in held))


def _all_of(names: list[str]) -> Callable[[Any], tuple]:
    """Return what gives all these attributes of a thing, in one go where there are two or more."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


_OF_LABEL = {"settings", "_name", "_slug", "_slug_from_name", "name", "slug"}


def text_form(text: str) -> Form:
    """Return what stands for a text."""
    if len(text) < _LONG:
        return text
    return _digest(text.encode("utf-8", "surrogatepass"))


def _itself(value: Any) -> Form:
    return value


def _of_moment(value: datetime) -> Form:
    return (type(value).__qualname__, value.isoformat(), value.fold, str(value.tzinfo))


def _digest(content: bytes) -> bytes:
    return sha256(content).digest()[:_DIGEST]

"""What stands for a value that a template reads, so that two builds can tell whether it is the same.

Plain values stand for themselves, long ones by a digest, what is made of others by what those stand
for; an article or page of the site by its source alone: what is read of it is told apart.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache, partial
from hashlib import sha256
from inspect import isclass, isroutine
from operator import attrgetter, is_, itemgetter
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
_SOURCE = itemgetter(2)  # of what stands for an article or page
_PART = "object_list"
_PLAIN_LISTS = (list, tuple)

Form = Any  # nested tuples of texts, numbers and bytes


@cache
def is_mapping(kind: type) -> bool:
    """Return whether what things of a class hold is told apart by its keys: of Python's own mappings, and
    of one that never changes and says itself, by `stands_for`, what stands for what is under a key."""
    return kind in MAPPINGS or hasattr(kind, "stands_for")


class Unknown(Exception):
    """Nothing can stand for a value: it says nothing of what it holds, or may change by itself."""


class Values:
    """Knows what stands for a value.

    `contents` are the classes of articles and pages; `is_of_site` returns whether one of these can be
    found by its source. `labels` have a name, a slug and perhaps more, of which `are_labels_stock` returns
    whether Pelican alone says what they are; objects of `plain` classes are no more than their attributes,
    but for the settings; those of `moments` are dates.
    """

    def __init__(
        self,
        contents: Collection[type],
        labels: Collection[type],
        plain: Collection[type],
        moments: Collection[type],
        is_of_site: Callable[[Any], bool],
        are_labels_stock: Callable[[], bool] = bool,
    ) -> None:
        self.contents = frozenset(contents)
        self.labels = frozenset(labels)
        self.plain = frozenset(plain)
        self._is_of_site = is_of_site
        self._are_labels_stock = cache(are_labels_stock)
        self._identities = _Identities(self._identity)
        self.identity = self._identities.__getitem__
        self._lists: dict[int, tuple[Any, tuple, Form]] = {}  # see `_long`
        self._last: tuple[Any, tuple, Form] | None = None
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

    def know(self, contents: Iterable[tuple[Any, Form]]) -> None:
        """Take what stands for articles and pages of the site, whatever is in them."""
        self._identities.update(contents)

    def _identity(self, content: Any) -> Form:
        if not self._is_of_site(content):
            raise Unknown(f"a {type(content).__qualname__} without a source of its own")
        return ("content", type(content).__qualname__, content.source_path)

    def _of_dataclass(self, kind: str, held: Callable[[Any], tuple], value: Any) -> Form:
        return (kind, *map(self.of, held(value)))

    def _of_list(self, value: list | tuple) -> Form:
        kind = type(value).__name__
        if len(value) < _LONG:
            return (kind, tuple(map(self.of, value)))
        return self._long(value)[2]

    def _long(self, value: list | tuple) -> tuple[Any, tuple, Form]:
        """Return a long list, what it held when it was first looked at, and what stands for that."""
        kept = self._last  # asked for again and again; `id` is told to whoever notes what is read
        if kept is None or kept[0] is not value:
            kept = self._last = self._lists.get(id(value))
        if not kept or len(kept[1]) != len(value):
            things = tuple(value)
            words = repr(self._of_many(things)).encode("utf-8", "surrogatepass")
            form = type(value).__name__, _digest(words)
            kept = self._lists[id(value)] = value, things, form
            self._last = kept
        return kept

    def _of_many(self, things: tuple) -> Form:
        """Return what stands for many things: sooner made where all are articles."""
        kinds = {*map(type, things)}
        if len(kinds) == 1 and kinds <= self.contents:
            forms = [*map(self.identity, things)]
            return forms[0], tuple(map(_SOURCE, forms))
        return tuple(map(self.of, things))

    def _of_mapping(self, value: Mapping) -> Form:
        return ("mapping", self._of_list(tuple(value.items())))

    def _of_set(self, value: set | frozenset) -> Form:
        return ("set", tuple(sorted(map(repr, map(self.of, value)))))

    def _of_label(self, label: Any) -> Form:
        own: Form = ()
        held = vars(label)
        if len(held) != len(_BY_PELICAN) or not held.keys() <= _OF_LABEL:
            more = held.keys() - _OF_LABEL
            own = tuple((name, self.of(held[name])) for name in sorted(more))
        if self._are_labels_stock() and (slug := held.get("_slug")) is not None:
            return (type(label).__qualname__, held.get("_name"), slug, own)
        return (type(label).__qualname__, label.name, label.slug, own)

    def _of_plain(self, value: Any) -> Form:
        held = vars(value)
        part = self._of_part(held)
        names = _said_by_plain(tuple(held))
        forms = [part if name == _PART and part else self.of(held[name]) for name in names]
        return (type(value).__qualname__, tuple(forms))

    def _of_part(self, held: Mapping[str, Any]) -> Form:
        """Return what stands for the part of a long list that a page of it shows, as Pelican gives it:
        its place, since the list stands beside it. Nothing where it is another one."""
        paginator, part, number = map(held.get, ("paginator", _PART, "number"))
        if type(paginator) not in self.plain:
            return ()
        whole, size = map(vars(paginator).get, (_PART, "per_page"))
        if type(part) not in _PLAIN_LISTS or type(whole) not in (*_PLAIN_LISTS, Members):
            return ()
        if len(whole) < _LONG or not type(number) is type(size) is int:
            return ()
        things, start = self._long(whole)[1], (number - 1) * size
        there = things[start : start + len(part)]
        is_there = start >= 0 and len(there) == len(part) and all(map(is_, there, part))
        return ("part", type(part).__name__, start, len(part)) if is_there else ()


class _Identities(dict[Any, Form]):
    """What stands for each article and page, made when it is asked for."""

    def __init__(self, make: Callable[[Any], Form]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, content: Any) -> Form:
        form = self[content] = self._make(content)
        return form


def all_at(keys: Sequence[Any]) -> Callable[[Any], tuple]:
    """Return what gives all that stands under these keys of a thing, in one go where there are two or
    more."""
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda held: tuple(held[key] for key in keys)


def _all_of(names: list[str]) -> Callable[[Any], tuple]:
    """Return what gives all these attributes of a thing, in one go where there are two or more."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


@cache
def _said_by_plain(names: tuple[str, ...]) -> list[str]:
    """Return those names of attributes that say more than the others and settings do."""
    return sorted({*names} - {"settings", "_count", "_num_pages"})


_BY_PELICAN = {"settings", "_name", "_slug", "_slug_from_name"}
_OF_LABEL = _BY_PELICAN | {"name", "slug"}


def text_form(text: str) -> Form:
    """Return what stands for a text."""
    if len(text) < _LONG:
        return text
    return _digest(text.encode("utf-8", "surrogatepass"))


def _itself(value: Any) -> Form:
    return value


def _of_moment(value: datetime) -> Form:
    """Return what stands for a moment: not in words, since it takes a zone six times as long to find
    out how far from UTC it was, as its name says."""
    zone = value.tzinfo
    state = value.__reduce_ex__(_WITH_FOLD)[1][0]
    offset = None if type(zone) is ZoneInfo else repr(value.utcoffset())
    return (type(value).__qualname__, state, str(zone), offset)


_WITH_FOLD = 4  # the first protocol of pickle that tells it


def _digest(content: bytes) -> bytes:
    return sha256(content).digest()[:_DIGEST]

"""Addresses that are put together once, and again only when something they are made of changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from string import Formatter
from typing import Any

# What the words were made of, the words, and for each setting its pattern and the address.
_KEPT = "_fast_build_words"


def remembered(url_format: property) -> property:
    """Return a property that gives what `url_format` gives: the words an address is made of.

    Pelican puts them together anew a dozen times for each article, with a path made relative each
    time. Here an object keeps them, beside what they were made of.
    """
    make = url_format.fget

    def words(content: Any) -> dict[str, Any]:
        if kept := _still_good(content):
            return dict(kept[2])
        made = make(content)
        if "date" in vars(content):  # else Pelican takes the time of day
            made_of = dict(content.metadata), _made_of(vars(content))
            setattr(content, _KEPT, (*made_of, dict(made), {}))
        return made

    return property(words)


def remembered_address(expand: Callable[..., str], url_format: property) -> Callable[..., str]:
    """Return what does the same as `expand`, Pelican's `_expand_settings`: it makes an address, of
    words that `url_format` gives, unless a plugin has others."""

    def _expand_settings(content: Any, key: str, klass: str | None = None) -> str:
        klass = klass or type(content).__name__
        setting = _setting(klass, key)
        pattern, slug = content.settings.get(setting), vars(content).get("slug")
        if type(pattern) is not str:
            return expand(content, key, klass)
        is_stock = type(content).url_format is url_format  # else a plugin may say what a slug is
        if type(slug) is str and is_stock and (around := _around_slug(pattern)):
            return slug.join(around)
        kept = _still_good(content)
        known = kept and kept[3].get(setting)
        if known and known[0] == pattern:
            return known[1]
        made = expand(content, key, klass)
        if kept := _still_good(content):
            kept[3][setting] = pattern, made
        return made

    return _expand_settings


@cache
def _setting(klass: str, key: str) -> str:
    return f"{klass}_{key}".upper()


@cache
def _around_slug(pattern: str) -> tuple[str, ...]:
    """Return what stands around the slug where an address is made of nothing else; such an address
    is made sooner than found."""
    around = [""]
    with suppress(ValueError):  # no pattern, as Pelican will say
        for text, *field in Formatter().parse(pattern):
            around[-1] += text
            if field == ["slug", "", None]:
                around.append("")
            elif field != [None, None, None]:
                return ()
        return tuple(around)
    return ()


def remembered_path(make: Callable[..., str | None]) -> Callable[..., str | None]:
    """Return what does the same as `make`, Pelican's `get_relative_source_path`."""

    def get_relative_source_path(content: Any, source_path: str | None = None) -> str | None:
        if source_path:
            return make(content, source_path)
        made_of = content.source_path, content.settings["PATH"]
        kept = vars(content).get("_fast_build_path")
        if kept is None or kept[0] != made_of:
            path = _plain_path(*made_of) or make(content)
            kept = content._fast_build_path = made_of, path
        return kept[1]

    return get_relative_source_path


def _plain_path(source_path: str | None, folder: str) -> str:
    """Return the path of a source below `folder`, or an empty text where it takes more to tell."""
    folder = _normal(folder)
    if not folder or not source_path or not source_path.startswith(folder):
        return ""
    path = source_path[len(folder) :]
    return path if is_plain(path) else ""


def is_plain(path: str) -> bool:
    """Return whether a path below a folder is as short as it can be."""
    begins_so = path and not path.startswith((".", "/"))
    return bool(begins_so and "/." not in path and "//" not in path and not path.endswith("/"))


def joined_where_plain(join: Callable[..., str]) -> Callable[..., str]:
    """Return what does the same as `join`, Pelican's `sanitised_join`: it gives the path of a file below a
    folder, and refuses one that would be elsewhere."""

    def sanitised_join(base_directory: str, *parts: str) -> str:
        are_texts = len(parts) == 1 and type(parts[0]) is type(base_directory) is str
        if are_texts and is_plain(parts[0]) and (folder := _normal(base_directory)):
            return folder + parts[0]
        return join(base_directory, *parts)

    return sanitised_join


@cache
def _normal(folder: str) -> str:
    """Return how paths in `folder` begin, where that takes no look at where this process stands."""
    return os.path.join(folder, "") if os.sep == "/" and os.path.abspath(folder) == folder else ""


def _still_good(content: Any) -> tuple | None:
    """Return what an object keeps, if that would be made of the same today."""
    held = vars(content)
    kept = held.get(_KEPT)
    if kept and kept[0] == content.metadata and kept[1] == _made_of(held):
        return kept
    return None


def _made_of(held: dict[str, Any]) -> tuple:
    """Return what an address is made of besides the front matter: sooner than by a loop."""
    of = held.get
    return of("slug"), of("lang"), of("date"), of("author"), of("category"), of("source_path")

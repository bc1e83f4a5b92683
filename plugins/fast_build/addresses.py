"""Addresses that are put together once, and again only when something they are made of changes."""

from __future__ import annotations

from typing import Any

# What Pelican makes an address of, besides the front matter.
_NAMES = ("slug", "lang", "date", "author", "category", "source_path")


def remembered(url_format: property) -> property:
    """Return a property that gives what `url_format` gives: the words an address is made of.

    Pelican puts them together anew a dozen times for each article, with a path made relative each
    time. Here an object keeps them, beside what they were made of.
    """
    make = url_format.fget

    def words(content: Any) -> dict[str, Any]:
        attributes = content.__dict__
        made_of = tuple(attributes.get(name) for name in _NAMES)
        kept = attributes.get("_fast_build_words")
        if kept and kept[0] == content.metadata and _are_same(kept[1], made_of):
            return dict(kept[2])
        made = make(content)
        if "date" in attributes:  # else Pelican takes the time of day
            attributes["_fast_build_words"] = (dict(content.metadata), made_of, dict(made))
        return made

    return property(words)


def _are_same(one: tuple, other: tuple) -> bool:
    return all(a is b or a == b for a, b in zip(one, other, strict=True))

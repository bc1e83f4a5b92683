"""The last word on a rendered text: does anything in it run, load or send?"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from .cleaning import BLOCKS, SCHEMES

_INLINE = "a abbr b br code del em i img ins kbd mark small span strong sub sup"
_TAGS = BLOCKS - {"form"} | set(_INLINE.split())
_NAMES = "align alt class colspan height href id rowspan src start title width"
_ATTRIBUTES = frozenset(_NAMES.split())
_SCHEME = re.compile(r"[\s\x00-\x20]*([a-z][a-z0-9+.\s-]*):", re.I)


def is_harmless(html: str) -> bool:
    """Return whether no element, attribute or address of rendered HTML is more than text needs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.harmless


class _Reader(HTMLParser):
    harmless = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS or any(not _is_plain(name, value or "") for name, value in attrs):
            self.harmless = False


def _is_plain(name: str, value: str) -> bool:
    if name not in _ATTRIBUTES:
        return (
            name == "style"
            and re.fullmatch(r"text-align: (?:left|right|center);", value) is not None
        )
    scheme = _SCHEME.match(value) if name in ("href", "src") else None
    return not scheme or scheme[1].lower() in SCHEMES

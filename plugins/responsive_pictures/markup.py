"""The `<img>` tags of a piece of HTML: found, read, and written anew."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser

_IMG = re.compile(
    r"""<!--.*?-->|<(?P<other>script|style|textarea|template)\b.*?</(?P=other)\s*>"""
    r"""|(?P<picture><picture\b)|(?P<end></picture\s*>)"""
    r"""|(?P<img><img\b(?:[^>"']|"[^"]*"|'[^']*')*>)""",
    re.DOTALL | re.IGNORECASE,
)
_ADDRESS = re.compile(r"""\b(?:href|src|poster|data|content)\s*=\s*(["'])(?P<address>.*?)\1""")

Attributes = dict[str, str | None]


def with_pictures(text: str, replace: Callable[[Attributes, bool], str | None]) -> str:
    """Return the HTML `text` with each `<img>` replaced by what `replace` makes of it.

    `replace` is handed the attributes, and whether the tag stands in a `<picture>` of the author's;
    None leaves the tag as it is. What stands in comments and scripts is no picture.
    """
    within = False

    def replaced(match: re.Match) -> str:
        nonlocal within
        if match["picture"] or match["end"]:
            within = bool(match["picture"])
        if not match["img"]:
            return match[0]
        new = replace(attributes_of(match["img"]), within)
        return match[0] if new is None else new

    return _IMG.sub(replaced, text)


def attributes_of(tag: str) -> Attributes:
    """Return the attributes of one start tag, in their order; one without a value has None."""
    reader = _Reader(convert_charrefs=True)
    reader.feed(tag)
    return reader.attributes


class _Reader(HTMLParser):
    attributes: Attributes

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes = dict(reversed(attrs))  # the first of two equal ones counts
        self.attributes = {name: self.attributes[name] for name, _ in attrs}

    handle_startendtag = handle_starttag


def tag(name: str, attributes: Mapping[str, str | int | None]) -> str:
    """Return a start tag."""
    parts = [
        key if value is None else f'{key}="{html.escape(str(value))}"'
        for key, value in attributes.items()
    ]
    return f"<{' '.join([name, *parts])}>"


def addresses_in(text: str) -> list[str]:
    """Return every address that the HTML `text` names outside its pictures."""
    return [html.unescape(match["address"]) for match in _ADDRESS.finditer(text)]

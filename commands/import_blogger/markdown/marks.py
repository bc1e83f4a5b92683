"""What a run of text is besides its words: strong, emphasised, a link, code."""

from __future__ import annotations

import re
from typing import NamedTuple

from bs4 import Tag

# From the outside in: marks that overlap come apart in this order.
ORDER = ("a", "strong", "em", "del", "ins", "mark", "small", "sub", "sup", "abbr", "code", "kbd")
_BY_TAG = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em",
    "u": "em", "s": "del", "strike": "del", "del": "del", "ins": "ins", "mark": "mark", "sub": "sub",
    "sup": "sup", "code": "code", "tt": "code", "samp": "code", "kbd": "kbd",
}  # fmt: skip
_STYLES = (
    (re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.I), "strong", True),
    (re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-5]00)\b", re.I), "strong", False),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)\b", re.I), "em", True),
    (re.compile(r"font-style\s*:\s*normal\b", re.I), "em", False),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.I), "del", True),
    (re.compile(r"vertical-align\s*:\s*super\b", re.I), "sup", True),
    (re.compile(r"vertical-align\s*:\s*sub\b", re.I), "sub", True),
)


class Mark(NamedTuple):
    """One mark; links carry their address and a number of their own, so that neighbours stay two."""

    name: str
    href: str = ""
    title: str = ""
    number: int = 0


Marks = frozenset[Mark]


def marks_of(element: Tag, outer: Marks) -> Marks:
    """Return the marks of the text in `element`, which stands in text with the marks `outer`."""
    marks = outer
    name = _BY_TAG.get(element.name)
    if element.name == "a" and element.get("href"):
        link = Mark("a", str(element["href"]), str(element.get("title") or ""), id(element))
        marks = frozenset(mark for mark in marks if mark.name != "a") | {link}
    elif name:
        marks |= {Mark(name)}
    style = str(element.get("style") or "")
    if style:
        for pattern, mark, on in _STYLES:
            if pattern.search(style):
                marks = marks | {Mark(mark)} if on else marks - {Mark(mark)}
    return marks

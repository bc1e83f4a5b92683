"""The words and the links of a piece of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from html.parser import HTMLParser

_UNSEEN = {"script", "style", "template"}
_INLINE = {
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "em",
    "i",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.links: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href" and value]
        if tag not in _INLINE:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        if tag not in _INLINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)


_BETWEEN = re.compile("(<[^<>]*>)")
# A tag as Markdown writes it. Text with nothing else that begins with "<" can be parted at these.
_TAG = re.compile(r'<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z][A-Za-z:-]*="[^"<>]*")*)\s*/?>')
_HREF = re.compile(r'\shref="([^"]+)"', re.IGNORECASE)
# What stands in these is read by rules of its own.
_OTHER_RULES = _UNSEEN | {"iframe", "noembed", "noframes", "plaintext", "textarea", "title", "xmp"}
_NOTHING = (
    "\0"  # in the place of an inline tag, so that what it parts does not become one reference
)


def read_html(html: str) -> tuple[str, tuple[str, ...]]:
    """Return the text that a reader sees, blocks on lines of their own, and every `href` as written."""
    text, links = _parted(html) or _parsed(html)
    lines = list(filter(None, text.split("\n")))
    if not _are_even(lines):
        lines = filter(None, _evened(text))
    return "\n".join(lines), tuple(links)


def _are_even(lines: Iterable[str]) -> bool:
    """Return whether a single space parts any two words of a line, and nothing else."""
    text = " ".join(lines)
    return (
        text.isprintable()  # as the space is, alone of its kind
        and "  " not in text
        and not text.startswith(" ")
        and not text.endswith(" ")
    )


def _evened(text: str) -> Iterator[str]:
    return (" ".join(line.split()) for line in text.splitlines())


def _parsed(html: str) -> tuple[str, list[str]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces), reader.links


def _parted(html: str) -> tuple[str, list[str]] | None:
    """Return what `_parsed` returns, in a tenth of the time, or None where only that can tell."""
    if _NOTHING in html:
        return None
    parts = _BETWEEN.split(html)  # text, tag, text, ...
    tags = parts[1::2]
    try:
        parts[1::2] = map(_MEANS.__getitem__, tags)
    except _OtherRules:
        return None
    text = "".join(parts)
    if "<" in text:
        return None
    if "&" in text:
        text = _unescaped(text)
    links = [
        unescape(href)
        for tag in tags
        if tag.startswith(("<a", "<A")) and tag[2].isspace()
        for href in _HREF.findall(tag)
    ]
    return text.replace(_NOTHING, ""), links


class _OtherRules(Exception):
    """A tag is none as Markdown writes them, or what it holds is read by other rules."""


class _Means(dict):
    """What a tag means for the text, by the tag, of which there are few."""

    def __missing__(self, tag: str) -> str:
        found = _TAG.fullmatch(tag)
        if not found or (name := found[2].lower()) in _OTHER_RULES:
            raise _OtherRules
        meaning = _NOTHING if name in _INLINE else "\n"
        if not found[3]:  # else there are as many as addresses
            self[tag] = meaning
        return meaning


_MEANS = _Means()

# What typogrify writes again and again, by what stands between "&" and ";".
_QUOTES_AND_DASHES = {
    f"#{code}": chr(code) for code in (8211, 8212, 8216, 8217, 8220, 8221, 8230)
} | {"nbsp": " "}  # any space is one to whoever counts words


def _unescaped(text: str) -> str:
    first, *others = text.split("&")
    pieces = [first]
    for other in others:  # once through the text for all of them
        name, ends, rest = other.partition(";")
        known = _QUOTES_AND_DASHES.get(name) if ends else None
        pieces.append(f"&{other}" if known is None else known + rest)
    text = "".join(pieces)
    return unescape(text) if "&" in text else text

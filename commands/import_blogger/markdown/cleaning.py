"""Hostile HTML in, a tree of harmless elements out; what was taken out is said in sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import nh3
from bs4 import BeautifulSoup, Comment

from .embedded import EMBEDDED, replace_embedded

DEEPEST = 80
"""Elements within each other. Parsers take the square of the depth."""

_BLOCKS = """
address article aside blockquote caption center dd details dir div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody td
tfoot th thead tr ul
"""
_INLINE = """
a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd label mark q s samp small span
strike strong sub sup time tt u var wbr
"""
BLOCKS = frozenset(_BLOCKS.split())
_TAGS = BLOCKS | set(_INLINE.split()) | EMBEDDED
_ATTRIBUTES = {
    "*": {"class", "id", "style"},  # what they mean is read; none of them is written
    "a": {"href", "name", "title"},
    "img": {"alt", "height", "src", "title", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "embed": {"src", "type"},
    "iframe": {"src", "title"},
    "object": {"data", "type"},
    "param": {"name", "value"},
    **{tag: {"src", "title"} for tag in ("audio", "source", "video")},
}
SCHEMES = frozenset({"ftp", "http", "https", "mailto", "tel"})
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={
        "math",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
    },
    attributes=_ATTRIBUTES,
    url_schemes=set(SCHEMES),
    link_rel=None,
)
_PLAIN = nh3.Cleaner(
    tags=_TAGS - EMBEDDED,
    attributes={
        "*": set(),
        "a": {"href"},
        "img": {"alt", "class", "height", "src", "width"},
        "ol": {"start"},
        **{tag: {"colspan", "rowspan"} for tag in ("td", "th")},
    },
    url_schemes=set(SCHEMES),
    link_rel=None,
)
_UNCLOSED = "br dd dt embed hr img input li link meta option p param source td th tr wbr"
_NEVER_CLOSED = frozenset(_UNCLOSED.split())
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>")
# What XML, a feed or the eye can't hold; the last are marks that nobody sees and nothing needs.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u202a-\u202e\u2066-\u2069]|[\u200b\ufeff\u00ad]"
)
_LINK = re.compile(
    r"""<a\s[^<>]*?\bhref\s*=\s*["']?\s*(?P<address>(?P<kind>[a-z][a-z0-9+.-]*):[^\s"'<>]*)""", re.I
)
_TOLD_OF = {"data", "javascript", "vbscript"}
_GONE = {
    "script": re.compile(r"<script\b", re.I),
    "style sheet": re.compile(r"<style\b", re.I),
    "form field": re.compile(r"<(?:input|select|textarea|button)\b", re.I),
    "drawing (SVG)": re.compile(r"<svg\b", re.I),
    "event handler": re.compile(r"<[a-z][^<>]*?\son[a-z]+\s*=", re.I),
    "javascript: or data: address": re.compile(
        r"""(?:href|src|action|data)\s*=\s*["']?\s*(?:javascript|vbscript|data)\s*:""", re.I
    ),
}


def cleaned(html: str) -> tuple[BeautifulSoup, tuple[str, ...]]:
    """Return the tree of what may be shown of `html`, and a sentence for each thing taken out."""
    removed = list(_gone(html))
    html = _UNPRINTABLE.sub("", html).replace("\u2028", "\n").replace("\u2029", "\n")
    # The line end tells Beautiful Soup that a text such as "notes.html" is not meant as a file's name.
    tree = BeautifulSoup(_CLEANER.clean(_no_deeper(html)) + "\n", "html.parser")
    for comment in tree.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    removed += replace_embedded(tree)
    return tree, tuple(removed)


def plain_html(tree: BeautifulSoup) -> str:
    """Return a cleaned tree, whose pictures are addressed, as HTML without style or id: elements,
    links and pictures."""
    return _PLAIN.clean(str(tree))


def _gone(html: str) -> Iterator[str]:
    for name, pattern in _GONE.items():
        count = len(pattern.findall(html))
        if count:
            yield f"{count} {name}{'s' if count > 1 else ''} taken out."
    for match in _LINK.finditer(html):
        if match["kind"].lower() not in SCHEMES | _TOLD_OF:
            yield f"A link to {match['address'][:300]} taken out: few browsers follow that kind."


def _no_deeper(html: str) -> str:
    """Return `html` without the tags that would stand deeper than DEEPEST."""
    if html.count("<") <= DEEPEST:
        return html
    depth, dropped = 0, Counter()

    def kept(match: re.Match) -> str:
        nonlocal depth
        name = match[2].lower()
        if name in _NEVER_CLOSED or name not in _TAGS:
            return match[0]
        if not match[1]:
            if depth >= DEEPEST:
                dropped[name] += 1
                return " "
            depth += 1
        elif dropped[name]:
            dropped[name] -= 1
            return " "
        else:
            depth = max(0, depth - 1)
        return match[0]

    return _TAG.sub(kept, html)

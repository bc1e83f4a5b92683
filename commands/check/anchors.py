"""Which places of an article a link can lead to."""

from __future__ import annotations

import re
from functools import cache

from commands.check.markup import attributes, tags
from commands.check.source import Source

_HEADING = re.compile(r"^#{1,6}[ \t]*(?P<words>[^\n#][^\n]*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?P<words>[^\n]+)\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_GIVEN = re.compile(r"\{:?[^{}\n]*#(?P<id>[\w:.-]+)[^{}\n]*\}")
_FOOTNOTE = re.compile(r"\[\^(?P<id>[^\]\n]+)\]")
_INLINE_MARKS = re.compile(r"!?\[(?P<words>[^\[\]]*)\]\([^)]*\)|[*_`]|<[^<>]*>|\{:?[^{}]*\}")


@cache
def _anchors(text: str, prose: str) -> frozenset[str]:
    from markdown.extensions.toc import slugify, unique

    found = {match["id"] for match in _GIVEN.finditer(prose)}
    ids: set[str] = set()
    headings = sorted(
        (match.start(), match["words"])
        for pattern in (_HEADING, _UNDERLINED)
        for match in pattern.finditer(text)
        if prose[match.start() : match.start() + 1].strip()
    )
    for _, words in headings:
        if not _GIVEN.search(words):
            plain = _INLINE_MARKS.sub(lambda match: match["words"] or "", words)
            unique(slugify(plain, "-"), ids)
    for match in _FOOTNOTE.finditer(prose):
        found |= {f"fn:{match['id']}", f"fnref:{match['id']}"}
    for tag in tags(prose):
        given = attributes(tag.rest)
        found |= {given[name] for name in ("id", "name") if name in given}
    return frozenset(found | ids | {"comments", "top"})


def anchors_of(source: Source) -> frozenset[str]:
    """Return the ids that the page of `source` will have: of headings, notes, and as written."""
    return _anchors(source.text, source.prose.text)

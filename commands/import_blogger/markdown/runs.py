"""Runs of marked text: cut into lines and paragraphs, spaces put in order, nested anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from bs4 import BeautifulSoup, NavigableString, Tag

from .marks import ORDER, Mark, Marks

BREAK, LINE, PARAGRAPH = "break", "line", "paragraph"
"""A `<br>`, the edge of a `<div>`, the edge of a `<p>`."""
_LONGEST_LINE = 120  # a longer one is no verse, but a paragraph
_SPACE = re.compile(r"[ \t\r\n\f\v\u2000-\u200a\u202f\u205f\u3000\u00a0]+")
# Where a space that must not break has a meaning: 5 km, « oui », vraiment ?
_MEANT = re.compile(r"(?<=\d)\u00a0(?=\w)|(?<=[«‹])\u00a0|\u00a0(?=[:;!?»›%€$£])")
_VERBATIM = {Mark("code"), Mark("kbd")}


class Piece(NamedTuple):
    """A text, a picture or an anchor (a Tag), or an edge (None), with its marks."""

    content: str | Tag | None
    marks: Marks = frozenset()
    edge: str = ""


def paragraphs(pieces: Iterable[Piece], verse: bool) -> Iterator[list[Piece]]:
    """Yield the paragraphs of a run; `verse`: `<div>`s side by side are lines, not paragraphs."""
    paragraph: list[Piece] = []
    previous, seen = PARAGRAPH, False
    for line, edge in _lines(pieces):
        if not _seen(line):
            paragraph += (piece for piece in line if isinstance(piece.content, Tag))  # anchors
            if edge != LINE or any("\u00a0" in str(piece.content) for piece in line):
                previous = PARAGRAPH  # an empty line
            continue
        short = _length(line) <= _LONGEST_LINE
        if seen and (previous == BREAK or (previous == LINE and verse and short)):
            paragraph += [Piece(None, edge=BREAK), *line]
        else:
            if seen:
                yield paragraph
                paragraph = []
            paragraph += line
        previous, seen = edge, True
    if paragraph:
        yield paragraph


def _lines(pieces: Iterable[Piece]) -> Iterator[tuple[list[Piece], str]]:
    line: list[Piece] = []
    for piece in pieces:
        if piece.edge:
            yield line, piece.edge
            line = []
        else:
            line.append(piece)
    yield line, PARAGRAPH


def _seen(pieces: Iterable[Piece]) -> bool:
    return any(
        piece.content.name == "img"
        if isinstance(piece.content, Tag)
        else (piece.content or "").strip()
        for piece in pieces
    )


def _length(pieces: Iterable[Piece]) -> int:
    return sum(len(piece.content) for piece in pieces if isinstance(piece.content, str))


def nested(pieces: Sequence[Piece], factory: BeautifulSoup) -> list[Tag | NavigableString]:
    """Return the pieces of a paragraph as nodes, no space at an edge and none doubled."""
    return _merged(_nest(_trimmed(_spaced(pieces)), factory))


def _spaced(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces with spaces as pieces of their own, without marks, never two in a row."""
    space = False
    for piece in pieces:
        if not isinstance(piece.content, str) or _VERBATIM & piece.marks:
            text = piece.content
            if isinstance(text, str):
                text = text.replace("\u00a0", " ").replace("\n", " ")
                if not text.strip():
                    piece, text = Piece(" "), " "
            yield piece._replace(content=text)
            space = False
            continue
        text = _MEANT.sub("\0", piece.content)
        for part in re.split(f"({_SPACE.pattern})", text):
            if not part:
                continue
            blank = bool(_SPACE.fullmatch(part))
            if not (blank and space):
                yield Piece(" ") if blank else Piece(part.replace("\0", "\u00a0"), piece.marks)
            space = blank


def _trimmed(pieces: Iterable[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in pieces:
        at_edge = not kept or kept[-1].edge or kept[-1].content == " "
        if piece.content == " " and at_edge:
            continue
        if piece.edge:
            while kept and kept[-1].content == " ":
                kept.pop()
        kept.append(piece)
    while kept and (kept[-1].content == " " or kept[-1].edge):
        kept.pop()
    # A space, or the end of a line, belongs to what stands on both its sides.
    for index, piece in enumerate(kept):
        if (piece.content == " " or piece.edge) and 0 < index < len(kept) - 1:
            kept[index] = piece._replace(
                marks=(kept[index - 1].marks & kept[index + 1].marks) - _VERBATIM
            )
    return kept


def _nest(pieces: Sequence[Piece], factory: BeautifulSoup) -> Iterator[Tag | NavigableString]:
    start = 0
    while start < len(pieces):
        mark, end = _widest(pieces, start)
        some = pieces[start:end]
        start = end
        if mark is None:
            yield _plain(some[0], factory)
            continue
        inner = _merged(_nest([each._replace(marks=each.marks - {mark}) for each in some], factory))
        if not _seen(some):
            yield from inner
            continue
        element = factory.new_tag(mark.name)
        if mark.name == "a":
            element["href"] = mark.href
            if mark.title:
                element["title"] = mark.title
        element.extend(inner)
        yield element


def _merged(nodes: Iterable[Tag | NavigableString]) -> list[Tag | NavigableString]:
    merged: list[Tag | NavigableString] = []
    for is_text, some in groupby(nodes, key=lambda node: isinstance(node, NavigableString)):
        if is_text:
            merged.append(NavigableString("".join(some)))
        else:
            merged.extend(some)
    return merged


def _widest(pieces: Sequence[Piece], start: int) -> tuple[Mark | None, int]:
    """Return the mark that goes on longest from `start`, and where it ends; no link is cut in two."""
    widest, farthest = None, start + 1
    for mark in sorted(pieces[start].marks, key=lambda mark: ORDER.index(mark.name)):
        end = start
        while end < len(pieces) and mark in pieces[end].marks:
            end += 1
        while (
            start < end < len(pieces)
            and _link(pieces[end - 1])
            and _link(pieces[end - 1]) == _link(pieces[end])
        ):
            end -= 1
        if end > start and (widest is None or end > farthest):
            widest, farthest = mark, end
    return widest, farthest


def _link(piece: Piece) -> Mark | None:
    return next((mark for mark in piece.marks if mark.name == "a"), None)


def _plain(piece: Piece, factory: BeautifulSoup) -> Tag | NavigableString:
    if isinstance(piece.content, str):
        return NavigableString(piece.content)
    return piece.content or factory.new_tag("br")

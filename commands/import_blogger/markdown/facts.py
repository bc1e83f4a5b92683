"""What a reader finds in a piece of HTML: words, links, pictures, headings, items, cells, code."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from html.parser import HTMLParser

from .cleaning import BLOCKS

_VOID_TAGS = "area base br col embed hr img input link meta param source track wbr"
_UNSEEN_TAGS = "head math noscript script select style svg template textarea title"
_VOID, _UNSEEN = frozenset(_VOID_TAGS.split()), frozenset(_UNSEEN_TAGS.split())
# Typography may change these, and nobody would say that a word is another.
_FOLDED = (
    (re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\\s]+"), " "),
    (re.compile("[\u200b\u00ad\ufeff\u2060\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"), ""),
    (re.compile(r"\. \. \.|…"), "..."),
    (re.compile("[\"'`´“”„‟‘’‚‛«»]+"), "'"),
    (re.compile("[-‐-―−]+"), "-"),
)


def folded(text: str) -> str:
    """Return a text as it is compared: quotes, dashes and spaces are alike."""
    for pattern, replacement in _FOLDED:
        text = pattern.sub(replacement, text)
    return text.strip()


@dataclass(frozen=True)
class Facts:
    """What is in a text, each kind in the order of the text."""

    words: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """Address and words of each; one around a picture alone is none."""
    pictures: tuple[str, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    items: tuple[tuple[tuple[int, ...], str], ...] = ()
    """Place and own words: (0, 2, 1, 0) is item 0 of list 1 in item 2 of list 0."""
    cells: tuple[tuple[int, int, int, str], ...] = ()
    """Table, row and column, and words."""
    code: tuple[str, ...] = ()
    strong: str = ""
    emphasised: str = ""
    anchors: tuple[str, ...] = ()

    def missing_in(self, other: Facts) -> list[str]:
        """Return the names of the kinds that differ in `other`."""
        return [f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name)]


def facts_of(html: str) -> Facts:
    """Return what a reader finds in a piece of HTML, of a page or of an export."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.facts()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.unseen = 0
        self.text: list[str] = []
        self.links: list[tuple[str, list[str]]] = []
        self.open_links: list[list[str] | None] = []
        self.pictures: list[str] = []
        self.headings: list[tuple[int, list[str]]] = []
        self.lists: list[list[int]] = []  # of each open list: its number, and its items so far
        self.items: list[tuple[tuple[int, ...], list[str]]] = []
        self.open_items: list[list[str]] = []
        self.list_count = 0
        self.tables: list[list[int]] = []
        self.table_count = 0
        self.cells: list[tuple[int, int, int, list[str]]] = []
        self.open_cells: list[list[str]] = []
        self.code: list[list[str]] = []
        self.marked: dict[str, list[str]] = {"strong": [], "em": []}
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}
        if tag in _UNSEEN:
            self.unseen += 1
        if tag in BLOCKS or tag == "br":
            self._add(" " if tag != "br" or "pre" not in self.open else "\n")
        if self.unseen:
            return
        if tag == "img" and attributes.get("src"):
            self.pictures.append(attributes["src"].strip())
        elif tag == "a":
            self.open_links.append([] if attributes.get("href") else None)
            if attributes.get("href"):
                self.links.append((attributes["href"].strip(), self.open_links[-1]))
            elif attributes.get("id"):
                self.anchors.append(attributes["id"])
        elif re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), []))
        elif tag in ("ul", "ol"):
            number = self.list_count if not self.lists else self.lists[-1][2]
            if self.lists:
                self.lists[-1][2] += 1
            else:
                self.list_count += 1
            self.lists.append([number, -1, 0])
        elif tag == "li" and self.lists:
            self.lists[-1][1] += 1
            self.lists[-1][2] = 0
            words: list[str] = []
            self.items.append((tuple(n for each in self.lists for n in each[:2]), words))
            self.open_items.append(words)
        elif tag == "table":
            self.tables.append([self.table_count, -1, -1])
            self.table_count += 1
        elif tag == "tr" and self.tables:
            self.tables[-1][1] += 1
            self.tables[-1][2] = -1
        elif tag in ("td", "th") and self.tables:
            self.tables[-1][2] += 1
            cell: list[str] = []
            self.cells.append((*self.tables[-1], cell))
            self.open_cells.append(cell)
        elif tag == "pre":
            self.code.append([])
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        if tag in BLOCKS:
            self._add(" ")
        if tag not in self.open:
            return
        while (last := self.open.pop()) != tag:
            self._leave(last)
        self._leave(tag)

    def _leave(self, tag: str) -> None:
        stack: list | None = {
            "a": self.open_links, "ul": self.lists, "ol": self.lists, "li": self.open_items,
            "table": self.tables, "td": self.open_cells, "th": self.open_cells,
        }.get(tag)  # fmt: skip
        if stack:
            stack.pop()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self._add(data)

    def _add(self, text: str) -> None:
        self.text.append(text)
        if self.open_links and self.open_links[-1] is not None:
            self.open_links[-1].append(text)
        if any(re.fullmatch("h[1-6]", tag) for tag in self.open):
            self.headings[-1][1].append(text)
        if self.open_items:
            self.open_items[-1].append(text)
        if self.open_cells:
            self.open_cells[-1].append(text)
        if "pre" in self.open:
            self.code[-1].append(text)
        else:
            heading = any(re.fullmatch("h[1-6]|th", tag) for tag in self.open)
            for tag, texts in self.marked.items():
                if not heading and any(
                    each in self.open for each in (tag, tag[0].replace("s", "b").replace("e", "i"))
                ):
                    texts.append(text)

    def facts(self) -> Facts:
        def joined(texts: list[str]) -> str:
            return folded("".join(texts))

        links = ((address, joined(words)) for address, words in self.links)
        headings = ((level, joined(words)) for level, words in self.headings)
        lines = ("".join(texts).replace("\u00a0", " ").split("\n") for texts in self.code)
        return Facts(
            words=tuple(joined(self.text).split()),
            links=tuple((address, words) for address, words in links if words),
            pictures=tuple(self.pictures),
            headings=tuple((level, words) for level, words in headings if words),
            items=tuple((place, joined(words)) for place, words in self.items),
            cells=tuple((*place, joined(words)) for *place, words in self.cells),
            code=tuple("\n".join(line.rstrip() for line in each).strip("\n") for each in lines),
            strong="".join(joined(self.marked["strong"]).split()),
            emphasised="".join(joined(self.marked["em"]).split()),
            anchors=tuple(self.anchors),
        )

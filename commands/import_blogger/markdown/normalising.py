"""Blogger's habits put in order: a tree of any HTML in, a list of plain blocks out.

    <p>                 inline parts only, no space at its edges, `<br>` for breaks that are meant
    <h2> to <h6>        the levels that are used, closed up: the title of the page is the first
    <ul>, <ol>          of <li>, each with inline parts and then blocks, or blocks only
    <blockquote>        of blocks
    <pre>               its text verbatim; class="language-x" where the language is known
    <table>             of <tr> of <th> and <td>, where it is a table and not a layout
    <figure>            pictures and a <figcaption>
    <hr>

No class, style or id is left but ids that something links to, which stand on empty `<a id>`.
"""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag

from .cleaning import BLOCKS
from .code import code_block
from .marks import Marks, marks_of
from .runs import BREAK, LINE, PARAGRAPH, Piece, nested, paragraphs
from .tables import caption_of, is_caption_table, is_data, rows_of

_EMPTY_LINE = re.compile(
    r"<br/?>\s*<br/?>|<(div|p)\b[^>]*>\s*(?:<(?:span|b|i)\b[^>]*>\s*)*(?:<br/?>|\xa0|&nbsp;)\s*(?:</(?:span|b|i)>\s*)*</\1>"
)
_PARAGRAPHS = frozenset(
    {"p", "address", "dt", "dd", "fieldset", "form", "details", "summary", "caption"}
)
_BLOGGERS_IDS = re.compile(r"^(?:BLOGGER_|docs-internal|more$|yui_|aswift|post-|Blog\d|:)", re.I)
DEEPEST = 10
"""Lists and quotations within each other; what stands deeper becomes paragraphs."""


def normalised(tree: BeautifulSoup) -> list[Tag]:
    """Return the blocks of a cleaned tree; the tree is used up."""
    _attach_nested_lists(tree)
    blocks = _Flow(tree, verse=bool(_EMPTY_LINE.search(str(tree)))).blocks_of(tree)
    used = sorted({int(h.name[1]) for block in blocks for h in _headings(block)})
    for block in blocks:
        for heading in _headings(block):
            heading.name = f"h{min(6, used.index(int(heading.name[1])) + 2)}"
    return blocks


def _headings(block: Tag) -> list[Tag]:
    found = block.find_all(re.compile("^h[1-6]$"))
    return [block, *found] if re.match("h[1-6]$", block.name) else found


def _attach_nested_lists(tree: BeautifulSoup) -> None:
    """Put a list that stands directly in a list, and stray text, into the item before it."""
    for outer in tree.find_all(["ul", "ol"]):
        item = None
        for child in list(outer.children):
            if isinstance(child, Tag) and child.name == "li":
                item = child
            elif isinstance(child, Tag) or str(child).strip():
                if item is None:
                    item = tree.new_tag("li")
                    child.insert_before(item)
                item.append(child.extract())


class _Flow:
    """Reads one tree; a run is what stands between two blocks."""

    def __init__(self, tree: BeautifulSoup, verse: bool) -> None:
        self._factory = tree
        self._verse = verse
        self._targets = _targets(tree)

    def blocks_of(self, parent: Tag, marks: Marks = frozenset(), depth: int = 0) -> list[Tag]:
        blocks: list[Tag] = []
        run: list[Piece] = []
        self._walk(parent, marks, depth, blocks, run)
        self._end(run, blocks)
        return blocks

    def _walk(
        self, parent: Tag, marks: Marks, depth: int, blocks: list[Tag], run: list[Piece]
    ) -> None:
        for node in list(parent.children):
            if not isinstance(node, Tag):
                run.append(Piece(str(node), marks))
                continue
            if anchor := self._anchor(node):
                run.append(Piece(anchor))
            if node.name == "br":
                run.append(Piece(None, edge=BREAK))
            elif node.name == "img":
                if picture := self._picture(node):
                    run.append(Piece(picture, frozenset(m for m in marks if m.name == "a")))
            elif node.name not in BLOCKS:
                self._walk(node, marks_of(node, marks), depth, blocks, run)
            elif block := self._block(node, marks, depth):
                self._end(run, blocks)
                blocks.extend(block)
            else:
                edge = PARAGRAPH if node.name in _PARAGRAPHS else LINE
                run.append(Piece(None, edge=edge))
                self._walk(node, marks_of(node, marks), depth, blocks, run)
                run.append(Piece(None, edge=edge))

    def _end(self, run: list[Piece], blocks: list[Tag]) -> None:
        for pieces in paragraphs(run, self._verse):
            paragraph = self._new("p", nested(pieces, self._factory))
            if paragraph.contents:
                blocks.append(paragraph)
        run.clear()

    def _block(self, node: Tag, marks: Marks, depth: int) -> list[Tag] | None:
        """Return what stands for an element that is a block of its own; None: it only has edges."""
        if re.match("h[1-6]$", node.name):
            return self._heading(node, marks, depth)
        if node.name == "hr":
            return [self._new("hr")]
        if node.name == "pre":
            return code_block(node, self._factory)
        if node.name in ("ul", "ol", "menu", "dir"):
            return self._list(node, marks, depth)
        if node.name == "blockquote":
            inner = self.blocks_of(node, marks, depth + 1)
            return [self._new("blockquote", inner)] if inner and depth < DEEPEST else inner
        if node.name == "figure" or is_caption_table(node):
            return self._figure(node, marks, depth)
        if node.name == "table":
            return self._table(node, marks, depth)
        return None

    def _heading(self, node: Tag, marks: Marks, depth: int) -> list[Tag]:
        blocks = self.blocks_of(node, marks, depth)
        parts = [block for block in blocks if block.name == "p"]
        others = [block for block in blocks if block.name != "p"]
        words = [part for part in parts if part.get_text().strip()]
        if not words:
            return [*parts, *others]
        heading = self._new(node.name)
        for part in parts:
            if heading.contents:
                heading.append(NavigableString(" "))
            heading.extend(list(part.contents))
        for plain in heading.find_all("br"):
            plain.replace_with(NavigableString(" "))
        for strong in heading.find_all("strong"):
            strong.unwrap()
        heading.smooth()
        return [heading, *others]

    def _list(self, node: Tag, marks: Marks, depth: int) -> list[Tag]:
        items = []
        for child in node.find_all("li", recursive=False):
            inner = self.blocks_of(child, marks_of(child, marks), depth + 1)
            if anchor := self._anchor(child):
                (inner[0] if inner and inner[0].name == "p" else child).insert(0, anchor)
            if inner:
                items.append(self._new("li", inner))
        lists = ("ul", "ol")
        held = [item.find_all(True, recursive=False) for item in items]
        inner = [block for blocks in held for block in blocks]
        if depth >= DEEPEST or all(block.name in lists for block in inner):
            return inner  # a list without words of its own is an indent
        if all(len([b for b in blocks if b.name not in lists]) <= 1 for blocks in held):
            for first, *_ in held:  # a tight list: no paragraph in its items
                if first.name == "p":
                    first.unwrap()
        made = self._new("ol" if node.name == "ol" else "ul", items)
        if (
            node.name == "ol"
            and str(node.get("start", "1")).isdigit()
            and node.get("start", "1") != "1"
        ):
            made["start"] = node["start"]
        return [made]

    def _figure(self, node: Tag, marks: Marks, depth: int) -> list[Tag]:
        caption = caption_of(node)
        words = self.blocks_of(caption.extract(), marks, depth) if caption else []
        inner = self.blocks_of(node, marks, depth)
        plain = all(block.name == "p" for block in [*words, *inner])
        picture = len(inner) == 1 and inner[0].find("img") and not inner[0].get_text().strip()
        if not (words and plain and picture):
            return [*inner, *words]
        figcaption = self._new("figcaption")
        for index, part in enumerate(words):
            if index:
                figcaption.append(self._new("br"))
            figcaption.extend(list(part.contents))
        return [self._new("figure", [*inner[0].contents, figcaption])]

    def _table(self, node: Tag, marks: Marks, depth: int) -> list[Tag]:
        if not is_data(node):
            return [
                block
                for part in node.find_all(["caption", "td", "th"])
                if part.find_parent("table") is node
                for block in self.blocks_of(part, marks, depth)
            ]
        caption = node.find("caption")
        before = self.blocks_of(caption.extract(), marks, depth) if caption else []
        table = self._new("table")
        for row in rows_of(node):
            made = self._new("tr")
            for cell in row:
                blocks = self.blocks_of(cell, frozenset(), depth)
                only = blocks[0].contents if len(blocks) == 1 and blocks[0].name == "p" else blocks
                made.append(self._new(cell.name, list(only)))
                for span in ("colspan", "rowspan"):
                    if str(cell.get(span, "1")) not in ("", "1"):
                        made.contents[-1][span] = cell[span]
            table.append(made)
        for cell in table.find("tr").find_all("td"):  # a Markdown table has a head
            cell.name = "th"
        for strong in [
            strong for head in table.find_all("th") for strong in head.find_all("strong")
        ]:
            strong.unwrap()
        return [*before, table]

    def _picture(self, node: Tag) -> Tag | None:
        source = str(node.get("src") or "").strip()
        if not source:
            return None
        kept: dict[str, Any] = {
            name: node[name] for name in ("alt", "class", "width", "height") if name in node.attrs
        }
        return self._factory.new_tag("img", attrs={"src": source, **kept})

    def _anchor(self, node: Tag) -> Tag | None:
        name = str(node.get("id") or (node.get("name") if node.name == "a" else "") or "")
        if name not in self._targets:
            return None
        self._targets.discard(name)
        return self._factory.new_tag("a", attrs={"id": name})

    def _new(self, name: str, contents=()) -> Tag:
        element = self._factory.new_tag(name)
        element.extend(list(contents))
        return element


def _targets(tree: BeautifulSoup) -> set[str]:
    """Return the names that may be linked to: those that the text links to, and named anchors."""
    linked = {str(a["href"])[1:] for a in tree.find_all("a", href=re.compile("^#."))}
    named = {str(a["name"]) for a in tree.find_all("a", attrs={"name": True}) if not a.get("href")}
    found = linked | {name for name in named if not _BLOGGERS_IDS.match(name)}
    return {name for name in found if re.fullmatch(r"[A-Za-z][\w.:-]*", name)}

"""The Markdown extension: classes in place of styles, and a region around each table."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Extension
from markdown.treeprocessors import Treeprocessor

_ALIGN = re.compile(r"text-align:\s*(left|center|right)")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_AFTER_INLINE = 15  # below the inline patterns (20), so that a heading's words are all there


class PlainTables(Extension):
    """Rewrites the tables that the extension `tables` makes; `word` begins a region's name."""

    def __init__(self, **kwargs) -> None:
        self.config = {"word": ["Table", "What a table is called before the heading above it"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md) -> None:
        md.treeprocessors.register(
            _Tables(md, self.getConfig("word")), "plain_tables", _AFTER_INLINE
        )


class _Tables(Treeprocessor):
    def __init__(self, md, word: str) -> None:
        super().__init__(md)
        self.word = word

    def run(self, root: Element) -> None:
        heading = ""
        names: dict[str, int] = {}
        parents = {child: parent for parent in root.iter() for child in parent}
        for element in list(root.iter()):
            if element.tag in _HEADINGS:
                heading = " ".join("".join(element.itertext()).split())
            elif element.tag in ("td", "th"):
                _align_by_class(element)
            elif element.tag == "table":
                name = f"{self.word}: {heading}" if heading else self.word
                names[name] = names.get(name, 0) + 1
                # Two regions of one name could not be told apart by a screen reader.
                label = name if names[name] == 1 else f"{name} ({names[name]})"
                _enclose(parents[element], element, label)


def _align_by_class(cell: Element) -> None:
    match = _ALIGN.search(cell.get("style", ""))
    if match:
        del cell.attrib["style"]
        cell.set("class", f"align-{match[1]}")


def _enclose(parent: Element, table: Element, label: str) -> None:
    region = Element(
        "div", {"class": "table-scroll", "role": "region", "aria-label": label, "tabindex": "0"}
    )
    region.tail, table.tail = table.tail, "\n"
    parent[list(parent).index(table)] = region
    region.append(table)

"""Lets Markdown take plain paragraphs for what they are, at once.

Markdown asks each of its block processors, a dozen with usual extensions, of every block whether it
is theirs. What each of them takes begins with one of few characters, or has more than one line; and
most need something that few blocks hold. A line that is a heading and no more, and a list of plain
lines, are made here. And before that, it reads every text as HTML, which only a text with a `<` or a
`&` can hold. Where a processor of another extension takes part, everything stays as it is.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor
from markdown.util import STX

from .plain_text import kind_of

# How a block of one line begins that a processor may take, as part of a class of characters.
_BEGINS = {
    "markdown.blockprocessors.EmptyBlockProcessor": "",
    "markdown.blockprocessors.ListIndentProcessor": " ",
    "markdown.blockprocessors.CodeBlockProcessor": " ",
    "markdown.blockprocessors.HashHeaderProcessor": "#",
    "markdown.blockprocessors.SetextHeaderProcessor": "",  # of two lines
    "markdown.blockprocessors.HRProcessor": r" \-_*",
    "markdown.blockprocessors.OListProcessor": r" \d",
    "markdown.blockprocessors.UListProcessor": r" *+\-",
    "markdown.blockprocessors.BlockQuoteProcessor": " >",
    "markdown.blockprocessors.ReferenceProcessor": r" \[",
    "markdown.extensions.abbr.AbbrBlockprocessor": "*",
    "markdown.extensions.admonition.AdmonitionProcessor": " !",
    "markdown.extensions.def_list.DefListIndentProcessor": " ",
    "markdown.extensions.def_list.DefListProcessor": " :",
    "markdown.extensions.footnotes.FootnoteBlockProcessor": r" \[",
    "markdown.extensions.md_in_html.MarkdownInHtmlProcessor": STX,
    "markdown.extensions.sane_lists.SaneOListProcessor": r" \d",
    "markdown.extensions.sane_lists.SaneUListProcessor": r" *+\-",
    "markdown.extensions.tables.TableProcessor": "",  # of two lines
}
# These look at the beginning of a block alone, however many lines it has.
_AT_THE_BEGINNING = {
    "markdown.blockprocessors.EmptyBlockProcessor",
    "markdown.blockprocessors.ListIndentProcessor",
    "markdown.blockprocessors.CodeBlockProcessor",
    "markdown.blockprocessors.OListProcessor",
    "markdown.blockprocessors.UListProcessor",
    "markdown.extensions.def_list.DefListIndentProcessor",
    "markdown.extensions.sane_lists.SaneOListProcessor",
    "markdown.extensions.sane_lists.SaneUListProcessor",
}
# What a block must hold for a processor to take it, one of these; others are always asked.
_NEEDS = {
    "markdown.blockprocessors.HashHeaderProcessor": ("#",),
    "markdown.blockprocessors.SetextHeaderProcessor": ("\n=", "\n-"),
    "markdown.blockprocessors.HRProcessor": tuple(
        f"{mark}{space}{mark}" for mark in "-_*" for space in ("", " ", "  ")
    ),
    "markdown.blockprocessors.BlockQuoteProcessor": (">",),
    "markdown.blockprocessors.ReferenceProcessor": ("]:",),
    "markdown.extensions.abbr.AbbrBlockprocessor": ("*[",),
    "markdown.extensions.def_list.DefListProcessor": (":",),
    "markdown.extensions.footnotes.FootnoteBlockProcessor": ("[^",),
    "markdown.extensions.md_in_html.MarkdownInHtmlProcessor": (STX,),
    "markdown.extensions.tables.TableProcessor": ("|",),
}
_HTML = {
    "markdown.preprocessors.HtmlBlockPreprocessor",
    "markdown.extensions.md_in_html.HtmlBlockPreprocessor",
}


def pass_over_plain_blocks(markdown: Markdown) -> bool:
    """Make `markdown` take plain lines for paragraphs; return whether it does."""
    parser = markdown.parser
    *others, paragraphs = parser.blockprocessors
    kinds = set(map(kind_of, others))
    if (
        type(parser) is not BlockParser
        or type(paragraphs) is not ParagraphProcessor
        or not kinds <= _BEGINS.keys()
    ):
        return False
    asked_of = _AskedOf(others, paragraphs)
    quickly = {mark: make for kind, marks, make in _QUICKLY if kind in kinds for mark in marks}

    def parse_blocks(parent: Element, blocks: list[str]) -> None:
        while blocks:
            block = blocks[0]
            of_one_line, of_more = asked_of[block[:1]]
            if not of_one_line and "\n" not in block:
                paragraphs.run(parent, blocks)
                continue
            make = quickly.get(block[:1])
            if make and make(parent, block, asked_of):
                del blocks[0]
                continue
            for needs, processor in of_more if "\n" in block else of_one_line:
                for part in needs:
                    if part in blocks[0]:
                        break
                else:
                    continue
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    parser.parseBlocks = parse_blocks
    return True


class _AskedOf(dict[str, tuple[list, list]]):
    """Which processors are asked of a block, and of which texts it must hold one for that, by its first
    character: of a block of one line (none where it is a paragraph), and of one that has more."""

    def __init__(self, others: list[BlockProcessor], paragraphs: BlockProcessor) -> None:
        self._others, self._paragraphs = others, paragraphs

    def __missing__(self, first: str) -> tuple[list, list]:
        of_one_line, of_more = [], []
        for processor in self._others:
            kind = kind_of(processor)
            asked = _NEEDS.get(kind, ("",)), processor  # an empty text is in every block
            may_begin = first in ("", "\n") or _is_one_of(_BEGINS[kind], first)
            if may_begin:
                of_one_line.append(asked)
            if may_begin or kind not in _AT_THE_BEGINNING:
                of_more.append(asked)
        for asked_of in filter(None, (of_one_line, of_more)):
            asked_of.append((("",), self._paragraphs))
        self[first] = of_one_line, of_more
        return self[first]


def _is_one_of(characters: str, first: str) -> bool:
    return bool(characters and re.match(f"[{characters}]", first))


def _make_heading(parent: Element, block: str, _asked_of: _AskedOf) -> bool:
    """Make a heading of a block that is nothing else; return whether it is."""
    heading = _HEADING.match(block)
    if heading:
        SubElement(parent, f"h{len(heading[1])}").text = heading[2].strip()
    return bool(heading)


def _make_list(parent: Element, block: str, asked_of: _AskedOf) -> bool:
    """Make a list of a block that is one of plain lines, and belongs to no other; return whether it is."""
    if parent.tag in _LISTS or (len(parent) and parent[-1].tag in _LISTS) or "|" in block:
        return False
    items = []
    for line in block.split("\n"):
        item = line[2:].lstrip()
        if line[:2] not in _ITEMS or asked_of[item[:1]][0]:
            return False
        items.append(item)
    made = SubElement(parent, "ul")
    for item in items:
        SubElement(made, "li").text = item
    return True


_HEADING = re.compile(r"(#{1,6})([^#\\\n]*)\Z")
_LISTS = ("ul", "ol")
_ITEMS = ("- ", "* ", "+ ")
# What is made without its processor, by what a block begins with.
_QUICKLY = (
    ("markdown.blockprocessors.HashHeaderProcessor", "#", _make_heading),
    ("markdown.blockprocessors.UListProcessor", "-*+", _make_list),
    ("markdown.extensions.sane_lists.SaneUListProcessor", "-*+", _make_list),
)


def look_for_html_where_it_can_be(markdown: Markdown) -> bool:
    """Make `markdown` read a text as HTML only where it can hold some; return whether it does."""
    if "html_block" not in markdown.preprocessors:
        return False
    html_block = markdown.preprocessors["html_block"]
    if kind_of(html_block) not in _HTML:
        return False
    take_out = html_block.run

    def run(lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return take_out(lines) if "<" in text or "&" in text else text.split("\n")

    html_block.run = run
    return True

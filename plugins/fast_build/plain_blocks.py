"""Lets Markdown take plain paragraphs for what they are, at once.

Markdown asks each of its block processors, a dozen with usual extensions, of every block whether it
is theirs. What each of them takes begins with one of few characters, or has more than one line; and
most need something that few blocks hold. And before that, it reads every text as HTML, which only a
text with a `<` or a `&` can hold. Where a processor of another extension takes part, everything
stays as it is.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import ParagraphProcessor
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
# What a block must hold for a processor to take it, one of these; others are always asked.
_NEEDS = {
    "markdown.blockprocessors.HashHeaderProcessor": ("#",),
    "markdown.blockprocessors.SetextHeaderProcessor": ("\n=", "\n-"),
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
    begins = "".join(_BEGINS[kind] for kind in sorted(kinds))  # the same one in each process
    is_plain = re.compile(rf"[^\n{begins}][^\n]*\Z").match
    # The processors in their order, which Markdown would make sure of at each step. An empty text is
    # in every block.
    asked = [(_NEEDS.get(kind_of(each), ("",)), each) for each in (*others, paragraphs)]

    def parse_blocks(parent: Element, blocks: list[str]) -> None:
        while blocks:
            if is_plain(blocks[0]):
                paragraphs.run(parent, blocks)
                continue
            for needs, processor in asked:
                for part in needs:
                    if part in blocks[0]:
                        break
                else:
                    continue
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    parser.parseBlocks = parse_blocks
    return True


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

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor

from fast_build.plain_blocks import pass_over_plain_blocks
from fast_build.plain_lines import as_paragraph

from .markdown_texts import html

EXTENSIONS = ["extra", "toc", "sane_lists", "nl2br", "admonition"]
STOCK = Markdown(extensions=EXTENSIONS)
PIECES = re.findall(
    r"\S+",
    """a word Á 1 2. 1) - -- * _ ` [a] (b) ! !!! : :: ; " ' ? # = | < & &amp; > \\ { } / ~ % – ’ …
    ⅷ ² ٣ TOC *[A] [TOC]""",
)


def quick(**more):
    markdown = Markdown(**{"extensions": EXTENSIONS, **more})
    return markdown, as_paragraph(markdown, pass_over_plain_blocks(markdown))


QUICK = quick()[1]


@given(st.lists(st.sampled_from([*PIECES, " ", "  ", "\n", "\t"]) | st.characters()).map("".join))
def test_a_line_becomes_what_markdown_makes_of_it(line):
    found = QUICK(line)

    assert found is None or found == html(STOCK, line)


@pytest.mark.parametrize("output_format", ["html", "xhtml"])
def test_a_line_of_words_is_done_at_once(output_format):
    line = "What to say, in two or three sentences: “It isn't (yet) 100 % sure”, and why – now?"
    markdown, paragraph = quick(output_format=output_format)

    assert paragraph(line) == html(markdown, line) == f"<p>{line}</p>"


def test_where_abbreviations_are_known_each_line_is_looked_through():
    glossary = {"abbr": {"glossary": {"HTML": "words with marks"}}}
    _, paragraph = quick(extensions=["abbr"], extension_configs=glossary)

    assert paragraph("HTML and more") is None


@pytest.mark.parametrize(
    ("registry", "step"),
    [("inlinePatterns", InlineProcessor("a")), ("postprocessors", Postprocessor())],
)
def test_a_step_of_another_extension_is_taken_with_each_line(registry, step):
    markdown = Markdown()
    getattr(markdown, registry).register(step, "a", 1)

    assert as_paragraph(markdown, pass_over_plain_blocks(markdown))("words") is None


def test_where_a_block_may_be_of_another_kind_each_line_is_looked_at():
    assert as_paragraph(Markdown(), are_blocks_known=False)("words") is None

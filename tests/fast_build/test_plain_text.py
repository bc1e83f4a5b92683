import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from fast_build.plain_text import pass_over_plain_text

from .markdown_texts import ARTICLES, html

EXTENSIONS = ["extra", "admonition", "sane_lists", "toc", "nl2br"]
STOCK, QUICK = Markdown(extensions=EXTENSIONS), Markdown(extensions=EXTENSIONS)
assert pass_over_plain_text(QUICK)
PIECES = re.findall(
    r"\S+",
    """* ** _ __ ` `` [a](b) [a] ![a](b) ![a] [^1] [^1]:_x < > <b> </b> <a@b.c> <http://x> & &amp;
    \\* \\ | - # 1. : !!! *[A]: A {.c} {#i} ~~ word""",
)


@given(
    st.lists(st.sampled_from([*PIECES, "\n", "\n\n", "  \n", "    "]) | st.characters()).map(
        " ".join
    )
)
def test_any_text_becomes_what_markdown_makes_of_it(text):
    assert html(QUICK, text) == html(STOCK, text)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_article_becomes_what_markdown_makes_of_it(path):
    text = path.read_text(encoding="utf-8").partition("\n\n")[2]

    assert html(QUICK, text) == html(STOCK, text)


def test_a_pattern_of_another_extension_is_looked_for_everywhere():
    markdown = Markdown()
    markdown.inlinePatterns.register(InlineProcessor("a"), "a", 1)

    assert not pass_over_plain_text(markdown)

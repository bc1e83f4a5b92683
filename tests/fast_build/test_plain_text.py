import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor

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


@pytest.mark.parametrize(
    "text",
    [
        "- # One\n  *two* `three`\n- four\n\n    - **five**\n\n> six [seven](/x)\n",
        "said[^1]\n\n[^1]: of a *note*\n",
        "~~gone~~ and ==seen== and a\nb",
    ],
)
def test_what_a_pattern_makes_is_looked_through_too(text):
    """What is made of a note's number has a sign that the text has not; extensions may give signs."""
    stock, quick = (
        Markdown(
            extensions=["extra"],
            extension_configs={"extra": {"footnotes": {"SUPERSCRIPT_TEXT": "*{}*"}}},
        )
        for _ in range(2)
    )
    for markdown in (stock, quick):
        markdown.delimiters.add("~", "del", smart=False, double=True)
        markdown.delimiters.add("=", "mark", smart=False, double=True)
    assert pass_over_plain_text(quick)

    assert html(quick, text) == html(stock, text)


def test_a_pattern_of_which_no_sign_is_known_is_looked_for_everywhere():
    markdown = Markdown()
    markdown.inlinePatterns.register(SubstituteTagInlineProcessor("a+", "br"), "a", 1)

    assert not pass_over_plain_text(markdown)


def test_a_pattern_of_another_extension_is_looked_for_everywhere():
    markdown = Markdown()
    markdown.inlinePatterns.register(InlineProcessor("a"), "a", 1)

    assert not pass_over_plain_text(markdown)

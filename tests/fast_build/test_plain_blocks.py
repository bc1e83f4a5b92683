import re

import pytest
from hypothesis import example, given
from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.preprocessors import Preprocessor

from fast_build.plain_blocks import look_for_html_where_it_can_be, pass_over_plain_blocks

from .markdown_texts import ARTICLES, html, texts

EXTENSIONS = ["extra", "admonition", "sane_lists", "toc", "meta"]
LINES = re.split(
    r"\s*\|\|\s*",
    r"""plain || 'quoted' || *a* || **b** || * item || - item || + item || 1. one || ٣. three || 12 || # head
    || head # || === || --- || * * * || ___ || > said || said > || [a]: /x || [a] || [^1]: note || [^1]
    || : meant || !!! note || *[A]: Abbr || A || | a | b | || |---|---| || a | b || <div> || </div>
    || <p markdown="1">a</p> || <b>a</b> || &amp; || <!-- a --> || ``` || ~~~ || {: .c } || \\* || <?php""",
)
TEXTS = texts(["", " ", "   ", "    ", "\t", "        "], LINES, ["\n", "\n\n", "  \n"])


def both(extensions=EXTENSIONS):
    stock, quick = Markdown(extensions=extensions), Markdown(extensions=extensions)
    assert look_for_html_where_it_can_be(quick)
    assert pass_over_plain_blocks(quick)
    return stock, quick


STOCK, QUICK = both()
PLAIN_STOCK, PLAIN_QUICK = both([])


@given(TEXTS)
@example("a\n\n- b\n\n    c\n")
@example("- a | b\n- | -\n- | c\n")
@example("- a\n- \xa0- b\n\n* \xa0c\n* \xa0\n")
@example("- a\n- b\n\n- c\n\n1. d\n\n- e\n- f\n\n    - g\n    - h\n")
@example("* - -\n\n- # a\n- b\n===\n\n- a\n-\n\n###### a\n\n####### b\n\n# a \\# b #\n")
@example("!!! note\n    a\n\n    b\n\nc\n")
def test_any_text_becomes_what_markdown_makes_of_it(text):
    assert html(QUICK, text) == html(STOCK, text)
    assert html(PLAIN_QUICK, text) == html(PLAIN_STOCK, text)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_article_becomes_what_markdown_makes_of_it(path):
    text = path.read_text(encoding="utf-8")

    assert html(QUICK, text) == html(STOCK, text)


def test_a_block_processor_of_another_extension_is_asked_of_every_block():
    class Other(ParagraphProcessor):
        pass

    markdown = Markdown()
    markdown.parser.blockprocessors.register(Other(markdown.parser), "other", 100)

    assert not pass_over_plain_blocks(markdown)


def test_what_another_extension_takes_for_html_is_its_own():
    markdown = Markdown()
    markdown.preprocessors.register(Preprocessor(markdown), "html_block", 20)

    assert not look_for_html_where_it_can_be(markdown)

import re
from xml.etree.ElementTree import Comment, Element, SubElement

import pytest
from hypothesis import example, given
from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.serializers import to_html_string

from fast_build.plain_trees import html_of, pass_over_idle_steps

from .markdown_texts import ARTICLES, html, texts

EXTENSIONS = ["extra", "admonition", "sane_lists", "toc", "meta"]
LINES = re.split(
    r"\s*\|\|\s*",
    r"""plain || [TOC] || # One || # One || ## [a](/b) &amp; *c* || ## Two {: #two .c } || Head || ===
    || - item || - [TOC] || 1. one || > said || a *b*{: .c } || {: #id } || {: hidden } || a {.b || \* \[TOC]
    || ``` || ``` python || ~~~ || `code {}` || <b>a</b> || <!-- a --> || <h1x markdown="1">a</h1x>
    || <div markdown="1" id="one">a</div> || a & b < c > d || [a](/b "t&\"<>") || ![a](/b) || *** || a\
    || <script>a</script> || [^1] || [^1]: note || *[A]: Abbr || A || | a | b | || |---|---| || &quot;
    || # [TOC] || # || key: value || [x]: /y || [x] || <a@b.c> || # One {: data-toc-label="L" }""",
)
TEXTS = texts(["", "", " ", "    ", "\t"], LINES, ["\n", "\n\n", "  \n", "\r\n", "\n  \n"])


def both(**more):
    stock, quick = Markdown(output_format="html", **more), Markdown(output_format="html", **more)
    passed = pass_over_idle_steps(quick)
    return stock, quick, passed


STOCK, QUICK, PASSED = both(extensions=EXTENSIONS)
NO_MARKER = both(
    extensions=EXTENSIONS,
    extension_configs={"toc": {"marker": "", "permalink": True, "toc_depth": "2-3"}},
)
PLAIN = both()


@given(TEXTS)
@example("# One\n\n[TOC]\n\n## Two\n")
@example("a\x02b\n \n# \\*\n")
@example("# One two\n\n## One, two\n\n# One two\n\n***\n\n## a_1\n")
@example("# One\n\n# Two\n\na *b*{: #one }\n\n#\n\n# Ὕ  é\n")
@example('# One\n\n<header markdown="1" class="c">a</header>\n\n# Two [a](/b "c")\n')
def test_any_text_becomes_what_markdown_makes_of_it(text):
    for stock, quick, _ in ((STOCK, QUICK, PASSED), NO_MARKER, PLAIN):
        assert html(quick, text) == html(stock, text)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_article_becomes_what_markdown_makes_of_it(path):
    text = path.read_text(encoding="utf-8")

    assert html(QUICK, text) == html(STOCK, text)


def test_each_of_the_steps_is_asked_first():
    assert {name.rpartition(".")[2] for name in PASSED} == {
        "NormalizeWhitespace",
        "FencedBlockPreprocessor",
        "AttrListTreeprocessor",
        "TocTreeprocessor",
        "UnescapeTreeprocessor",
    }


def test_where_another_extension_may_look_at_the_contents_they_are_made():
    class Shows(Postprocessor):
        def run(self, text):
            return text + self.md.toc

    markdown = Markdown(extensions=["toc"])
    markdown.postprocessors.register(Shows(markdown), "shows", 1)
    pass_over_idle_steps(markdown)

    assert '<a href="#one">One</a>' in markdown.convert("# One")


def test_where_another_serializer_writes_headings_their_names_are_made_of_what_it_writes():
    def written(quick):
        markdown = Markdown(extensions=["toc"])
        markdown.serializer = lambda tree: to_html_string(tree).replace("One", "1")
        if quick:
            pass_over_idle_steps(markdown)
        return markdown.convert("# One")

    assert written(quick=True) == written(quick=False) == '<h1 id="1">1</h1>'


def test_a_step_of_another_extension_is_taken_always():
    class Fences(type(Markdown(extensions=["fenced_code"]).preprocessors["fenced_code_block"])):
        def run(self, lines):
            return ["taken"]

    markdown = Markdown(extensions=["fenced_code"])
    markdown.preprocessors.register(Fences(markdown, {}), "fenced_code_block", 25)
    pass_over_idle_steps(markdown)

    assert markdown.convert("text") == "<p>taken</p>"


def test_any_tree_is_written_as_markdown_writes_it():
    deep = Element("div")
    end = deep
    for _ in range(2000):
        end = SubElement(end, "b")
    end.text = "<&>"
    with_a_comment = Element("p", {"title": '"&<', "hidden": "hidden", "b": "b"})
    with_a_comment.append(Comment("a"))
    with_a_comment.tail = "a & b"
    raw = Element("script")
    raw.text = "a < b"
    empty = Element("BR")
    empty.text = "a"
    for tree in (deep, with_a_comment, raw, empty):
        assert html_of(tree) == to_html_string(tree)

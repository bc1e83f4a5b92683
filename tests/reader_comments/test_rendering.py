import time

import pytest
from markdown.extensions import Extension

from reader_comments.rendering import Tangled, renderer
from tests.reader_comments.builders import MARKDOWN

render = renderer(MARKDOWN)


def test_markdown_becomes_html():
    assert render("I *did* it.\n\n- one\n- two") == (
        "<p>I <em>did</em> it.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
    )


def test_a_line_stays_a_line():
    assert render("one\ntwo") == "<p>one<br>\ntwo</p>"


def test_nothing_is_a_heading():
    assert render("#1 is right\n\nso\n==") == "<p>#1 is right</p>\n<p>so<br>\n==</p>"


def test_code_keeps_its_signs_and_loses_its_class():
    assert render("```python\na < b\n```") == "<pre><code>a &lt; b\n</code></pre>"


def test_what_one_comment_defines_the_next_does_not_know():
    render("[x]: https://example.org\n\n[x]")

    assert render("[x]") == "<p>[x]</p>"


def test_typography_is_applied_where_it_is_given():
    assert renderer(MARKDOWN, str.upper)("a") == "<p>A</p>"


@pytest.mark.parametrize("text", ["[" * 1001, "![" * 10_000, "1. " * 5000, "> " * 10_000 + "x"])
def test_tangled_text_is_refused_or_rendered_before_anyone_wonders(text):
    began = time.process_time()
    try:
        html = render(text)
    except Tangled as error:
        html = str(error)

    assert html
    assert time.process_time() - began < 5  # of the processor: others may be at work


def test_what_is_tangled_is_named():
    with pytest.raises(Tangled, match="it has more than 1,000 square brackets"):
        render("[" * 1001)
    with pytest.raises(Tangled, match="its lists or quotations are nested too deeply"):
        render("1. " * 5000)


def test_a_tangled_comment_does_no_harm_to_the_next():
    with pytest.raises(Tangled):
        render("1. " * 5000)

    assert render("after it") == "<p>after it</p>"


def test_whatever_markdown_breaks_on_is_a_fault_of_the_text():
    class Breaking(Extension):
        def extendMarkdown(self, md):
            md.preprocessors.register(self, "breaking", 0)

        def run(self, lines):
            raise KeyError(lines)

    with pytest.raises(Tangled, match="Markdown breaks on it, with a KeyError"):
        renderer({"extensions": [Breaking()]})("x")

import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from reader_comments.cleaning import REL, TAGS, TYPOGRAPHY, cleaned
from reader_comments.rendering import Tangled, renderer
from reader_comments.typography import typographer
from tests.reader_comments.builders import MARKDOWN

TYPESET = typographer((), (), "default")


def test_what_people_write_comes_through():
    html = (
        '<p>I <em>did</em> <b>it</b>:<br>\n<a href="https://example.org/?a=b&amp;c=d" '
        f'rel="{REL}">here</a></p>\n<blockquote>\n<p>Well?</p>\n</blockquote>'
        "<ul>\n<li><code>a &lt; b</code></li>\n</ul><pre>x</pre>"
    )

    assert cleaned(html) == html
    assert isinstance(cleaned(html), Markup)


def test_ids_classes_styles_and_pictures_go():
    html = '<p id="main" class="a" style="color: red" title="b" lang="c">See <img src="https://example.org/a.png"></p>'

    assert cleaned(html) == "<p>See </p>"


def test_scripts_go_with_their_words_and_headings_without_them():
    assert cleaned("<script>alert(1)</script><h2>Well</h2><svg><text>x</text></svg>") == "Well"


def test_a_page_can_not_be_closed_from_within():
    assert cleaned("<p>a</p></div></article></body></html><p>b") == "<p>a</p><p>b</p>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt&#58;alert(1)",
        "java&#10;script:x",
        "vbscript:x",
        "data:text/html,x",
        "/about/",
        "//example.org/",
        "#x",
        "{filename}a.md",
        "",
        "http:foo",
        "https://bank.example@other.example/",
    ],
)
def test_of_a_link_to_elsewhere_only_the_words_stay(address):
    assert cleaned(f'<a href="{address}">the <em>words</em></a>') == "the <em>words</em>"


def test_links_to_the_web_and_to_mail_stay_with_our_own_rel():
    assert cleaned('<a rel="me" target="_blank" href="HTTPS://example.org">x</a>') == (
        f'<a href="HTTPS://example.org" rel="{REL}">x</a>'
    )
    assert cleaned('<a href="mailto:a@example.org">x</a>') == (
        f'<a href="mailto:a@example.org" rel="{REL}">x</a>'
    )


def test_characters_that_a_feed_can_not_hold_go_even_where_they_came_by_number():
    assert cleaned("a&#8;b&#xFFFE;c&#0;d\x85") == "abc\ufffdd"


def test_typography_adds_its_own_spans_and_no_one_else_does():
    assert cleaned('<p>"NASA" &amp; <span class="caps">us</span></p>', TYPESET) == (
        '<p><span class="dquo">“</span><span class="caps">NASA</span>” '
        '<span class="amp">&amp;</span>&nbsp;us</p>'
    )


def test_what_typography_does_wrong_is_cleaned_as_well():
    assert cleaned("<p>a</p>", lambda html: html + "<script>x</script>" + "<i onclick=x>b</i>") == (
        "<p>a</p><i>b</i>"
    )


class Inspector(HTMLParser):
    """Reads HTML with a parser that has nothing in common with nh3's, and notes what is in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.oddities: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.oddities.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def assert_harmless(html: str, typeset: bool) -> None:
    found = Inspector(html)
    assert found.oddities == []
    for tag, attributes in found.elements:
        assert tag in TAGS or (typeset and tag == "span"), html
        if tag == "a":
            assert attributes.keys() == {"href", "rel"}, html
            assert attributes["rel"] == REL
            # A browser leaves out white space and control characters before it looks at a scheme.
            address = re.sub(r"[\x00-\x20]", "", attributes["href"]).lower()
            assert address.startswith(("http://", "https://", "mailto:")), html
        elif tag == "span":
            assert attributes.keys() == {"class"}, html
            assert attributes["class"] in TYPOGRAPHY["span"]
        else:
            assert attributes == {}, html
    assert "<script" not in html.lower()
    ElementTree.fromstring(f"<content>{escape(html)}</content>")


FRAGMENTS = Path(__file__).with_name("hostile.txt").read_text(encoding="utf-8").split("\n")
SIGNS = list("\"'`=/><\\&;:()[]{}!#*_~|-\n\t \x00\x0b\u2028\u202e\ufeff\ufffe")
HOSTILE = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(SIGNS), st.text(max_size=5)),
    max_size=20,
).map("".join)


@given(HOSTILE)
@example('<a><table><tr><td><a href="https://e.org">x</a></td></tr></table>y</a>')
@example('<a href="https://e.org/\'&quot;><script>x</script>&quot;">x</a>')
@example('<a href="javascript:x"><table><a href="javascript:x"><table><a href="x">')
@example("<svg><style><img src=x onerror=alert(1)></style></svg>")
def test_no_html_gets_a_script_a_handler_or_a_script_address_past(html):
    assert_harmless(cleaned(html), typeset=False)


@given(HOSTILE)
@example('<a href="https://e.org/?a=&quot;NASA&quot; & \'x\'">"AB" & c</a>')
def test_typography_makes_no_gap(html):
    assert_harmless(cleaned(html, TYPESET), typeset=True)


@given(HOSTILE)
@example("[x]: javascript:alert(1)\n\n[x]")
@example("<javascript:alert(1)>")
def test_no_markdown_gets_anything_past(text):
    try:
        html = renderer(MARKDOWN, TYPESET)(text)
    except Tangled:
        return
    assert_harmless(html, typeset=True)

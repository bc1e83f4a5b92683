"""What is faster than typogrify says what typogrify says."""

import re

import pytest
import smartypants
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from typogrify import filters

from fast_build.typography import typogrify
from tests.conftest import ROOT

ARTICLES = sorted((ROOT / "content/articles").glob("*.md"))
# What the patterns of typogrify and smartypants look for, and what stands around it.
PIECES = re.split(
    r"(?<=\S) (?=\S)",
    """" ' a s S AB D.O.T. 80s 1 - -- --- ... &quot; &amp; & &nbsp; &#8211; &mdash; <p> </p> <em>
    </em> <b> </b> <code> </code> <pre> </pre> <kbd> </kbd> <!--x--> <!--a--b--> < > \\ \\B `` ''
    . , ( [ é _ <script> </script> <h2> </h2> <li> <a href="x"> </a> <math> </math> 's ! &&#x2013;""",
)
TEXTS = st.lists(
    st.sampled_from([*map(str.strip, PIECES), " ", " ", "\n", "\xa0", "word "]) | st.characters()
).map("".join)


@pytest.fixture(autouse=True)
def _as_pelican_sets_it(monkeypatch):
    monkeypatch.setattr(
        smartypants, "default_smartypants_attr", smartypants.Attr.set1 | smartypants.Attr.w
    )


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_article_is_set_as_typogrify_sets_it(path):
    html = Markdown(extensions=["extra", "toc", "meta", "admonition"]).convert(
        path.read_text(encoding="utf-8")
    )

    assert typogrify(html) == filters.typogrify(html)


@given(TEXTS)
@example('"--')
@example("a\0b <em>'</em>")
@example("a'\xa0' b'\u2003'c")
def test_any_text_is_set_as_typogrify_sets_it(text):
    assert typogrify(text) == filters.typogrify(text)


@given(
    TEXTS,
    # More than one with a class or an id makes a pattern that typogrify itself can't compile.
    st.sampled_from([[], ["p"], ["p", "h2"], ["p.lead"], ["#top"], ["h2", "p.lead"]]),
    st.dictionaries(
        st.sampled_from(["amp", "smartypants", "caps", "initial_quotes", "widont"]), st.booleans()
    ),
)
def test_tags_to_ignore_and_filters_to_leave_out_count_as_in_typogrify(text, ignored, wanted):
    assert typogrify(text, ignored, **wanted) == filters.typogrify(text, ignored, **wanted)


@pytest.mark.parametrize("name", ["set0", "set1", "set2", "set3"])
@given(text=TEXTS)
def test_every_way_of_dashes_is_as_in_typogrify(name, text):
    before = smartypants.Attr.default
    smartypants.Attr.default = getattr(smartypants.Attr, name)
    try:
        assert typogrify(text) == filters.typogrify(text)
    finally:
        smartypants.Attr.default = before


def test_a_filter_that_typogrify_does_not_know_is_refused_as_there():
    with pytest.raises(TypeError, match="bold"):
        typogrify("text", bold=True)

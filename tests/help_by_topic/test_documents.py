from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import partial

import pytest
from markupsafe import Markup

from help_by_topic import documents, side_by_side
from help_by_topic.documents import Documents
from help_by_topic.told import Told, digest_of

DATE = datetime(2026, 11, 22, tzinfo=UTC)
CONTENT = os.path.abspath("content")


def seen(slug, html="<p>Text.</p>", **other):
    """What is seen of an article, as `Seen` has it, but for its HTML."""
    own = {"title": "A title", "date": DATE, "lang": "en", "source": f"{CONTENT}/a/{slug}.md"}
    own |= {"related": None, "html": html, "topics": ("Bread",), **other}
    return slug, *own.values()


def told(*articles, **more):
    """The articles, with a page `more` that has a slug."""
    slugs_at = {f"a/{article[0]}.md": article[0] for article in articles}
    return Told([*articles], slugs_at | more, CONTENT)


def html_in(told_, slug):
    [html] = [article[6] for article in told_.articles if article[0] == slug]
    return html


def made(kept, told_, may_be_read=True):
    """The documents that are made by `kept`, a `Documents`, which reads no text if it may not."""

    def html_of(slug):
        assert may_be_read, f"asked for the text of {slug}"
        return html_in(told_, slug)

    return {document.slug: document for document in kept.of(told_.digested(), html_of)}


def facts(document):
    return {name: value for name, value in vars(document).items() if name != "_read"}


def anew(told_):
    """All that is known of the documents, where nothing was known before, by their slugs."""
    documents_ = made(Documents(None), told_)
    return {slug: (document.digest(), facts(document)) for slug, document in documents_.items()}


def again(path, told_, may_be_read=True):
    """The same, by whoever goes on from what `path` keeps, and keeps it."""
    kept = Documents(path)
    kept.recall()
    documents_ = made(kept, told_, may_be_read)
    found = {slug: (document.digest(), facts(document)) for slug, document in documents_.items()}
    kept.keep()
    return found


LINKING = seen(
    "linking", '<p>See <a href="{filename}two.md">two</a>.</p>', related="two, gone", title="L"
)
TOLD = told(seen("one", "<p>One <a href='b'>link</a>.</p>"), seen("two", "<p>Two.</p>"), LINKING)

ANEW = anew(TOLD)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "cache/documents"
    again(path, TOLD)
    return path


def test_a_document_has_the_words_without_the_markup_and_the_links_to_articles():
    html = """<p>Call <a href="{filename}two.md">two</a>, <a href="{filename}/a/three.md#x">three</a>,
    <a href="{filename}../a/four.md?x=1">4</a>, <a href="{filename}page.md">or</a>
    <a href="/a/five.md">not</a>.</p>"""
    others = [seen(slug) for slug in ("two", "three", "four", "five")]
    article = seen("one", html, title="Say <em>no</em>", related=["two, gone", "five"])

    document = made(Documents(None), told(article, *others, **{"a/page.md": "page"}))["one"]

    assert (document.title, document.topics, document.date) == ("Say no", ("Bread",), DATE)
    assert document.text.split() == ["Call", "two,", "three,", "4,", "or", "not."]
    assert document.links == {"two", "three", "four"}
    assert document.chosen == ("two", "five")


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Don&#8217;t  wait&nbsp;now",
            "A &amp; B",
            "&amp;nbsp; &amp;#8217;",
            "R&D",
            "&nbsp",
            "&#8217",
        ),
        *("<em>Say</em> &#8217;no&#8217; &lt;", "A\xa0 title", " &nbsp; "),
    ],
)
def test_a_title_is_what_a_reader_sees(title):
    document = made(Documents(None), told(seen("one", title=title)))["one"]
    assert document.title == Markup(title).striptags()


def test_what_looks_as_it_did_is_neither_read_nor_made_again(path, monkeypatch):
    before = path.stat().st_mtime_ns
    monkeypatch.setattr(Documents, "_made", None)
    assert again(path, TOLD, may_be_read=False) == ANEW
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Another"},
        {"date": datetime(2020, 1, 1, tzinfo=UTC)},
        {"lang": "de"},
        {"related": "one"},
        {"topics": ("Bread", "Soil")},
        {"source": f"{CONTENT}/b/two.md"},
        {"html": '<p>Two <a href="{filename}one.md"></a></p>'},
    ],
)
def test_one_that_looks_otherwise_is_another_document(path, other):
    after = told(TOLD.articles[0], seen("two", **{"html": "<p>Two.</p>", **other}), LINKING)
    found = again(path, after, may_be_read="html" in other)
    assert found == anew(after)
    assert again(path, after, may_be_read=False) == found


def test_what_links_lead_to_may_change_without_the_article(path):
    one, two, linking = TOLD.articles
    gone = seen("gone", two[6])
    for after in (
        told(one, linking),
        TOLD,
        told(one, two, gone, linking),
        Told(TOLD.articles, {"a/two.md": "one"}, CONTENT),
        told(*TOLD.articles, more="a page"),
    ):
        assert again(path, after) == anew(after)


def test_another_ranking_of_the_same_build_is_not_mixed_up_with_that_of_before(path):
    kept = Documents(path)
    kept.recall()
    after = Told(TOLD.articles, {"a/two.md": "one"}, CONTENT)
    for _ in range(2):
        documents_ = made(kept, after, may_be_read=False)
        assert documents_["linking"].links == {"one"}


def test_a_text_is_known_whoever_has_it(path):
    moved = told(seen("moved", "<p>Two.</p>"))
    assert again(path, moved, may_be_read=False) == anew(moved)


def test_those_whose_texts_are_unknown_are_told(path):
    after = told(seen("new", "<p>New.</p>"), *TOLD.articles).digested()
    assert Documents(path).unknown(after) == ["new"]
    assert Documents(None).unknown(after) == ["new", "one", "two", "linking"]


def test_texts_that_are_read_ahead_by_several_processes_are_not_read_again(path, monkeypatch):
    monkeypatch.setattr(side_by_side, "processors", lambda: 2)
    monkeypatch.setattr(
        side_by_side, "_is_alone", lambda: True
    )  # whatever other tests left running
    monkeypatch.setattr(documents, "FEWEST", 1)
    after = told(seen("new", "<p>New"), seen("newer", "Newer"), *TOLD.articles)
    kept = Documents(path)
    kept.recall()
    kept.read_ahead(after.digested(), partial(html_in, after))
    found = made(kept, after, may_be_read=False)
    assert {slug: (document.digest(), facts(document)) for slug, document in found.items()} == anew(
        after
    )
    assert (found["new"].text, found["newer"].text) == ("New", "Newer")


def test_after_they_are_kept_all_are_known_again(path):
    kept = Documents(path)
    kept.recall()
    after = told(seen("new", "<p>New.</p>"), *TOLD.articles)
    made(kept, after)
    kept.keep()
    assert kept.recall()
    assert made(kept, after, may_be_read=False).keys() == {"new", "one", "two", "linking"}


def test_what_is_gone_is_forgotten(path):
    again(path, told(TOLD.articles[0]))
    assert Documents(path).unknown(TOLD.digested()) == ["two", "linking"]


@pytest.mark.parametrize("damaged", [0, 10, 100, 300, -40, -1])
def test_damage_costs_time_and_nothing_else(path, damaged):
    content = bytearray(path.read_bytes())
    content[damaged] ^= 0x55
    for harmed in (bytes(content), bytes(content[:damaged]), b"\xff" + bytes(content)):
        path.write_bytes(harmed)
        assert again(path, TOLD) == ANEW


def test_other_code_knows_nothing(path, monkeypatch):
    monkeypatch.setattr(documents, "documents_version", lambda: "other")
    assert not Documents(path).are_kept
    assert not Documents(path).recall()


def test_where_nothing_can_be_written_texts_are_read(tmp_path):
    (tmp_path / "file").write_text("in the way")
    for _ in range(2):
        assert again(tmp_path / "file/documents", TOLD) == ANEW


def test_a_digest_is_that_of_the_text():
    assert digest_of("One") == digest_of("One") != digest_of("one")
    assert len(digest_of("\ud800")) == 16

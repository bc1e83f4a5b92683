from types import SimpleNamespace

import pytest

from help_by_topic.in_rows import InRows
from help_by_topic.reading_on import RelatedArticle
from help_by_topic.related import PickRows

ROWS = PickRows(
    slugs=["a", "b", "c"],
    sizes=[2, 1, 0],
    picks=[1, 2, 0],
    why=[0, 1, 1],
    reasons=[("topic", ("Bread",)), ("recent", ())],
)
SOURCES = {slug: f"/site/{slug}.md" for slug in "abc"}
WORDS = [("topic", "Also about Bread"), ("recent", "New")]


def article(slug, translations=()):
    # Equal to none but itself, as Pelican's articles are.
    return type("Article", (SimpleNamespace,), {"__hash__": object.__hash__})(
        slug=slug, translations=translations
    )


def in_rows(articles, rows=ROWS, wording=b"English"):
    return InRows(rows, rows.digests(SOURCES), articles, WORDS, wording)


def test_each_article_and_its_translations_have_what_stands_in_its_row():
    auf_deutsch = article("a")
    a, b, c = articles = [article("a", [auf_deutsch]), article("b"), article("c")]
    shown = in_rows(articles)
    of_a = (RelatedArticle(b, *WORDS[0]), RelatedArticle(c, *WORDS[1]))
    assert dict(shown) == {a: of_a, auf_deutsch: of_a, b: (RelatedArticle(a, *WORDS[1]),), c: ()}
    assert shown[a] is shown[auf_deutsch]
    assert shown.get(article("d"), ()) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "abc"),
        ({"picks": [1, 2, 2]}, "ac"),
        ({"picks": [2, 1, 0]}, "bc"),
        ({"why": [1, 1, 1]}, "bc"),
        ({"sizes": [2, 0, 1]}, "a"),
        ({"reasons": [("topic", ("Salt",)), ("recent", ())]}, "bc"),
        ({"reasons": [*ROWS.reasons[::-1], ("place", ())], "why": [1, 0, 0]}, "abc"),
        ({"slugs": ["a", "b", "d"]}, "bc"),
    ],
)
def test_what_stands_for_a_row_is_the_same_where_all_in_it_is(change, expected):
    articles = [article(slug) for slug in "abc"]
    before = in_rows(articles)
    rows = ROWS._replace(**change)
    sources = {**SOURCES, "d": "/site/d.md"}
    after = InRows(rows, rows.digests(sources), articles, WORDS, b"English")
    same = [each.slug for each in articles if before.stands_for(each) == after.stands_for(each)]
    assert "".join(same) == expected


def test_other_words_are_another_thing_and_nothing_stands_for_nothing():
    a, *_ = articles = [article(slug) for slug in "abc"]
    assert in_rows(articles).stands_for(a) != in_rows(articles, wording=b"Deutsch").stands_for(a)
    assert in_rows(articles).stands_for(article("d")) is None

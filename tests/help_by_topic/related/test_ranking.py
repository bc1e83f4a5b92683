"""The promises, each on whole collections. See `choosing` for their order."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help_by_topic.related import Document, Pick, UnreadDocument, explain, related_articles
from tests.help_by_topic.related.collections_made import NOON, collection, document

unhurried = settings(deadline=None)  # a busy machine is no fault

SLUGS = "abcdefgh"
WORDS = ["offer", "salary", "panel", "nerves", "面接", "αβγ", "the", "of"]
some_words = st.lists(st.sampled_from(WORDS), max_size=9)
some_keys = st.sampled_from(["", "", "t"])
some_slugs = st.lists(st.sampled_from(SLUGS), max_size=4)


@st.composite
def collections(draw, chosen=some_slugs, translation_of=some_keys):
    return [
        Document(
            slug=slug,
            title=" ".join(draw(some_words)),
            text=" ".join(draw(some_words)),
            topics=tuple(draw(st.lists(st.sampled_from(["Offers", "Nerves"]), max_size=2))),
            date=NOON.replace(day=draw(st.integers(1, 3))),
            links=frozenset(draw(some_slugs)),
            chosen=tuple(draw(chosen)),
            lang=draw(st.sampled_from(["en", "fr", "", "xx"])),
            translation_of=draw(translation_of),
        )
        for slug in SLUGS[: draw(st.integers(0, len(SLUGS)))]
    ]


def same_article(one: Document, other: Document) -> bool:
    return one is other or bool(one.translation_of and one.translation_of == other.translation_of)


def slugs(picks) -> dict[str, list[str]]:
    return {slug: [pick.slug for pick in picks[slug]] for slug in picks}


@unhurried
@given(collections(), st.integers(0, 6))
def test_the_authors_picks_come_first_in_their_order_and_always_stand(documents, limit):
    by_slug = {one.slug: one for one in documents}
    for slug, picks in related_articles(documents, limit).items():
        one = by_slug[slug]
        chosen = [
            other
            for other in dict.fromkeys(one.chosen)
            if other in by_slug and not same_article(one, by_slug[other])
        ]
        assert [pick.slug for pick in picks[: len(chosen)]] == chosen
        assert [pick.kind == "author" for pick in picks] == [
            place < len(chosen) for place in range(len(picks))
        ]


@unhurried
@given(collections(), st.integers(1, 6))
def test_no_article_is_without_a_pick_where_there_is_another_article(documents, limit):
    picks = related_articles(documents, limit)
    for one in documents:
        others = [other for other in documents if not same_article(one, other)]
        assert bool(picks[one.slug]) == bool(others)


@unhurried
@given(collections(), st.integers(1, 6))
def test_nothing_is_offered_itself_nor_its_translation_nor_anything_twice(documents, limit):
    by_slug = {one.slug: one for one in documents}
    for slug, picks in slugs(related_articles(documents, limit)).items():
        assert not any(same_article(by_slug[slug], by_slug[other]) for other in picks)
        assert len(picks) == len(set(picks))


@unhurried
@given(collections(chosen=st.just([]), translation_of=st.just("")), st.integers(1, 6))
def test_every_article_is_picked_by_another(documents, limit):
    picks = slugs(related_articles(documents, limit))
    if len(documents) > 1:
        assert {other for row in picks.values() for other in row} == set(picks)
    assert all(len(row) == min(limit, len(documents) - 1) for row in picks.values())


@unhurried
@given(collections(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_matter(documents, chance):
    shuffled = chance.sample(documents, len(documents))
    assert related_articles(shuffled) == related_articles(documents)


def test_the_picks_are_the_same_in_every_process():
    root = Path(__file__).parents[3]
    code = (
        "from tests.help_by_topic.related.collections_made import collection;"
        "from help_by_topic.related import related_articles;"
        "print(related_articles(collection(40)))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": os.pathsep.join([str(root), str(root / "plugins")]),
            },
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(printed) == 1


def test_what_has_nothing_in_common_comes_only_where_nothing_else_is_left():
    documents = [
        document("offer-one", "salary range counter", "Offers"),
        document("offer-two", "salary range letter", "Offers"),
        document("gardening", "tulips compost spade"),
        document("sailing", "mainsheet keel tiller"),
    ]
    picks = related_articles(documents)
    assert [(pick.slug, pick.kind) for pick in picks["offer-one"]] == [
        ("offer-two", "terms"),
        ("gardening", "recent"),
        ("sailing", "recent"),
    ]


def test_an_article_linked_in_the_text_is_not_repeated_under_it():
    documents = collection(30)
    first = slugs(related_articles(documents))["article-0"]
    linking = replace(documents[0], links=frozenset(first[:2]))
    after = slugs(related_articles([linking, *documents[1:]]))["article-0"]
    assert not set(first[:2]) & set(after)


def test_an_article_that_links_here_is_picked_here():
    documents = collection(30)
    far = slugs(related_articles(documents, limit=29))["article-0"][-1]
    linking = [
        replace(one, links=frozenset({"article-0"})) if one.slug == far else one
        for one in documents
    ]
    before, after = (
        slugs(related_articles(some, limit=29))["article-0"].index(far)
        for some in (documents, linking)
    )
    assert after < before


def test_a_linked_article_is_repeated_where_nothing_is_better():
    documents = [document("a", "salary", links=frozenset("b")), document("b", "salary")]
    assert slugs(related_articles(documents)) == {"a": ["b"], "b": ["a"]}


@pytest.mark.parametrize("size", [0, 1, 2, 3, 5, 60])
@pytest.mark.parametrize("text", [None, "", "all the same salary range"])
def test_small_alike_and_empty_collections_keep_the_promises(size, text):
    documents = collection(size)
    if text is not None:
        documents = [replace(one, text=text, title="Same", topics=()) for one in documents]
    assert_whole(documents)


def test_three_hundred_articles_in_a_language_without_spaces_keep_to_their_subject():
    chance = random.Random(1)
    documents = []
    for number in range(300):
        subject = 0x5000 + 50 * (number % 10)  # fifty characters of its own
        sentences = (
            "".join(chr(subject + chance.randrange(50)) for _ in range(12)) for _ in range(40)
        )
        documents.append(document(f"n{number}", "。".join(sentences), title="話", lang="ja"))
    picks = assert_whole(documents)
    strays = [
        (slug, pick.slug)
        for slug in picks
        for pick in picks[slug]
        if slug[-1] != pick.slug[-1] or pick.kind != "terms"
    ]
    assert strays == []


def assert_whole(documents: list[Document]) -> dict[str, tuple[Pick, ...]]:
    """Five picks for each article, or all others, and each article picked by another."""
    picks = related_articles(documents)
    rows = slugs(picks)
    assert set(rows) == {one.slug for one in documents}
    for slug, row in rows.items():
        assert len(set(row) - {slug}) == len(row) == min(5, len(documents) - 1)
    if len(documents) > 1:
        assert {other for row in rows.values() for other in row} == set(rows)
    return picks


def test_a_small_edit_changes_few_picks_elsewhere():
    documents = collection(60)
    before = slugs(related_articles(documents))
    edited = replace(documents[7], text=documents[7].text + " salary negotiation letter")
    after = slugs(related_articles([*documents[:7], edited, *documents[8:]]))
    changed = sum(
        len(set(before[slug]) - set(after[slug])) for slug in before if slug != edited.slug
    )
    assert changed <= 12  # of 295


@unhurried
@given(collections())
def test_reasons_name_topics_and_words_that_both_have(documents):
    by_slug = {one.slug: one for one in documents}
    for slug, picks in related_articles(documents).items():
        for pick in picks:
            one, other = by_slug[slug], by_slug[pick.slug]
            said = [f"{each.title} {each.text}" for each in (one, other)]
            assert {
                "author": pick.detail == () and pick.slug in one.chosen,
                "topic": pick.detail and {*pick.detail} <= {*one.topics} & {*other.topics},
                "terms": 1 <= len(pick.detail) <= 2
                and all(term in text for term in pick.detail for text in said[:1]),
                "place": pick.detail == other.topics[:1] and not {*one.topics} & {*other.topics},
                "recent": pick.detail == (),
            }[pick.kind]


def test_two_articles_of_one_slug_are_refused():
    with pytest.raises(ValueError, match=r"^Two articles have the slug 'a'. Rename one of them.$"):
        related_articles([document("a"), document("a")])


def test_explain_tells_what_made_the_picks_and_who_picks_the_article():
    documents = [
        document("one", "salary range counter", "Offers", chosen=("far",)),
        document("two", "salary range letter", "Offers"),
        document("far", "tulips compost spade"),
    ]
    found = explain(documents, "one")
    picks = related_articles(documents)
    assert found.picks == picks["one"]
    assert [(pick.slug, pick.kind) for pick in found.picks] == [("far", "author"), ("two", "terms")]
    assert found.picked_by == ("far", "two")
    assert [pick.slug for pick in found.without_author] == ["two", "far"]
    assert {term for term, _ in found.terms["two"]} == {"Offers", "salary", "range", "salary range"}
    assert found.terms["far"] == ()


def test_explain_refuses_an_article_that_is_not_there():
    with pytest.raises(KeyError, match="nowhere"):
        explain([document("a")], "nowhere")


def test_a_document_that_is_read_when_asked_for_is_as_one_that_was_read():
    rest = {"slug": "a", "title": "A", "topics": ("t",), "date": NOON}
    read = Document(text="Words of it.", **rest)
    asked = []
    unread = UnreadDocument.of(lambda: asked.append(1) or read.text, read.text_digest(), **rest)

    assert unread.digest() == read.digest()
    assert not asked
    assert replace(unread, chosen=("b",)) == UnreadDocument(
        text="Words of it.", chosen=("b",), **rest
    )
    asked.clear()
    assert unread.text == read.text
    assert asked == [1]

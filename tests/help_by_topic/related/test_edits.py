"""Sameness: whatever is edited, a ranking that remembers the last one equals one that starts cold."""

from __future__ import annotations

import random
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from help_by_topic import side_by_side
from help_by_topic.related import Document, neighbours, related_articles, showing
from help_by_topic.related import collection as collection_
from help_by_topic.related.cache import recall
from tests.help_by_topic.related.collections_made import NOON, THEMES, collection, document

some = settings(deadline=None, max_examples=40)  # a busy machine is no fault
WORDS = " ".join(THEMES.values()).split()


@contextmanager
def few_kept(places: int):
    """Few neighbours, so that a small collection is to this what a large one is to the site."""
    with (
        patch.object(neighbours, "KEPT", 5),
        patch.object(neighbours, "CANDIDATES", 7),
        patch.object(neighbours, "PLACES", places),
    ):
        yield


@contextmanager
def forked():
    """All that may be made in other processes is made there, however little it is."""
    with (
        patch.object(side_by_side, "processors", lambda: 2),
        patch.object(side_by_side, "_is_alone", lambda: True),  # whatever other tests left running
        patch.object(collection_, "_FEWEST", 1),
        patch.object(neighbours, "_FEWEST", 1),
        patch.object(showing, "_FEWEST", 1),
    ):
        yield


def some_text(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.choice([0, 1, 5, 60])))


def new_slug(documents: list[Document]) -> str:
    taken = {one.slug for one in documents}
    return next(slug for n in count() if (slug := f"new-{n}") not in taken)


def some_slug(documents: list[Document], chance: random.Random) -> str:
    return chance.choice(documents).slug if documents else "nobody"


EDITS = {
    "body": lambda one, _, chance: replace(one, text=some_text(chance)),
    "a few words more": lambda one, _, chance: replace(
        one, text=f"{one.text} {' '.join(chance.choices([*WORDS, 'brandnew', 'other'], k=3))}"
    ),
    "title": lambda one, _, chance: replace(one, title=some_text(chance)[:30]),
    "topics": lambda one, _, chance: replace(
        one, topics=tuple(chance.sample([*THEMES, "Leaving"], chance.randrange(3)))
    ),
    "date": lambda one, _, chance: replace(one, date=NOON - timedelta(days=chance.randrange(3))),
    "links": lambda one, all_, chance: replace(
        one, links=frozenset(some_slug(all_, chance) for _ in range(chance.randrange(3)))
    ),
    "chosen": lambda one, all_, chance: replace(
        one, chosen=tuple(some_slug(all_, chance) for _ in range(chance.randrange(4)))
    ),
    "language": lambda one, _, chance: replace(one, lang=chance.choice(["en", "de", "", "pt-BR"])),
    "translation": lambda one, _, chance: replace(one, translation_of=chance.choice(["", "x"])),
    "slug": lambda one, all_, _: replace(one, slug=new_slug([one, *all_])),
}


def edited(documents: list[Document], kind: str, chance: random.Random) -> list[Document]:
    number = chance.randrange(len(documents)) if documents else 0
    rest = documents[:number] + documents[number + 1 :]
    if kind == "remove":
        return rest
    if kind == "add" or not documents:
        return [*documents, document(new_slug(documents), some_text(chance), lang="")]
    if kind == "twin":
        return [*documents, replace(documents[number], slug=new_slug(documents))]
    return [*rest, EDITS[kind](documents[number], rest, chance)]


some_edits = st.lists(st.sampled_from([*EDITS, "add", "remove", "twin"]), max_size=8)


@some
@example(5, ["remove"], 1, 0)  # with fewer than are kept, there is less to find each time
@given(st.integers(0, 40), some_edits, st.integers(1, 6), st.integers(0))
def test_after_any_series_of_edits_the_picks_are_those_of_a_cold_ranking(size, edits, limit, seed):
    documents, chance = collection(size, seed), random.Random(seed)
    other = forked() if chance.random() < 0.3 else nullcontext()
    with TemporaryDirectory() as folder, few_kept(chance.choice([0, 60])):
        cache = Path(folder) / "related"
        with other:
            related_articles(documents, limit, cache)
        for edit in edits:
            for _ in range(chance.choice([1, 1, 1, 4])):
                documents = edited(documents, edit, chance)
            cold = related_articles(documents, limit)
            assert related_articles(documents, limit, cache) == cold
            assert related_articles(documents, limit, cache) == cold  # and unchanged


@some
@given(st.integers(0, 40), some_edits, st.integers(0))
def test_what_several_processes_make_is_what_one_makes(size, edits, seed):
    documents, chance = collection(size, seed), random.Random(seed)
    for edit in edits:
        documents = edited(documents, edit, chance)
    with few_kept(chance.choice([0, 60])):
        alone = related_articles(documents)
        with forked():
            assert related_articles(documents) == alone


@some
@given(st.integers(1, 30), st.integers(0), st.binary(max_size=3), st.sampled_from("cox"))
def test_a_file_that_is_damaged_anywhere_does_no_harm(size, place, bytes_, how):
    documents = collection(size)
    cold = related_articles(documents)
    with TemporaryDirectory() as folder:
        cache = Path(folder) / "related"
        related_articles(edited(documents, "body", random.Random(size)), cache=cache)
        whole = cache.read_bytes()
        place %= len(whole)
        rest = {"c": b"", "o": whole[place + len(bytes_) :], "x": whole[place:]}[how]
        cache.write_bytes(whole[:place] + bytes_ + rest)
        assert related_articles(documents, cache=cache) == cold
        assert recall(cache) is not None  # and it is mended


def test_a_series_of_edits_leaves_nothing_behind(tmp_path):
    documents, cache = collection(30), tmp_path / "related"
    related_articles(documents, cache=cache)
    size = cache.stat().st_size
    for number in range(40):
        text = " ".join(f"word{number}x{other}" for other in range(100))
        related_articles([*documents[1:], replace(documents[0], text=text)], cache=cache)
    related_articles(documents, cache=cache)
    assert cache.stat().st_size < 2 * size + 100_000


def searched_after(edit: str, folder: Path, monkeypatch) -> int:
    """How many rows are searched after one edit of two hundred articles."""
    documents, cache = collection(200, words=20), folder / "related"
    related_articles(documents, cache=cache)
    searched = []
    row_by_row = neighbours._Searching.row_by_row
    monkeypatch.setattr(
        neighbours._Searching,
        "row_by_row",
        lambda self, rows: (searched.append(len(rows)), row_by_row(self, rows)),
    )
    related_articles(edited(documents, edit, random.Random(1)), cache=cache)
    return sum(searched)


@pytest.mark.parametrize("edit", [*EDITS, "add", "remove"])
def test_an_edit_is_paid_for_by_what_it_changes(tmp_path, monkeypatch, edit):
    assert searched_after(edit, tmp_path, monkeypatch) < 200


@pytest.mark.parametrize("edit", ["date", "title"])
def test_rows_that_only_common_terms_fill_are_left_alone_too(tmp_path, monkeypatch, edit):
    monkeypatch.setattr(neighbours, "PLACES", 0)  # all terms are common: all rows look at everyone
    assert searched_after(edit, tmp_path, monkeypatch) < 200

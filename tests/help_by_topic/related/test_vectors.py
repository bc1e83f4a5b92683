from __future__ import annotations

import numpy as np
import pytest

from help_by_topic.related.vectors import UNIT, vectors
from tests.help_by_topic.related.collections_made import collection, document


def terms(found, row: int) -> dict[tuple[str, ...], int]:
    span = found.row(row)
    names = [found.names[term] for term in found.terms[span]]
    return dict(zip(names, found.counts[span].tolist(), strict=True))


def test_a_link_joins_its_two_ends():
    found = vectors([document("a", links=frozenset("b")), document("b")])
    assert [terms(found, row) for row in (0, 1)] == [{("link", "b"): 30}, {("link", "b"): 30}]


def test_words_of_two_languages_are_never_the_same():
    found = vectors([document("a", "die", lang="de-AT"), document("b", "die", lang="en")])
    assert found.names == []


def test_words_of_two_countries_are_the_same():
    found = vectors([document("a", "prazo", lang="pt-BR"), document("b", "prazo", lang="pt_PT")])
    assert ("word", "prazo") in found.names


def test_a_word_of_every_article_tells_none_of_them_apart():
    documents = [document(str(number), "salary", title=f"n{number % 9}n") for number in range(60)]
    assert ("word", "salary") not in vectors(documents).names


def test_rows_have_the_length_of_one():
    found = vectors(collection(50))
    rows = np.repeat(np.arange(50), np.diff(found.starts))
    lengths = np.sqrt(np.bincount(rows, (found.weights / UNIT) ** 2))
    assert lengths == pytest.approx(np.ones(50), abs=0.02)


def test_nothing_makes_nothing():
    assert len(vectors([]).terms) == 0

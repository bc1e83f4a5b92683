from __future__ import annotations

from datetime import timedelta

import numpy as np

from help_by_topic.related.neighbours import Nearest
from help_by_topic.related.scores import candidates
from tests.help_by_topic.related.collections_made import NOON, document


def nearest(*rows: dict[int, float]) -> Nearest:
    return Nearest(np.array([[*row] for row in rows]), np.array([[*row.values()] for row in rows]))


FOUR = nearest(
    {1: 0.5, 2: 0.5, 3: 0.5}, {0: 0.5, -1: 0, -2: 0}, {0: 0.5, -1: 0, -2: 0}, {0: 0.5, -1: 0, -2: 0}
)


def first_of(documents, found=FOUR, lengths=(1, 1, 1, 1)) -> list[int]:
    return list(candidates(documents, found, np.array(lengths)).of(0))


def test_of_equals_the_earlier_row_comes_first():
    assert first_of([*map(document, "abcd")]) == [1, 2, 3]


def test_what_was_written_at_the_same_time_comes_before_what_was_not():
    dates = [NOON - timedelta(days=days) for days in (900, 0, 880, 500)]
    documents = [document(slug, date=date) for slug, date in zip("abcd", dates, strict=True)]
    assert first_of(documents) == [2, 3, 1]


def test_a_newer_article_is_as_near_as_an_older_one():
    dates = [NOON - timedelta(days=days) for days in (100, 0, 200, 300)]
    documents = [document(slug, date=date) for slug, date in zip("abcd", dates, strict=True)]
    scores = candidates(documents, FOUR, np.ones(4)).of(0)
    assert scores[1] == scores[2] > scores[3]


def test_the_longer_of_two_comes_first():
    assert first_of([*map(document, "abcd")], lengths=(5, 4, 9, 5)) == [2, 3, 1]


def test_what_is_like_everything_comes_after_what_is_like_this():
    crowd = nearest(
        {1: 0.5, 2: 0.5, 3: 0.4}, {0: 0.5, 2: 0.1, -1: 0}, {0: 0.5, 3: 0.5, 1: 0.1},
        {2: 0.5, 0: 0.4, -1: 0},
    )  # fmt: skip
    documents = [*map(document, "abcd")]
    assert candidates(documents, crowd, np.ones(4)).documents[2][0] in (0, 3)
    assert first_of(
        documents, nearest({1: 0.5, 2: 0.5}, {0: 0.5, -1: 0}, {3: 0.9, 0: 0.5}, {2: 0.9, -1: 0})
    ) == [1, 2]


def test_no_documents_have_no_candidates():
    empty = Nearest(np.empty((0, 1), int), np.empty((0, 1)))
    assert candidates([], empty, np.empty(0)).documents.size == 0

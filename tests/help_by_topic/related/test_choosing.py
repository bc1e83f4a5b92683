from __future__ import annotations

import numpy as np

from help_by_topic.related.choosing import choose
from help_by_topic.related.scores import Candidates
from tests.help_by_topic.related.collections_made import document


def found(*rows: dict[int, float]) -> Candidates:
    candidates = Candidates(np.full((len(rows), 4), -1), np.zeros((len(rows), 4)))
    for number, row in enumerate(rows):
        candidates.documents[number, : len(row)] = [*row]
        candidates.scores[number, : len(row)] = [*row.values()]
    return candidates


def test_an_article_that_nobody_picks_takes_the_place_that_is_missed_least():
    documents = [document(slug) for slug in "abcd"]
    candidates = found(
        {1: 0.9, 3: 0.5}, {0: 0.9, 3: 0.1}, {0: 0.9, 1: 0.8, 3: 0.6}, {0: 0.5, 2: 0.4, 1: 0.1}
    )
    # b and c are safe with nobody: c is picked by none, and d by none.
    assert choose(documents, candidates, 1) == [[1], [0], [3], [2]]


def test_a_chain_of_moves_finds_a_home_where_no_single_move_does():
    # The authors of a and b leave no place; c may only stand where d stands, and d can move.
    documents = [
        document("a", chosen=("b",)),
        document("b", chosen=("a",)),
        document("c", translation_of="x"),
        document("d"),
        document("e", chosen=("d",), translation_of="x"),
    ]
    picks = choose(documents, found({}, {}, {3: 0.9}, {0: 0.9}, {}), 1)
    assert picks[0] == [1]
    assert picks[1] == [0]
    assert picks[3] in ([2], [4])


def test_more_than_the_limit_stand_only_where_the_author_chose_more():
    documents = [document("a", chosen=("b", "c", "d")), *map(document, "bcd")]
    assert [len(row) for row in choose(documents, found({}, {}, {}, {}), 2)] == [3, 2, 2, 2]


def test_an_article_linked_in_the_text_stands_where_it_is_twice_as_good():
    documents = [document("a", links=frozenset("bc")), *map(document, "bcd")]
    candidates = found({1: 0.9, 2: 0.5, 3: 0.3}, {}, {}, {})
    assert choose(documents, candidates, 3)[0] == [1, 3, 2]


def test_an_article_that_links_here_stands_before_one_a_little_better():
    documents = [document("a"), document("b"), document("c", links=frozenset("a"))]
    assert choose(documents, found({1: 0.55, 2: 0.5}, {}, {}), 2)[0] == [2, 1]
    assert choose(documents, found({1: 0.7, 2: 0.5}, {}, {}), 2)[0] == [1, 2]

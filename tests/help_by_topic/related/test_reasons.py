from __future__ import annotations

import numpy as np
import pytest

from help_by_topic.related.reasons import Reasons
from help_by_topic.related.vectors import vectors
from tests.help_by_topic.related.collections_made import document


def reason(one, other, *others):
    documents = [one, other, *others]
    [found] = Reasons(documents, vectors(documents)).of(np.array([0]), np.array([1]))
    return found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Reference checks. They say reference checks matter.", "reference checks"),
        ("Reference Checks: all of Reference Checks", "Reference Checks"),
        ("SEO. Why SEO? SEO.", "SEO"),
        ("The self-review. Write a self-review. Your self-review", "self-review"),
    ],
)
def test_a_term_is_said_as_the_article_writes_it(text, said):
    other = document("b", text.lower(), title="B")
    kind, terms = reason(document("a", text, title="A"), other)
    assert kind == "terms"
    assert said in terms


def test_two_terms_that_begin_alike_are_one_reason():
    text = "Translations. Translation. translations, translation, translation. translation"
    assert reason(document("a", text, title="A"), document("b", text, title="B")) == (
        "terms",
        ("translation",),
    )


def test_a_shared_topic_is_the_reason_where_no_words_are():
    one = document("a", "salary", "Offers", "Nerves", title="A")
    other = document("b", "handshake", "Nerves", title="B")
    assert reason(one, other) == ("topic", ("Nerves",))


def test_a_word_in_passing_is_a_reason_where_there_is_no_other():
    filler = " ".join(f"word{number}x" for number in range(50))
    one = document("a", f"{filler} handshake", title="A")
    other = document("b", f"{filler.upper()[::-1]} handshake", title="B")
    assert reason(one, other) == ("terms", ("handshake",))


def test_numbers_are_no_reason():
    one, other = document("a", "2026 2026 2026", title="A"), document("b", "2026 2026", title="B")
    assert reason(one, other) == ("recent", ())


def test_the_parts_of_shared_terms_add_up_to_the_cosine():
    documents = [document("a", "salary range", "Offers"), document("b", "salary range", "Offers")]
    shared = Reasons(documents, vectors(documents)).shared(0, 1)
    assert sum(part for _, part in shared) == pytest.approx(1, abs=0.02)


def test_a_language_without_spaces_is_quoted_as_it_is_written():
    text = "面接官は質問する。面接官。面接官"
    kind, terms = reason(
        document("a", text, title="A", lang="ja"), document("b", text, title="B", lang="ja")
    )
    assert kind == "terms"
    assert all(term in text for term in terms)

from pathlib import Path

from questions.answers import answering, faults_of_answers, grouped, ids_named


class Answer:
    def __init__(self, question=""):
        self.question = question


def test_an_article_with_a_question_is_an_answer():
    asked, empty = Answer("Why?"), Answer("  ")

    assert answering([asked, empty, object()]) == (asked,)


def test_answers_stand_under_their_first_topic_in_the_order_of_the_topics():
    a, b, c = Answer("a?"), Answer("b?"), Answer("c?")

    assert grouped([a, b, c], ["one", "two"], {a: ["two", "one"], b: ["one"]}) == (
        ("one", (b,)),
        ("two", (a,)),
        (None, (c,)),
    )


def test_a_site_without_topics_has_one_group():
    a = Answer("a?")

    assert grouped([a], (), {}) == ((None, (a,)),)


def test_ids_are_parted_by_commas_and_lines_and_come_once():
    assert ids_named("one, two") == ids_named(["one", "two, one"]) == ("one", "two")
    assert ids_named(None) == ids_named("") == ()


def test_of_two_answers_to_one_question_the_second_is_named():
    named = [((Path("a.md"), 4), ["x"]), ((Path("b.md"), 5), ["x", "y"])]

    assert list(faults_of_answers(named, ["x", "y"])) == [
        "b.md:5: the question 'x' is answered by a.md already. Let one of the two answer it."
    ]


def test_an_id_that_the_ledger_does_not_have_is_named_with_the_one_that_was_meant():
    assert list(faults_of_answers([((Path("a.md"), 4), ["k7f3m8"])], ["k7f3m9"])) == [
        "a.md:4: there is no question 'k7f3m8'. Name one by its file in the ledger. "
        "Did you mean 'k7f3m9'?"
    ]

from questions.answers import answering, grouped


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

from datetime import UTC, datetime

from help_by_topic.filing import (
    articles_filed,
    by_every_name,
    of_a_situation,
    split_names,
    topics_named,
)
from help_by_topic.topic import Topic
from tests.help_by_topic.builders import INTERVIEWS, NETWORKING, RESUMES, FakeArticle

BY_NAME = by_every_name([NETWORKING, RESUMES, INTERVIEWS])


def test_names_are_separated_by_commas_and_lines():
    assert split_names("a, b ,,c") == ("a", "b", "c")
    assert split_names(["a, b", "c"]) == ("a", "b", "c")


def test_a_topic_is_found_by_its_slug_its_name_and_its_synonyms_in_any_case():
    names = ["NETWORKING", "résumés and applications", "job-interview", "cv"]
    by_name = by_every_name([NETWORKING, RESUMES, Topic("x", "X", synonyms=("Job interview",))])

    topics, wrong = topics_named(names, by_name)

    assert [topic.slug for topic in topics] == ["networking", "resumes", "x"]
    assert wrong == ()


def test_topics_keep_the_order_in_which_the_author_named_them():
    topics, _ = topics_named(["interviewing", "networking"], BY_NAME)

    assert topics == (INTERVIEWS, NETWORKING)


def test_a_misspelt_topic_is_named_with_the_one_that_was_probably_meant_and_the_choices():
    topics, wrong = topics_named(["Interveiwing"], BY_NAME)

    assert topics == ()
    assert wrong == (
        "there is no topic 'Interveiwing'. Did you mean 'interviewing'? "
        "Use at most 3 of: networking, resumes, interviewing.",
    )


def test_an_article_without_a_topic_is_told_the_choices():
    assert topics_named([], BY_NAME) == (
        (),
        ("no topic is named. Use at most 3 of: networking, resumes, interviewing.",),
    )


def test_four_topics_are_too_many():
    topics = [Topic(f"t{number}", f"T{number}") for number in range(4)]

    _, wrong = topics_named([topic.slug for topic in topics], by_every_name(topics))

    assert wrong == ("4 topics are too many. Keep the 3 that fit best.",)


def test_articles_stand_as_start_here_has_them_then_the_newest_then_by_slug():
    old = FakeArticle("old", datetime(2020, 1, 1, tzinfo=UTC))
    b, a = FakeArticle("b"), FakeArticle("a")
    nerves = FakeArticle("nerves", datetime(2019, 1, 1, tzinfo=UTC))
    questions = FakeArticle("questions", datetime(2021, 1, 1, tzinfo=UTC))
    named = {article: (INTERVIEWS,) for article in (old, b, questions, a, nerves)}

    filed = articles_filed([INTERVIEWS, NETWORKING], named)

    assert filed == {"interviewing": (nerves, questions, a, b, old), "networking": ()}


def test_what_has_happened_to_readers_stands_at_the_first_topic_of_its_article():
    told = {"situation": "It happened"}
    other, nerves = FakeArticle("other", metadata=told), FakeArticle("nerves", metadata=told)
    first, silent = FakeArticle("first", metadata=told), FakeArticle("silent")
    named = {
        other: (INTERVIEWS, NETWORKING),
        nerves: (INTERVIEWS,),
        silent: (NETWORKING,),
        first: (NETWORKING, INTERVIEWS),
    }
    topics = [NETWORKING, INTERVIEWS]

    assert of_a_situation(topics, articles_filed(topics, named), named) == (first, nerves, other)

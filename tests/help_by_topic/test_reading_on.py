from help_by_topic.reading_on import (
    chosen,
    faults_of_chosen,
    names_in_sentences,
    reason,
)
from help_by_topic.topic import Topic
from tests.help_by_topic.builders import FakeArticle

WORDING = {"topic": "Also about {}", "terms": "Both discuss {}"}


def test_a_choice_that_is_no_article_or_the_article_itself_is_told():
    articles = [
        FakeArticle("interview", metadata={"related": "intervew"}),
        FakeArticle("alone", metadata={"related": "alone, interview"}),
    ]

    unknown, itself = faults_of_chosen(articles)

    assert "there is no article 'intervew'" in unknown
    assert "Did you mean 'interview'?" in unknown
    assert "the article names itself" in itself
    assert chosen(articles[1]) == ("alone", "interview")


def test_a_topic_is_called_as_its_catalogue_says_or_in_lower_case_but_for_names():
    topics = [Topic("a", "Networking"), Topic("b", "Life in Berlin"), Topic("c", "C", about="sea")]

    assert names_in_sentences(topics) == {
        "Networking": "networking",
        "Life in Berlin": "Life in Berlin",
        "C": "sea",
    }


def test_a_reason_names_topics_as_sentences_do_and_terms_as_they_are():
    called = {"Networking": "networking"}

    by_topic = reason("topic", ("Networking", "Bread"), WORDING, called)
    by_terms = reason("terms", ("Networking",), WORDING, called)

    assert by_topic == "Also about networking and Bread"
    assert by_terms == "Both discuss Networking"

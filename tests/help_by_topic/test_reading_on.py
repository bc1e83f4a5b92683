from datetime import UTC, datetime

import pytest
from markupsafe import Markup

from help_by_topic.known_texts import KnownTexts
from help_by_topic.reading_on import (
    chosen,
    document_of,
    faults_of_chosen,
    html_of,
    names_in_sentences,
    reason,
    seen_of,
)
from help_by_topic.topic import Topic
from tests.help_by_topic.builders import FakeArticle

WORDING = {"topic": "Also about {}", "terms": "Both discuss {}"}


def test_a_document_has_the_words_without_the_markup_and_the_links_to_articles():
    article = FakeArticle("one", title="Say <em>no</em>", metadata={"related": "two, gone"})
    article._content = '<p>Call <a href="b">them</a> or <a href="elsewhere">not</a>.</p>'
    article.lang = "en"

    document = document_of(
        article,
        html_of(article),
        [Topic("cvs", "Résumés")],
        {"one", "two"},
        {"b": "two"}.get,
        KnownTexts(None),
    )

    assert document.title == "Say no"
    assert document.text == "Call them or not."
    assert document.topics == ("Résumés",)
    assert document.links == {"two"}
    assert document.chosen == ("two",)


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Don&#8217;t  wait&nbsp;now",
            "A &amp; B",
            "&amp;nbsp; &amp;#8217;",
            "R&D",
            "&nbsp",
            "&#8217",
        ),
        *("<em>Say</em> &#8217;no&#8217; &lt;", "A\xa0 title", " &nbsp; "),
    ],
)
def test_a_title_is_what_a_reader_sees(title):
    article = FakeArticle("one", title=title)
    article._content, article.lang = "", "en"
    document = document_of(article, html_of(article), [], {"one"}, {}.get, KnownTexts(None))
    assert document.title == Markup(title).striptags()


def test_whatever_the_ranking_sees_of_an_article_is_seen_to_have_changed():
    article = FakeArticle("one", title="A title")
    article._content, article.lang = "<p>Some text.</p>", "en"
    before = seen_of(article)
    assert seen_of(article) == before
    for name, value in {
        "title": "Another",
        "date": datetime(2020, 1, 1, tzinfo=UTC),
        "lang": "de",
        "metadata": {"related": "two"},
        "_content": "<p>Other text.</p>",
    }.items():
        stock = getattr(article, name)
        setattr(article, name, value)
        assert seen_of(article) != before, name
        setattr(article, name, stock)


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

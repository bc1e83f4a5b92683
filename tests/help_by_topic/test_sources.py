from types import SimpleNamespace

import pytest

from help_by_topic.sources import topics_from_catalogue, topics_from_labels
from help_by_topic.topic import TopicError
from tests.help_by_topic.builders import FakeArticle

CATALOGUE = """
[[topic]]
slug = "networking"
name = "Networking"
start_here = ["talk-first"]

[[topic]]
slug = "cvs"
name = "Résumés"
"""


@pytest.fixture
def catalogue(tmp_path):
    path = tmp_path / "topics.toml"
    path.write_text(CATALOGUE, encoding="utf-8")
    return path


def labelled(slug, *labels):
    article = FakeArticle(slug)
    article.labels = [SimpleNamespace(slug=label.casefold(), name=label) for label in labels]
    return article


def from_labels(articles, published):
    topics, named = topics_from_labels(lambda article: article.labels, articles, published)
    return [topic.slug for topic in topics], {a.slug: [t.slug for t in named[a]] for a in articles}


def test_topics_stand_in_the_order_of_the_catalogue_and_articles_name_them(catalogue):
    article = FakeArticle("talk-first", metadata={"topics": "Résumés, networking"})

    topics, named = topics_from_catalogue(catalogue, [article])

    assert [topic.slug for topic in topics] == ["networking", "cvs"]
    assert [topic.slug for topic in named[article]] == ["cvs", "networking"]


def test_every_unknown_name_is_told_at_once(catalogue):
    articles = [FakeArticle(slug, metadata={"topics": "Knitting"}) for slug in ("one", "two")]

    with pytest.raises(TopicError) as raised:
        topics_from_catalogue(catalogue, articles)

    assert len(raised.value.problems) == 2


def test_what_to_read_first_has_to_be_filed_there(catalogue):
    with pytest.raises(TopicError, match="talk-first"):
        topics_from_catalogue(catalogue, [FakeArticle("other", metadata={"topics": "cvs"})])


def test_labels_become_topics_in_the_order_of_their_names():
    articles = [labelled("one", "Zebra", "apple"), labelled("two", "Middle")]

    topics, named = from_labels(articles, articles)

    assert topics == ["apple", "middle", "zebra"]
    assert named == {"one": ["zebra", "apple"], "two": ["middle"]}


def test_a_label_that_only_drafts_bear_is_no_topic():
    published, draft = labelled("one", "apple"), labelled("draft", "secret", "apple")

    topics, named = from_labels([published, draft], [published])

    assert topics == ["apple"]
    assert named == {"one": ["apple"], "draft": ["apple"]}

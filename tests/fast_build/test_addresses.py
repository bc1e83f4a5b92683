from types import SimpleNamespace

import pytest

from fast_build.addresses import remembered


class Content(SimpleNamespace):
    made = 0

    @property
    def url_format(self):
        Content.made += 1
        return {"slug": self.slug, **self.metadata}


@pytest.fixture
def content():
    class Remembering(Content):
        url_format = remembered(Content.url_format)

    Content.made = 0
    return Remembering(slug="a", date=1, metadata={"title": "A"})


def test_the_words_are_put_together_once(content):
    assert content.url_format == content.url_format == {"slug": "a", "title": "A"}
    assert Content.made == 1


@pytest.mark.parametrize(("name", "value"), [("slug", "b"), ("metadata", {"title": "B"})])
def test_a_change_to_what_they_are_made_of_counts(content, name, value):
    before = content.url_format
    setattr(content, name, value)

    assert content.url_format != before


def test_a_change_inside_the_front_matter_counts(content):
    assert content.url_format["title"] == "A"
    content.metadata["title"] = "B"

    assert content.url_format["title"] == "B"


def test_what_a_caller_does_to_the_words_is_its_own_affair(content):
    content.url_format["slug"] = "mine"

    assert content.url_format["slug"] == "a"


def test_without_a_date_they_are_made_each_time():
    class Remembering(Content):
        url_format = remembered(Content.url_format)

    Content.made = 0
    content = Remembering(slug="a", metadata={})
    assert content.url_format == content.url_format
    assert Content.made == 2

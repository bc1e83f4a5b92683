from types import SimpleNamespace

import pelican.contents
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fast_build.addresses import remembered, remembered_address, remembered_path


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


class Addressed(Content):
    expanded = 0

    def _expand_settings(self, key, klass=None):
        Addressed.expanded += 1
        return self.settings[f"{klass}_{key}".upper()].format(**self.url_format)

    get_relative_source_path = pelican.contents.Content.get_relative_source_path


@pytest.fixture
def addressed():
    class Remembering(Addressed):
        url_format = remembered(Addressed.url_format)
        _expand_settings = remembered_address(Addressed._expand_settings)
        get_relative_source_path = remembered_path(Addressed.get_relative_source_path)

    Addressed.expanded = 0
    settings = {"PAGE_URL": "{slug}/", "PAGE_SAVE_AS": "{slug}.html", "DRAFT_URL": "d/{slug}"}
    return Remembering(
        slug="a", date=1, metadata={}, source_path="/a.md", settings={**settings, "PATH": "/"}
    )


def test_an_address_is_put_together_once(addressed):
    for _ in range(3):
        assert addressed._expand_settings("url", "page") == "a/"
        assert addressed._expand_settings("save_as", "page") == "a.html"
        assert addressed._expand_settings("url", "draft") == "d/a"
    assert Addressed.expanded == 3


def test_a_change_to_what_an_address_is_made_of_counts(addressed):
    assert addressed._expand_settings("url", "page") == "a/"
    addressed.slug = "b"
    assert addressed._expand_settings("url", "page") == "b/"
    addressed.settings["PAGE_URL"] = "{slug}!"
    assert addressed._expand_settings("url", "page") == "b!"
    with pytest.raises(KeyError):
        addressed._expand_settings("url", "other")


def test_without_a_date_an_address_is_put_together_each_time(addressed):
    assert addressed._expand_settings("url", "page") == "a/"
    del addressed.date
    for _ in range(2):
        assert addressed._expand_settings("url", "page") == "a/"
    assert Addressed.expanded == 3


def test_a_path_is_made_relative_once_and_again_where_a_file_has_moved(addressed):
    path = addressed.get_relative_source_path()
    assert addressed.get_relative_source_path() is path
    assert addressed.get_relative_source_path("/c.md") == "c.md"
    addressed.source_path = "/b.md"
    assert addressed.get_relative_source_path() == "b.md"


@given(
    st.lists(st.sampled_from(["/", "a", ".", "..", "/site", "/site/", "é.md", "site"])),
    st.sampled_from(["/site", "/site/", "/", ".", "site", "/a/../site", "//site", ""]),
)
@example(["/site", "/a", "/"], "/site")
def test_it_is_the_path_that_pelican_makes(source_path, folder):
    make = pelican.contents.Content.get_relative_source_path
    content = SimpleNamespace(source_path="".join(source_path), settings={"PATH": folder})

    assert remembered_path(make)(content) == make(content)

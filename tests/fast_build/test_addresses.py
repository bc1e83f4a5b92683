from pathlib import Path
from types import SimpleNamespace

import pelican.contents
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup
from pelican.contents import Article
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import SafeDatetime, sanitised_join

from fast_build.addresses import joined_where_plain, remembered, remembered_address, remembered_path
from fast_build.generator.quicker import quicker_ways


class Content(SimpleNamespace):
    made = 0

    @property
    def url_format(self):
        Content.made += 1
        own = {"slug": getattr(self, "slug", ""), "date": getattr(self, "date", "now")}
        return {**self.metadata, **own}


@pytest.fixture
def content():
    class Remembering(Content):
        url_format = remembered(Content.url_format)

    Content.made = 0
    return Remembering(slug="a", date=1, metadata={"title": "A"})


def test_the_words_are_put_together_once(content):
    assert content.url_format == content.url_format == {"slug": "a", "title": "A", "date": 1}
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
        _expand_settings = remembered_address(Addressed._expand_settings, url_format)
        get_relative_source_path = remembered_path(Addressed.get_relative_source_path)

    Addressed.expanded = 0
    settings = {"PAGE_URL": "{date}/{slug}/", "PAGE_SAVE_AS": "{date}/{slug}.html"}
    settings |= {"DRAFT_URL": "d/{date}{slug}", "OTHER_URL": "{slug}!", "PATH": "/"}
    return Remembering(slug="a", date=1, metadata={}, source_path="/a.md", settings=settings)


def test_an_address_is_put_together_once(addressed):
    for _ in range(3):
        assert addressed._expand_settings("url", "page") == "1/a/"
        assert addressed._expand_settings("save_as", "page") == "1/a.html"
        assert addressed._expand_settings("url", "draft") == "d/1a"
    assert Addressed.expanded == 3


@pytest.mark.parametrize("klass", ["page", "other"])
def test_a_change_to_what_an_address_is_made_of_counts(addressed, klass):
    before = addressed._expand_settings("url", klass)
    addressed.slug = "b"
    assert addressed._expand_settings("url", klass) == before.replace("a", "b")
    addressed.settings["PAGE_URL"] = addressed.settings["OTHER_URL"] = "{slug}?{date}"
    assert addressed._expand_settings("url", klass) == "b?1"
    addressed.date = 2
    assert addressed._expand_settings("url", klass) == "b?2"
    with pytest.raises(KeyError):
        addressed._expand_settings("url", "nobody")


def test_without_a_date_an_address_is_put_together_each_time(addressed):
    assert addressed._expand_settings("url", "page") == "1/a/"
    del addressed.date
    for _ in range(2):
        assert addressed._expand_settings("url", "page") == "now/a/"
    assert Addressed.expanded == 3


def test_one_of_the_slug_alone_needs_nothing_else(addressed):
    assert addressed._expand_settings("url", "other") == "a!"
    assert Addressed.expanded == 0
    assert "_fast_build_words" not in vars(addressed)


def test_what_a_plugin_says_of_a_slug_counts(addressed):
    class Shouting(type(addressed)):
        @property
        def url_format(self):
            return {"slug": self.slug.upper()}

    shouting = Shouting(**vars(addressed))

    assert shouting._expand_settings("url", "other") == "A!"


@pytest.mark.parametrize("slug", [3, Path("a"), Markup("a&b")])
def test_a_slug_that_is_no_plain_text_counts(addressed, slug):
    addressed.slug = slug
    assert addressed._expand_settings("url", "other") == f"{slug}!"
    del addressed.slug
    assert addressed._expand_settings("url", "other") == "!"


_PARTS = ("{slug}", "{slug!s}", "{slug:>3}", "{slug.x}", "{date}", "{{", "}}", "{", "}", "{}", "a/")


@given(st.lists(st.sampled_from(_PARTS)).map("".join), st.sampled_from(["a", "", "a{b}", "é/ü"]))
@example("{{slug}}{slug}.html", "a")
@example("about.html", "a")
@example("", "a")
def test_it_is_the_address_that_pelican_makes(pattern, slug):
    def made(expand):
        try:
            return expand(content, "url", "page")
        except (ValueError, KeyError, IndexError, AttributeError) as reason:
            return type(reason)

    content = Content(slug=slug, date=1, metadata={}, settings={"PAGE_URL": pattern})
    stock = pelican.contents.Content._expand_settings

    assert made(remembered_address(stock, Content.url_format)) == made(stock)


@pytest.fixture
def article():
    settings = DEFAULT_CONFIG | {
        "ARTICLE_URL": "{slug}/",
        "ARTICLE_SAVE_AS": "{slug}/index.html",
        "ARTICLE_LANG_URL": "{lang}/{slug}/",
        "DRAFT_URL": "drafts/{slug}/",
    }
    metadata = {"title": "A", "slug": "a", "date": SafeDatetime(2026, 1, 1)}
    return Article("", metadata, settings, "/a.md", {})


def change_nothing(_monkeypatch, _article):
    pass


def make_a_draft(_monkeypatch, article):
    article.status = "Draft"


def translate(_monkeypatch, article):
    article.in_default_lang = False


def override(_monkeypatch, article):
    article.override_url = "elsewhere/"


def give_no_slug(_monkeypatch, article):
    article.slug = None


def give_a_pattern_of_more(_monkeypatch, article):
    article.settings["ARTICLE_URL"] = "{date:%Y}/{slug}/"


def replace_of_articles(monkeypatch, _article):
    monkeypatch.setattr(Article, "_expand_settings", lambda _self, key: f"a plugin’s {key}")


def replace_of_all(monkeypatch, _article):
    monkeypatch.setattr(
        pelican.contents.Content, "_expand_settings", lambda _self, key, klass: f"{klass}’s {key}"
    )


def replace_words(monkeypatch, _article):
    monkeypatch.setattr(Article, "url_format", {"slug": "another"})


def replace_words_of_all(monkeypatch, _article):
    words = property(lambda _self: {"slug": "another"})
    monkeypatch.setattr(pelican.contents.Content, "url_format", words)


def be_of_another_class(_monkeypatch, article):
    article.__class__ = type("Mine", (Article,), {"override_url": "mine/"})


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("change", "url"),
    [
        (change_nothing, "a/"),
        (make_a_draft, "drafts/a/"),
        (translate, "en/a/"),
        (override, "elsewhere/"),
        (give_no_slug, "None/"),
        (give_a_pattern_of_more, "2026/a/"),
        (replace_of_articles, "a plugin’s url"),
        (replace_of_all, "article’s url"),
        (replace_words, "another/"),
        (replace_words_of_all, "another/"),
        (be_of_another_class, "mine/"),
    ],
)
def test_an_article_has_the_address_that_pelican_gives_it(article, change, url, when, monkeypatch):
    with monkeypatch.context() as patched:
        if when == "before":
            change(patched, article)
        with quicker_ways():
            if when == "after":
                change(patched, article)
            assert article.url == url
            save_as = article.save_as
            patched.undo()
    if not change.__name__.startswith("replace"):
        assert (article.url, article.save_as) == (url, save_as)


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


def where(join, *parts):
    try:
        return join(*parts)
    except RuntimeError:
        return None


@given(
    st.sampled_from(["/out", "/out/", "out", "/", "/a/../out", "/o.t/.x", ""]),
    st.lists(st.sampled_from(["a", "/", "//", ".", "..", "/./", "é", "b.html", "~"])).map("".join),
)
def test_a_file_is_where_pelican_would_have_it_or_refused(folder, path):
    quick = joined_where_plain(sanitised_join)

    assert where(quick, folder, path) == where(sanitised_join, folder, path)
    assert where(quick, folder, path, "b") == where(sanitised_join, folder, path, "b")

"""What of an article may be asked before its page comes."""

import pytest
from pelican.contents import Article
from pelican.settings import DEFAULT_CONFIG

from fast_build.generator.leaving import _is_always_the_same
from fast_build.kept_articles import KeptText, Place


@pytest.fixture
def article():
    text = KeptText(None, Place(0, 1000, b"digest"), False, read_anew=str, source="/a.md")
    article = Article("", {"title": "A", "summary": "Short."}, {**DEFAULT_CONFIG}, "/a.md", {})
    del article._content
    article._kept_text = text
    return article


def test_what_an_article_holds_its_addresses_and_a_text_without_links(article):
    for names in (("title", "url", "save_as"), ("nowhere",), ("content", "title"), ("summary",)):
        assert _is_always_the_same(article, names), names


def test_not_a_text_with_links_nor_what_is_made_of_it(article):
    article._kept_text.has_links = True
    del article.metadata["summary"]

    for names in (("content", "title"), ("summary",)):
        assert not _is_always_the_same(article, names), names


def test_not_a_text_that_a_plugin_has_set(article):
    article._content = "Set."

    assert not _is_always_the_same(article, ("content",))


def test_not_what_a_class_works_out(article, monkeypatch):
    monkeypatch.setattr(Article, "minutes", property(lambda self: 3), raising=False)

    assert not _is_always_the_same(article, ("minutes", "title"))
    assert not _is_always_the_same(article, ("relative_dir",))


def test_nothing_of_a_class_that_is_asked_for_all(monkeypatch):
    class Other(Article):
        def __getattr__(self, name):
            raise AttributeError(name)

    article = Other("", {"title": "A"}, {**DEFAULT_CONFIG}, "/a.md", {})

    assert not _is_always_the_same(article, ("title",))

"""What of an article may be asked before its page comes."""

import pytest
from pelican.contents import Article, Author, Category, Tag
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import SafeDatetime

from fast_build.generator.leaving import _way_to_compare
from fast_build.kept_articles import KeptText, Place
from fast_build.values import MISSING, Values

VALUES = Values([Article], [Tag, Category, Author], [], [SafeDatetime], lambda article: True)


@pytest.fixture
def article():
    settings = {**DEFAULT_CONFIG}
    metadata = {
        "title": "A",
        "summary": "Short.",
        "date": SafeDatetime(2026, 1, 1),
        "tags": [Tag("Bread", settings)],
        "category": Category("Baking", settings),
        "author": Author("Baker", settings),
    }
    article = Article("", metadata, settings, "/a.md", {})
    del article._content
    article._kept_text = text(b"digest")
    return article


def text(digest):
    return KeptText(None, Place(0, 1000, digest), False, read_anew=str, source="/a.md")


def forms(article, names):
    """What stands for attributes that are asked for one by one."""
    known = {name: b"digest" for name in ("content", "text without links")}
    known["summary"] = article.metadata["summary"]  # else Pelican remembers it
    return tuple(known.get(name) or VALUES.of(getattr(article, name)) for name in names)


def compare(article, names, before):
    """Whether attributes are what they were; None where they can't be asked for ahead."""
    way = _way_to_compare(VALUES, type(article), names)
    return way and way(article, before)


ALWAYS = [
    *(("title", "url", "save_as"), ("content", "title"), ("summary",), ("tags", "date")),
    (
        "author",
        "category",
        "content",
        "date",
        "summary",
        "tags",
        "text without links",
        "title",
        "url",
    ),
]


@pytest.mark.parametrize("names", ALWAYS)
def test_what_an_article_holds_its_addresses_and_a_text_without_links(article, names):
    assert compare(article, names, forms(article, names)) is True


@pytest.mark.parametrize(
    ("names", "change"),
    [
        (("title",), lambda article: setattr(article, "title", "B")),
        (("title", "url"), lambda article: setattr(article, "slug", "other")),
        (("date", "title"), lambda article: setattr(article, "date", SafeDatetime(2026, 1, 2))),
        (("summary",), lambda article: article.metadata.update(summary="Long. " * 30)),
        (("tags",), lambda article: setattr(article.tags[0], "name", "Soil")),
        (("tags",), lambda article: article.tags.append(Tag("soil", article.settings))),
        (("content",), lambda article: setattr(article, "_kept_text", text(b"other"))),
    ],
)
def test_what_has_changed_is_seen(article, names, change):
    before = forms(article, names)
    change(article)

    assert compare(article, names, before) is False


def test_a_summary_that_somebody_has_asked_for_stays(article):
    assert article.summary == "Short."
    article.metadata["summary"] = "Other."

    assert compare(article, ("summary",), ("Short.",)) is True


def test_not_what_an_article_has_no_more(article):
    assert compare(article, ("nowhere", "title"), (MISSING, "A")) is None


def test_not_what_nothing_stands_for(article):
    article.title = object()

    assert compare(article, ("title",), ("A",)) is None


def test_not_a_text_with_links_nor_what_is_made_of_it(article):
    article._kept_text.has_links = True
    del article.metadata["summary"]

    for names in (("content", "title"), ("summary",)):
        assert compare(article, names, ("", "A")) is None, names


def test_not_a_text_that_a_plugin_has_set(article):
    article._content = "Set."

    assert compare(article, ("content",), (b"digest",)) is None


def test_not_what_a_class_works_out(article, monkeypatch):
    monkeypatch.setattr(Article, "minutes", property(lambda self: 3), raising=False)

    assert _way_to_compare(VALUES, Article, ("minutes", "title")) is None
    assert _way_to_compare(VALUES, Article, ("relative_dir",)) is None


def test_nothing_of_a_class_that_is_asked_for_all():
    class Other(Article):
        def __getattr__(self, name):
            raise AttributeError(name)

    assert _way_to_compare(VALUES, Other, ("title",)) is None

"""A feed is made again where, and only where, something that it is made of has changed."""

import os
from types import SimpleNamespace

import pytest
from feedgenerator import Atom1Feed, Rss201rev2Feed
from pelican.contents import Article, Author, Category, Page, Static, Tag
from pelican.plugins import signals
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import SafeDatetime
from pelican.writers import FileOverwriteFailedError, Writer

from fast_build.generator import feeds
from fast_build.generator.writer import FastWriter
from fast_build.kept_pages import KeptPages
from fast_build.reads import Tracer
from fast_build.values import Values


class Site:
    """Three articles and what is known of them in common, and their feed, written as often as one likes."""

    def __init__(self, folder):
        self.folder = folder
        self.settings = {**DEFAULT_CONFIG, "TIMEZONE": "UTC", "FEED_MAX_ITEMS": 5}
        self.context = {"SITEURL": "https://example.org", "SITENAME": "Site"}
        self.context |= {"SITESUBTITLE": "Of bread", "FEED_DOMAIN": "https://example.org"}
        self.articles = [self.article(slug, day) for day, slug in enumerate("abc", 1)]
        self.others = []  # in the feed, and no articles
        self.how = {"feed_type": "atom", "feed_title": "Bread"}
        self.token = ""

    def article(self, slug, day, summary="Short"):
        more = {
            "title": slug.upper(),
            "slug": slug,
            "date": SafeDatetime(2026, 1, day),
            "tags": [Tag("bread", self.settings)],
            "category": Category("baking", self.settings),
            "author": Author("Baker", self.settings),
            "summary": summary,
        }
        return Article(f"Text of {slug}.", more, self.settings, f"/site/{slug}.md", {})

    def pages(self):
        by_source = {article.source_path: article for article in self.articles}
        values = Values(
            (Article, Page, Static),
            (Tag, Category, Author),
            (),
            (SafeDatetime,),
            lambda each: by_source.get(each.source_path) is each,
        )
        pages = KeptPages(
            self.folder / "pages",
            Tracer(values, bool),
            str(self.folder),
            self.context,
            by_source.get,
            lambda content: None,
            lambda content: None if "{" in content._content else content._content,
            lambda kind, names: lambda *of: pages._are_as_they_were(of[0], names, of[1]),
        )
        pages.go_on(self.token)
        return pages

    def write(self):
        """Write the feed, with what the last build has noted; return it."""
        writer = FastWriter(str(self.folder), self.settings)
        writer.pages = self.pages()
        shown = [*self.articles, *self.others]
        feed = writer.write_feed(shown, self.context, "feed", **self.how)
        writer.pages.look_ahead()  # when feeds are there, pages come
        self.token += "t"
        writer.pages.keep(self.token, lambda path: False)
        self.unsure = " ".join(writer.pages.unsure)
        return feed

    def is_as_fresh(self):
        fresh = self.folder / "fresh"
        writer = Writer(str(fresh), self.settings)
        writer.write_feed(self.articles, self.context, "feed", **self.how)
        return (fresh / "feed").read_bytes() == (self.folder / "feed").read_bytes()


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


@pytest.fixture
def made(monkeypatch):
    """Count feeds that are written."""
    counted = []
    for kind in (Atom1Feed, Rss201rev2Feed):

        def write(feed, *args, stock=kind.write, **more):
            counted.append(feed)
            return stock(feed, *args, **more)

        monkeypatch.setattr(kind, "write", write)
    return counted


def of_article(name, value):
    return lambda site: setattr(site.articles[1], name, value)


def of(place, name, value):
    return lambda site: getattr(site, place).update({name: value})


CHANGES = {
    "title": of_article("title", "Other"),
    "slug": of_article("slug", "other"),
    "text": of_article("_content", "Other text."),
    "text with a link": of_article("_content", '<a href="{category}baking">a</a>'),
    "summary": lambda site: site.articles.__setitem__(1, site.article("b", 2, "Other")),
    "category": of_article("category", Category("soil", {**DEFAULT_CONFIG})),
    "name of a category": lambda site: setattr(site.articles[1].category, "name", "Soil"),
    "tags": of_article("tags", []),
    "author": of_article("author", Author("Other", {**DEFAULT_CONFIG})),
    "no author": lambda site: delattr(site.articles[1], "author"),
    "date": of_article("date", SafeDatetime(2026, 1, 9)),
    "modified": of_article("modified", SafeDatetime(2026, 1, 9)),
    "order": lambda site: site.articles.reverse(),
    "one less": lambda site: site.articles.pop(),
    "one more": lambda site: site.articles.append(site.article("d", 4)),
    "name of the site": of("context", "SITENAME", "Other"),
    "no subtitle": lambda site: site.context.pop("SITESUBTITLE"),
    "address of the site": of("context", "SITEURL", "https://other.example"),
    "domain": of("context", "FEED_DOMAIN", "https://other.example"),
    "title of the feed": of("how", "feed_title", "Other"),
    "address of the feed": of("how", "url", "other/"),
    "kind": lambda site: site.how.update(feed_type="atom" if "rss" in site.how.values() else "rss"),
    "how many": of("settings", "FEED_MAX_ITEMS", 2),
    "reference": of("settings", "FEED_APPEND_REF", True),
    "time zone": of("settings", "TIMEZONE", "Europe/Berlin"),
    "touched": lambda site: os.utime(site.folder / "feed", (1, 1)),
    "gone": lambda site: (site.folder / "feed").unlink(),
}


@pytest.mark.parametrize("kind", ["atom", "rss"])
@pytest.mark.parametrize("change", CHANGES)
def test_it_is_made_again_where_something_has_changed(site, made, change, kind):
    site.how["feed_type"] = kind
    site.write()
    CHANGES[change](site)
    made.clear()
    site.write()

    assert len(made) == 1
    assert site.is_as_fresh()


def test_what_an_rss_feed_shows_of_a_text_counts(site, made):
    site.how["feed_type"] = "rss"
    site.write()
    site.settings["RSS_FEED_SUMMARY_ONLY"] = not site.settings["RSS_FEED_SUMMARY_ONLY"]
    site.write()

    assert len(made) == 2
    assert site.is_as_fresh()


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_one_that_stands_is_left_alone_and_made_when_it_is_asked_for(site, made, kind):
    site.how["feed_type"] = kind
    expected = site.write()
    feed = site.write()
    feed = site.write()

    assert len(made) == 1
    assert feed.num_items() == 3
    assert feed.feed == expected.feed
    assert feed.items == expected.items
    assert site.is_as_fresh()


def test_what_is_not_in_it_does_not_count(site, made):
    site.settings["FEED_MAX_ITEMS"] = 2
    site.write()
    site.articles[2].title = "Other"
    site.write()

    assert len(made) == 1


def test_a_text_with_links_is_made_each_time_and_said(site, made):
    site.articles[1]._content = '<a href="{category}baking">a</a>'
    site.write()
    site.write()

    assert len(made) == 2
    assert site.unsure == "a feed shows a text that may have links"


class Comment:
    """What a plugin may put into a feed: no article."""

    __slots__ = ("date", "summary", "title", "url")

    def __init__(self):
        self.title = self.summary = self.url = "a"
        self.date = SafeDatetime(2026, 1, 1)

    def get_content(self, siteurl):
        return "Text"


def test_what_is_no_article_is_put_into_one_each_time(site, made):
    site.others = [Comment()]
    site.write()
    site.write()

    assert len(made) == 2
    assert site.unsure == "it reads a Comment"


def test_an_empty_one_is_made_each_time_since_it_bears_the_time_of_day(site, made):
    site.articles.clear()
    site.write()
    site.write()

    assert len(made) == 2


@pytest.mark.parametrize("signal", [signals.feed_generated, signals.feed_written])
def test_where_somebody_listens_it_is_made_each_time(site, made, signal):
    heard = []
    with signal.connected_to(lambda *args, **more: heard.append(args)):
        site.write()
        site.write()

    assert len(made) == len(heard) == 2


def test_where_a_plugin_makes_feeds_it_is_made_each_time(site, made, monkeypatch):
    stock = Writer._add_item_to_the_feed

    def add(writer, feed, item):
        stock(writer, feed, item)

    monkeypatch.setattr(Writer, "_add_item_to_the_feed", add)
    feeds._is_stock.cache_clear()
    try:
        site.write()
        site.write()
    finally:
        feeds._is_stock.cache_clear()

    assert len(made) == 2


def test_without_a_place_it_is_made_for_its_caller(site, made):
    writer = FastWriter(str(site.folder), site.settings)
    writer.pages = site.pages()

    assert writer.write_feed(site.articles, site.context, url="feed").num_items() == 3


def test_two_at_one_place_are_a_mistake_also_where_the_first_stands(site, made):
    site.write()
    writer = FastWriter(str(site.folder), site.settings)
    writer.pages = site.pages()
    writer.write_feed(site.articles, site.context, "feed", **site.how)

    with pytest.raises(FileOverwriteFailedError):
        writer.write_feed(site.articles, site.context, "feed", **site.how)


def test_one_that_may_take_the_place_of_another_is_made_each_time(site, made):
    site.how["override_output"] = True
    site.write()
    site.write()

    assert len(made) == 2


def test_what_is_one_thing_for_a_feed_and_another_for_a_page_counts(site, made):
    pages = site.pages()
    article, tracer = site.articles[0], pages.tracer
    page = pages.page_of({}, [article], ["title"])
    article.title = "Changed between them"
    tracer._attribute(page, article, "title", article.title)

    assert tracer.facts[tracer.values.identity(article)]["title"] == ("changes",)


def test_a_page_that_nothing_can_stand_for_is_noted_as_unsure(site):
    site.articles[0].title = SimpleNamespace()

    assert site.pages().page_of({}, site.articles, ["title"]).unsure == "it reads a SimpleNamespace"

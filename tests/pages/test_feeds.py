"""The feeds, as a feed reader and as a person meets them."""

import re

import feedparser
import pytest

FEEDS = [
    "feeds/all.atom.xml",
    "answers/feed.atom",
    "comments/feed.atom",
    "help/interviewing/feed.atom",
    "help/after-a-rejection/feed.atom",
]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_well_formed_and_says_where_it_is(site, path):
    feed = feedparser.parse((site / path).read_bytes())

    assert not feed.bozo
    links = {link["rel"]: link["href"] for link in feed.feed.links}
    assert links["self"] == f"https://example.org/{path}"
    assert links["alternate"] == "https://example.org/"


def test_the_feed_has_every_article_with_plain_titles_and_absolute_links(site):
    feed = feedparser.parse((site / "feeds/all.atom.xml").read_bytes())

    titles = [entry.title for entry in feed.entries]
    assert "“No” may not be final!" in [title.replace("\xa0", " ") for title in titles]
    for entry in feed.entries:
        assert not re.search(r"<|&#?\w+;", entry.title)
        assert entry.link.startswith("https://example.org/2026/")
        for address in re.findall(r'(?:href|src)="([^"]+)"', entry.content[0].value):
            assert re.match(r"https?://|mailto:|#", address), (entry.title, address)


def test_old_subscribers_get_the_same_feed(site):
    old, new = site / "feeds/posts/default", site / "feeds/all.atom.xml"

    assert old.read_bytes().replace(b"../..", b"..") == new.read_bytes()


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_that_a_person_opens_is_dressed(site, path):
    text = (site / path).read_text(encoding="utf-8")

    href = re.search(r'<\?xml-stylesheet type="text/css" href="([^"]+)"\?>', text)[1]
    assert ((site / path).parent / href).is_file()


def test_the_sitemap_has_every_page_that_may_be_found_once_and_no_other(site):
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    addresses = re.findall(r"<loc>([^<]+)</loc>", text)

    pages = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    expected = [
        f"https://example.org/{page.removesuffix('index.html')}"
        for page in pages
        if page not in ("404.html", "search/index.html")
        and not re.fullmatch(r"\d{4}/(\d\d/)?index\.html", page)
    ]
    assert sorted(addresses) == sorted(expected)


def test_robots_are_told_where_the_sitemap_is(site):
    assert "Sitemap: https://example.org/sitemap.xml" in (site / "robots.txt").read_text()

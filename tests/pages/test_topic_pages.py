"""Help by topic, as a reader meets it."""

import tomllib

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def catalogue():
    return tomllib.loads((ROOT / "content/topics.toml").read_text(encoding="utf-8"))["topic"]


def links_to_articles(page):
    return [a["href"].rpartition("/")[2] for a in page.main.find_all("a") if "/20" in a["href"]]


def test_the_index_has_every_topic_in_the_order_of_the_catalogue(open_page, catalogue):
    headings = [h.get_text(" ", strip=True) for h in open_page("/help/").main.find_all("h2")]

    for topic, heading in zip(catalogue, headings, strict=True):
        assert heading.startswith(topic["name"])


def test_the_index_lists_every_article(open_page, site):
    listed = set(links_to_articles(open_page("/help/")))

    assert listed == {p.name for p in site.glob("20??/??/*.html") if p.name != "index.html"}


def test_a_topic_starts_with_what_its_author_chose_in_that_order(open_page, catalogue):
    for topic in catalogue:
        page = open_page(f"/help/{topic['slug']}/")

        chosen = [f"{slug}.html" for slug in topic["start_here"]]
        assert links_to_articles(page)[: len(chosen)] == chosen


def test_no_article_stands_twice_on_the_page_of_a_topic(open_page, catalogue):
    for topic in catalogue:
        links = links_to_articles(open_page(f"/help/{topic['slug']}/"))

        assert len(links) == len(set(links)), topic["slug"]


def test_home_leads_from_what_has_happened_straight_to_its_article(open_page):
    links = open_page("/").find(class_="situations").find_all("a")
    places = [open_page(a["href"].removeprefix(".")).find(class_="topic-links").a for a in links]
    order = [a["href"] for a in open_page("/").find(class_="line").find_all("a")]

    assert 10 <= len(links) <= 16
    assert "I was turned down today" in [a.get_text() for a in links]
    numbers = [order.index("./" + a["href"].removeprefix("../../")) for a in places]
    assert numbers == sorted(numbers)


def test_a_topic_leads_to_the_stops_before_and_after(open_page, catalogue):
    slugs = [topic["slug"] for topic in catalogue]

    def neighbours(slug):
        page = open_page(f"/help/{slug}/")
        hrefs = [a["href"] for a in page.find_all("a", rel=["prev", "next"])]
        return [href.rstrip("/").rpartition("/")[2] for href in hrefs]

    assert neighbours(slugs[0]) == [slugs[1]]
    assert neighbours(slugs[4]) == [slugs[3], slugs[5]]
    assert neighbours(slugs[-1]) == [slugs[-2]]


def test_every_article_says_what_to_read_next_and_why(site, open_page):
    for path in site.glob("20??/??/*.html"):
        if path.name == "index.html":
            continue
        page = open_page(path.relative_to(site).as_posix())
        picks = page.find(class_="keep-going").find_all("li")
        assert len(picks) == 4, path
        for pick in picks:
            assert pick.a["href"].rpartition("/")[2] != path.name
            assert pick.get_text(" ", strip=True) != pick.a.get_text(" ", strip=True)


def test_what_the_author_chose_comes_first(open_page):
    source = (ROOT / "content/articles/no-may-not-be-final.md").read_text(encoding="utf-8")
    line = next(text for text in source.splitlines() if text.startswith("Related:"))
    chosen = [f"{slug.strip()}.html" for slug in line.removeprefix("Related:").split(",")]

    page = open_page("/2026/11/no-may-not-be-final.html")

    picks = [a["href"].rpartition("/")[2] for a in page.find(class_="keep-going").find_all("a")]
    assert picks[: len(chosen)] == chosen

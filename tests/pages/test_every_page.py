"""What holds for every page of the site as readers get it."""

import base64
import hashlib
import json
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

ADDRESS = "https://example.org"


@pytest.fixture(scope="module")
def pages(site):
    """Every page by its path."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(
            path.read_text(encoding="utf-8"), "html.parser"
        )
        for path in sorted(site.rglob("*.html"))
    }


def failing(pages, holds):
    return [path for path, page in pages.items() if not holds(page)]


def test_there_are_pages_of_every_kind(pages):
    assert len(pages) >= 12 + 9 + 10


def test_a_page_has_one_heading_of_the_first_rank_and_skips_none(pages):
    def ranks_in_order(page):
        ranks = [int(h.name[1]) for h in page.find_all(re.compile("^h[1-6]$"))]
        steps = pairwise(ranks)
        return ranks.count(1) == 1 and ranks[0] == 1 and all(b - a <= 1 for a, b in steps)

    assert failing(pages, ranks_in_order) == []


def test_a_page_says_its_language_and_how_to_show_it_on_a_phone(pages):
    assert failing(pages, lambda p: p.html["lang"] == "en") == []
    assert failing(pages, lambda p: p.find("meta", {"name": "viewport"})) == []


def test_titles_and_descriptions_are_plain_text_and_no_two_titles_are_equal(pages):
    for path, page in pages.items():
        title = page.title.string
        description = page.find("meta", {"name": "description"})["content"]
        for text in (title, description):
            assert text.strip(), path
            assert not re.search(r"[<>]|&\w+;|&#", text), (path, text)
    titles = [page.title.string for page in pages.values()]
    assert sorted(set(titles)) == sorted(titles)


def test_a_title_with_quotes_and_one_with_question_marks_come_out_whole(open_page):
    no = open_page("/2026/11/no-may-not-be-final.html")
    resistor = open_page("/2026/11/are-you-a-resistor.html")

    assert no.title.string == "“No” may not be final! · The Wise Job Search"
    assert no.h1.get_text().replace("\xa0", " ") == "“No” may not be final!"
    assert no.h1.find(class_="dquo").string == "“"
    assert resistor.title.string == "Are You a Resistor??? · The Wise Job Search"


def test_the_first_link_leads_to_the_text(pages):
    def skips(page):
        first = page.find("a")
        return first["href"] == "#main" and page.find(id="main").name == "main"

    assert failing(pages, skips) == []


def test_nothing_is_inline_that_the_policy_forbids(pages, site):
    policy = (site / "_headers").read_text(encoding="utf-8")

    def allowed(script):
        digest = hashlib.sha256(script.string.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'" in policy

    def strict(page):
        scripts = [s for s in page.find_all("script") if s.get("type") != "application/ld+json"]
        return (
            not page.find_all(style=True)
            and not page.find_all("style")
            and all(allowed(s) if s.string else s.get("src") for s in scripts)
            and not any(name.startswith("on") for tag in page.find_all(True) for name in tag.attrs)
        )

    assert failing(pages, strict) == []


def test_no_file_is_fetched_from_another_host(pages):
    def own(page):
        fetched = [tag["src"] for tag in page.find_all(src=True)]
        fetched += [
            tag["href"]
            for tag in page.find_all("link", href=True)
            if {"stylesheet", "icon", "preload", "apple-touch-icon"} & set(tag["rel"])
        ]
        return not any(re.match(r"(\w+:)?//", address) for address in fetched)

    assert failing(pages, own) == []


def test_an_address_of_its_own_is_named_by_every_page_that_may_be_found(pages):
    for path, page in pages.items():
        if path in ("404.html", "search/index.html"):
            continue
        canonical = page.find("link", rel="canonical")["href"]
        assert canonical == f"{ADDRESS}/{path.removesuffix('index.html')}", path
        assert page.find("meta", property="og:url")["content"] == canonical
        assert page.find("meta", property="og:title")["content"], path


def test_data_for_machines_can_be_read(pages):
    kinds = {}
    for path, page in pages.items():
        for script in page.find_all("script", type="application/ld+json"):
            data = json.loads(script.string)
            for entry in data if isinstance(data, list) else [data]:
                assert entry["@context"] == "https://schema.org"
                kinds.setdefault(entry["@type"], []).append(path)
    articles = [
        path for path in pages if re.match(r"\d{4}/\d\d/.+\.html", path) and "index" not in path
    ]
    topics = [path for path in pages if path.startswith("help/")]

    assert sorted(kinds["Article"]) == articles
    assert set(articles + topics) - {"help/index.html"} <= set(kinds["BreadcrumbList"])


def test_where_the_reader_is_on_the_line_is_said(open_page):
    article = open_page("/2026/11/no-may-not-be-final.html")
    topic = open_page("/help/networking/")

    here = [a.get_text(strip=True) for a in article.find_all("a", attrs={"aria-current": True})]
    assert here[:2] == ["After a rejection", "Keeping your spirits up"]
    assert "Networking" in [
        a.get_text(strip=True) for a in topic.find_all("a", attrs={"aria-current": True})
    ]

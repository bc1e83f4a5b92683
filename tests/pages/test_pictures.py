"""Pictures as readers get them: on pages, on cards of shared links, and in data for machines."""

import json
import re
from datetime import datetime
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from PIL import Image

ADDRESS = "https://example.org"
LARGEST_CARD = 30_000


@pytest.fixture(scope="module")
def pages(site):
    """Every page by its path."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(
            path.read_text(encoding="utf-8"), "html.parser"
        )
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def data(pages):
    """Each schema.org object on the site, with the path of its page."""
    return [
        (path, json.loads(script.string))
        for path, page in pages.items()
        for script in page.find_all("script", type="application/ld+json")
    ]


def file_at(site, address):
    assert address.startswith(f"{ADDRESS}/"), address
    return site / address.removeprefix(f"{ADDRESS}/")


def of_property(page, name):
    return page.find("meta", property=name)["content"]


def test_every_picture_has_a_text_and_a_size(pages):
    lacking = [
        (path, image["src"])
        for path, page in pages.items()
        for image in page.find_all("img")
        if not (image.get("alt") and image.get("width", "").isdigit())
        or not image.get("height", "").isdigit()
    ]

    assert lacking == []
    assert any(page.find("img") for page in pages.values())


def test_every_form_of_a_picture_is_there(site, pages):
    for path, page in pages.items():
        for source in page.find_all(["img", "source"]):
            addresses = [source["src"]] if source.get("src") else []
            addresses += [each.split()[0] for each in source.get("srcset", "").split(", ") if each]
            for address in addresses:
                assert ((site / path).parent / address).is_file(), (path, address)


def test_every_page_has_a_card_that_is_there_and_says_its_size(site, pages):
    for path, page in pages.items():
        content = file_at(site, of_property(page, "og:image")).read_bytes()
        said = (of_property(page, "og:image:width"), of_property(page, "og:image:height"))
        assert Image.open(BytesIO(content)).size == (1200, 630), path
        assert said == ("1200", "630"), path
        assert len(content) < LARGEST_CARD, path
        assert of_property(page, "og:image:alt").endswith("The Wise Job Search"), path
        assert page.find("meta", {"name": "twitter:card"})["content"] == "summary_large_image"


def test_every_article_and_topic_has_a_card_of_its_own(pages):
    own = {
        path: of_property(page, "og:image")
        for path, page in pages.items()
        if re.fullmatch(r"\d{4}/\d\d/(?!index).+\.html|help/[^/]+/index\.html", path)
    }

    assert len(set(own.values())) == len(own)
    assert of_property(pages["index.html"], "og:image") not in own.values()


def test_a_card_says_the_title_and_the_stop(open_page):
    page = open_page("/2026/11/no-may-not-be-final.html")

    assert of_property(page, "og:image:alt") == (
        "“No” may not be final! · After a rejection · The Wise Job Search"
    )


def test_every_card_is_of_a_page(site, pages):
    used = {of_property(page, "og:image").rpartition("/")[2] for page in pages.values()}

    assert {path.name for path in (site / "cards").iterdir()} == used


# --- Data for machines: what schema.org and Google's documentation ask for ---------------------------


def test_an_article_has_every_field_that_is_required_or_recommended(site, data):
    articles = [(path, thing) for path, thing in data if thing["@type"] == "Article"]

    assert articles
    for path, article in articles:
        assert 0 < len(article["headline"]) <= 110, path
        assert Image.open(BytesIO(file_at(site, article["image"]).read_bytes())).size >= (1200, 630)
        dates = [datetime.fromisoformat(article[name]) for name in _DATES]
        assert all(date.tzinfo for date in dates), path
        assert dates == sorted(dates), path
        for who in ("author", "publisher"):
            assert article[who]["@type"] in ("Organization", "Person"), path
            assert article[who]["name"], path
            assert file_at(site, article[who]["url"]).is_dir(), path
        assert file_at(site, article["mainEntityOfPage"]) == site / path
        assert article["inLanguage"] == "en"
        assert article["description"], path
        assert not re.search(r"<|&\w+;", json.dumps(article)), path


_DATES = ("datePublished", "dateModified")


def test_a_trail_leads_from_the_home_page_to_this_one_without_a_gap(site, data):
    trails = [(path, thing) for path, thing in data if thing["@type"] == "BreadcrumbList"]

    assert trails
    for path, trail in trails:
        items = trail["itemListElement"]
        assert [item["position"] for item in items] == list(range(1, len(items) + 1)), path
        assert {item["@type"] for item in items} == {"ListItem"}, path
        assert all(item["name"] for item in items), path
        assert len(items) >= 2, path
        assert items[0]["item"] == f"{ADDRESS}/", path
        for item in items:
            target = file_at(site, item["item"])
            assert (target / "index.html").is_file() if target.is_dir() else target.is_file(), path


def test_every_address_for_machines_is_whole(data):
    def addresses(thing):
        if isinstance(thing, dict):
            for name, value in thing.items():
                if name in ("url", "item", "image", "mainEntityOfPage"):
                    yield value
                else:
                    yield from addresses(value)
        elif isinstance(thing, list):
            for each in thing:
                yield from addresses(each)

    for path, thing in data:
        assert thing["@context"] == "https://schema.org"
        for address in addresses(thing):
            assert urlsplit(address).scheme == "https", (path, address)
            assert urlsplit(address).netloc, (path, address)

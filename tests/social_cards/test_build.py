"""The plugin at work in stock Pelican: other people's sites, with their themes and their words."""

import re
from io import BytesIO

import feedparser
import pytest
from PIL import Image

from tests.conftest import ROOT, run_pelican

SHOW = """
{% extends "!simple/article.html" %}
{% block content %}
card: {{ social_cards.get(article, social_cards.site).url }}
alt: {{ social_cards.get(article, social_cards.site).alt }}
{% endblock %}
"""


@pytest.fixture
def pelican(tmp_path):
    """Return a function that builds a site of {path: text} and gives its output folder."""

    def build(files, **settings):
        theme = tmp_path / "theme/templates"
        theme.mkdir(parents=True, exist_ok=True)
        (theme / "article.html").write_text(SHOW, encoding="utf-8")
        own = {
            "DELETE_OUTPUT_DIRECTORY": True,
            "THEME": "theme",
            "FEED_ALL_ATOM": "all.atom.xml",
            "FEED_ALL_RSS": "all.rss.xml",
            "PLUGINS": ["build_cache", "social_cards"],
            "SOCIAL_CARD_FONTS": [str(ROOT / "theme/static/fonts/signage.woff2")],
        }
        build.result = run_pelican(tmp_path, files, own | settings)
        build.said = " ".join((build.result.stdout + build.result.stderr).split())
        return tmp_path / "output"

    return build


def post(title, **fields):
    head = {"Title": title, "Date": "2024-01-02", **fields}
    return "".join(f"{key}: {value}\n" for key, value in head.items()) + "\ntext\n"


def cards(output):
    """The cards of a site: name without hash -> bytes."""
    return {path.name.split(".")[0]: path.read_bytes() for path in output.glob("cards/*.png")}


def test_every_article_and_the_site_have_a_card_under_a_hashed_name(pelican):
    output = pelican({"a.md": post("On bread"), "b.md": post("“On” <em>soil</em> &amp; seed")})

    assert pelican.result.returncode == 0, pelican.said
    assert set(cards(output)) == {"site", "on-bread", "on-soil-seed"}
    page = (output / "on-soil-seed.html").read_text(encoding="utf-8")
    address = re.search(r"card: (cards/on-soil-seed\.[0-9a-f]{12}\.png)", page)[1]
    assert Image.open(BytesIO((output / address).read_bytes())).size == (1200, 630)
    assert re.search("alt: (.*)", page)[1] == "“On” soil & seed · Elsewhere"


def test_with_topics_there_is_a_line_and_a_card_for_each(pelican):
    files = {"a.md": post("On bread", Tags="baking"), "b.md": post("On soil", Tags="gardens")}

    plain = cards(pelican(files, PLUGINS=["build_cache", "social_cards"]))
    lined = cards(pelican(files, PLUGINS=["build_cache", "help_by_topic", "social_cards"]))

    assert set(lined) == {"site", "on-bread", "on-soil", "baking", "gardens"}
    assert plain["on-bread"] != lined["on-bread"]
    page = pelican({}, PLUGINS=["build_cache", "help_by_topic", "social_cards"]) / "on-bread.html"
    assert "alt: On bread · baking · Elsewhere" in page.read_text(encoding="utf-8")


def test_what_is_not_published_has_no_card_and_a_draft_shows_that_of_the_site(pelican):
    output = pelican(
        {
            "a.md": post("On bread"),
            "b.md": post("Secret", Status="draft"),
            "c.md": post("Hidden", Status="hidden"),
            "d.md": post("Later", Date="2999-01-01"),
        },
        WITH_FUTURE_DATES=False,
    )

    assert set(cards(output)) == {"site", "on-bread"}
    assert "card: cards/site." in (output / "drafts/secret.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("feed", ["all.atom.xml", "all.rss.xml"])
def test_a_feed_shows_the_card_beside_the_title_and_not_in_the_text(pelican, feed):
    output = pelican({"a.md": post("On bread")})

    parsed = feedparser.parse((output / feed).read_bytes())
    (entry,) = parsed.entries
    (thumbnail,) = entry.media_thumbnail
    assert not parsed.bozo
    assert thumbnail["url"].startswith("https://elsewhere.example/cards/on-bread.")
    assert (output / thumbnail["url"].removeprefix("https://elsewhere.example/")).is_file()
    assert (thumbnail["width"], thumbnail["height"]) == ("1200", "630")
    assert "<img" not in str(entry)


def test_a_title_that_no_font_can_write_has_the_card_of_the_site(pelican):
    output = pelican({"a.md": post("Хлеб", Slug="bread")})

    assert set(cards(output)) == {"site"}
    assert "card: cards/site." in (output / "bread.html").read_text(encoding="utf-8")


def test_a_site_whose_name_no_font_can_write_still_builds(pelican):
    output = pelican({"a.md": post("On bread")}, SITENAME="Хлеб")

    assert pelican.result.returncode == 0, pelican.said
    assert set(cards(output)) == {"site"}


def test_size_and_colours_are_the_sites_own(pelican):
    output = pelican(
        {"a.md": post("On bread")},
        SOCIAL_CARD_SIZE=(600, 315),
        SOCIAL_CARD_COLORS={"ground": "#102030"},
        SOCIAL_CARD_FONTS=[],
    )

    image = Image.open(BytesIO(cards(output)["on-bread"])).convert("RGB")
    assert image.size == (600, 315)
    assert image.getpixel((0, 0)) == (0x10, 0x20, 0x30)


def test_settings_that_cannot_be_used_are_named(pelican):
    pelican(
        {"a.md": post("On bread")},
        SOCIAL_CARD_FONTS=["gone.woff2"],
        SOCIAL_CARD_COLORS={"gruond": "#fff"},
    )

    assert pelican.result.returncode != 0
    assert "SOCIAL_CARD_FONTS: there is no file gone.woff2. Name font files by" in pelican.said
    assert "SOCIAL_CARD_COLORS: 'gruond' is not known. Use ground, ink" in pelican.said


def test_two_builds_are_equal_with_the_cache_and_without(pelican, tmp_path):
    files = {"a.md": post("On bread"), "b.md": post("On soil")}

    first = cards(pelican(files))
    kept = list((tmp_path / "cache/cards").iterdir())
    again = cards(pelican(files))
    for path in kept:
        path.write_bytes(b"damaged")
    afresh = cards(pelican(files))

    assert first == again == afresh
    assert len(kept) == 3

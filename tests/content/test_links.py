"""A reader who finishes one article is led to the next, and every article is led to."""

import re

from tests.content.collection import articles, linked_from, pages

SLUGS = frozenset(one.slug for one in articles())
SHEETS = {
    "application-log",
    "first-90-days-sheet",
    "interview-preparation-sheet",
    "offer-comparison-sheet",
    "search-plan-for-the-week",
}


def test_every_article_leads_to_three_others_or_more():
    out = {one.slug: len((one.links & SLUGS) - {one.slug}) for one in articles()}

    assert {slug: count for slug, count in out.items() if count < 3} == {}


def test_every_article_is_led_to_from_two_others_or_more():
    assert {slug: linked_from(slug) for slug in SLUGS if len(linked_from(slug)) < 2} == {}


def test_no_link_is_named_here_or_click():
    empty = re.compile(r"\[(?:here|click here|this|this article|read more|link)\]\(", re.IGNORECASE)

    assert [one.slug for one in (*articles(), *pages()) if empty.search(one.source)] == []


def test_what_a_link_says_fits_on_a_line():
    long = re.compile(r"(?<!!)\[([^\]\n]{61,})\]\(")

    assert [found for one in articles() for found in long.findall(one.source)] == []


def test_twenty_articles_or_more_say_themselves_what_to_read_next():
    assert len([one for one in articles() if one.names("related")]) >= 20


def test_an_article_says_two_to_four_articles_to_read_next_and_not_itself():
    said = {one.slug: one.names("related") for one in articles() if "related" in one.fields}

    assert {
        slug: names
        for slug, names in said.items()
        if not 2 <= len(set(names)) <= 4 or slug in names or not set(names) <= SLUGS
    } == {}


def test_every_sheet_is_led_to_from_two_articles_or_more():
    assert {slug: linked_from(slug) for slug in SHEETS if len(linked_from(slug)) < 2} == {}


def test_the_sheets_stand_on_one_page_that_the_sheets_and_the_about_page_lead_to():
    links = {one.slug: one.links for one in pages()}

    assert SHEETS - links["sheets"] == set()
    assert [slug for slug in (*SHEETS, "about") if "sheets" not in links[slug]] == []

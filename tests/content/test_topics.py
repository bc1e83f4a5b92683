"""Every stop of the line is ready for a reader who gets off there."""

import re
from collections import Counter

from tests.conftest import ROOT
from tests.content.collection import articles, topics


def test_every_stop_has_a_short_summary_and_an_introduction_of_60_to_120_words():
    wrong = {
        topic["slug"]: (len(topic["summary"]), len(topic["introduction"].split()))
        for topic in topics()
        if len(topic["summary"]) >= 120 or not 60 <= len(topic["introduction"].split()) <= 120
    }

    assert wrong == {}


def test_every_stop_has_seven_articles_of_its_own_or_more():
    first = Counter(one.names("topics")[0] for one in articles())

    assert {t["slug"]: first[t["slug"]] for t in topics() if first[t["slug"]] < 7} == {}


def test_every_stop_names_three_or_four_articles_filed_there_to_start_with():
    filed = {one.slug: one.names("topics") for one in articles()}

    assert {
        topic["slug"]: topic["start_here"]
        for topic in topics()
        if not 3 <= len(set(topic["start_here"])) <= 4
        or any(topic["slug"] not in filed.get(slug, ()) for slug in topic["start_here"])
    } == {}


def test_no_article_is_where_two_stops_say_to_start():
    named = Counter(slug for topic in topics() for slug in topic["start_here"])

    assert [slug for slug, count in named.items() if count > 1] == []


def test_no_word_leads_to_two_stops():
    words = Counter(
        word
        for topic in topics()
        for word in {name.lower() for name in (topic["name"], topic["slug"], *topic["synonyms"])}
    )

    assert sorted(word for word, count in words.items() if count > 1) == []


def test_planned_articles_stand_at_the_stop_where_they_are_filed_first_in_reading_order():
    plan = (ROOT / "docs/collection.md").read_text(encoding="utf-8")
    planned = {
        name: re.findall(
            r"^\| ([a-z0-9-]*[a-z][a-z0-9-]*) \| (?!the reader says)", rows, re.MULTILINE
        )
        for name, rows in re.findall(r"^## (.+)\n((?:\|.*\n?)+)", plan, re.MULTILINE)
    }
    every = {slug for slugs in planned.values() for slug in slugs}
    newest_first = sorted(articles(), key=lambda one: one.fields["date"], reverse=True)

    assert planned == {
        topic["name"]: [
            one.slug
            for one in newest_first
            if one.slug in every and one.names("topics")[0] == topic["slug"]
        ]
        for topic in topics()
    }

"""How the articles are worded: nothing empty, nothing twice, nothing misspelt."""

import re

import pytest

from tests.conftest import ROOT
from tests.content.collection import articles, pages, topics
from tests.content.wording import shared_passages, unknown_words, words_of

PIECES = (*articles(), *pages())
WORDS = (ROOT / "tests/content/words.txt").read_text(encoding="utf-8").split()
BANNED = {
    r"\bin today's\b": "a date that ages, and a slogan",
    r"\bcompetitive (?:job )?market\b": "a slogan",
    r"\bdream job\b": "a promise",
    r"\bgame.changer\b": "a slogan",
    r"\bwin-win\b": "a slogan",
    r"\bthink outside the box\b": "a slogan",
    r"\bsecrets? (?:to|of) success\b": "a promise",
    r"\bguaranteed? (?:to|you|an? (?:job|interview|offer))\b": "nobody can promise it",
    r"\b(?:studies|research|experts?) (?:show|say|suggest|agree)s?\b": "which? say it or leave it",
    r"\d ?(?:%|percent) of (?:people|jobs|employers|recruiters|résumés)\b": "a figure and no source",
    r"\bit(?:'s| is) important to (?:note|remember)\b": "filler: say the thing",
    r"\bneedless to say\b": "then leave it out",
    r"\bat the end of the day\b": "filler",
    r"\bhit the ground running\b": "an idiom that a second-language reader trips over",
    r"\bpassionate about\b": "what every letter says",
    r"\b(?:leverage|utilize|delve)[sd]?\b": "a long word for a short one",
    r"\b(?:just|only) (?:stay|be|think) positive\b": "it blames the reader for a bad day",
    r"\beverything happens for a reason\b": "a saying in place of advice",
    r"\bwhen one door closes\b": "a saying in place of advice",
    r"\be-mails?\b": "email",
    r"\bresumes?\b": "résumé",
    r"\bcounteroffers?\b": "counter-offer, as in the title of its article",
    r"\b(?:cheques?|colours?|labour|programmes?|behaviour|favour\w*|organis\w+|whilst)\b": "the "
    "site spells as they do in the United States",
    r"[—–]": "few dashes: a full stop, a comma or a colon",
}


def told(piece) -> str:
    """Everything that a piece tells its reader: what it is called, and its text."""
    called = (piece.fields.get(field, "") for field in ("title", "summary", "question"))
    return "\n".join([*called, piece.text])


@pytest.mark.parametrize(("phrase", "reason"), BANNED.items())
def test_no_article_or_page_has_the_phrase(phrase, reason):
    found = {one.slug: re.findall(phrase, told(one), re.IGNORECASE) for one in PIECES}

    assert {slug: phrases for slug, phrases in found.items() if phrases} == {}, reason


def test_no_two_articles_or_pages_share_twelve_words_in_a_row():
    assert shared_passages({one.slug: one.text for one in PIECES}) == {}


def test_every_word_is_spelt_as_a_dictionary_or_the_site_spells_it():
    texts = {one.slug: told(one) for one in PIECES}
    texts |= {
        topic["slug"]: " ".join([topic["name"], topic["summary"], topic["introduction"]])
        for topic in topics()
    }

    assert unknown_words(texts, WORDS) == {}


def test_the_sites_own_words_stand_in_order_and_each_is_used():
    used = {word for one in PIECES for word in words_of(told(one))}
    used |= {word for topic in topics() for word in words_of(topic["introduction"])}

    assert sorted(set(WORDS)) == WORDS
    assert [word for word in WORDS if word not in used] == []


def test_a_passage_is_found_whatever_stands_between_its_words():
    texts = {
        "one": "Say it once, kindly: *thank you*.",
        "two": "Now say it | once kindly | thank you!",
        "three": "Say it twice, kindly.",
    }

    assert shared_passages(texts, length=5) == {
        "say it once kindly thank": ("one", "two"),
        "it once kindly thank you": ("one", "two"),
    }


def test_a_misspelt_word_is_found_and_an_address_is_not_read():
    texts = {"one": "You recieve it. See findahelpline.com.", "two": "I recieve a qwxz from me."}

    assert unknown_words(texts, ["qwxz"]) == {"recieve": ("one", "two")}

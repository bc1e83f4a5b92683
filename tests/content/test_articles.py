"""Every article is what docs and readers expect of it."""

import re
import tomllib

import markdown
import pytest
import textstat
from bs4 import BeautifulSoup

from commands.check.front_matter import read_front_matter
from tests.conftest import ROOT

ARTICLES = sorted((ROOT / "content/articles").glob("*.md"))
EXTENSIONS = ["meta", "extra", "admonition", "sane_lists", "toc"]
# Each says nothing, or sells.
BANNED = {
    "in today's": "a date that ages, and a slogan",
    "competitive market": "a slogan",
    "dream job": "a promise",
    "game changer": "a slogan",
    "studies show": "which? say it or leave it",
    "it is important to note": "filler",
    "needless to say": "then leave it out",
}


@pytest.fixture(scope="module", params=ARTICLES, ids=lambda path: path.stem)
def article(request):
    text = request.param.read_text(encoding="utf-8")
    fields, body_line = read_front_matter(text)
    html = markdown.markdown(text, extensions=EXTENSIONS)
    return {
        "fields": {field.key: field.value for field in fields},
        "source": "\n".join(text.splitlines()[body_line - 1 :]),
        "page": BeautifulSoup(html, "html.parser"),
    }


def test_it_has_between_500_and_1100_words(article):
    assert 500 <= len(article["page"].get_text(" ").split()) <= 1100


def test_its_summary_is_one_short_sentence_that_can_stand_alone(article):
    summary = article["fields"]["summary"]

    assert 40 <= len(summary) < 160
    assert summary[-1] in ".!?"


def test_a_thirteen_year_old_can_read_it(article):
    sentences = [
        part.get_text(" ", strip=True)
        for part in article["page"].find_all(["p", "li"])
        if not part.find(["p", "li"])
    ]
    text = " ".join(s if s[-1:] in ".!?:" else f"{s}." for s in sentences if s)

    assert textstat.flesch_kincaid_grade(text) <= 8


def test_it_leads_to_three_other_articles_or_more(article):
    assert len(set(re.findall(r"\{filename\}([\w-]+)\.md", article["source"]))) >= 3


def test_it_holds_something_to_use_today(article):
    assert article["page"].select(".admonition, table, ol")


def test_its_sections_begin_at_the_second_rank(article):
    assert article["page"].find("h1") is None
    assert len(article["page"].find_all("h2")) >= 2


@pytest.mark.parametrize("phrase", BANNED)
def test_it_has_no_empty_phrase(article, phrase):
    assert phrase not in article["source"].lower()


def test_no_two_articles_share_a_paragraph():
    seen = {}
    for path in ARTICLES:
        text = path.read_text(encoding="utf-8").split("\n\n", 1)[1]
        for paragraph in text.split("\n\n"):
            words = " ".join(paragraph.split())
            if len(words.split()) >= 12:
                assert seen.setdefault(words, path.stem) == path.stem, words


def test_every_topic_has_an_introduction_a_summary_and_two_articles_or_more():
    catalogue = tomllib.loads((ROOT / "content/topics.toml").read_text(encoding="utf-8"))["topic"]
    named = [
        topic.strip()
        for path in ARTICLES
        for line in path.read_text(encoding="utf-8").splitlines()[:10]
        if line.startswith("Topics:")
        for topic in line.removeprefix("Topics:").split(",")
    ]

    for topic in catalogue:
        assert 60 <= len(topic["introduction"].split()) <= 120, topic["slug"]
        assert len(topic["summary"]) < 120
        assert named.count(topic["slug"]) >= 2, topic["slug"]

"""Every article has the parts that readers and editors count on."""

import re
from collections import Counter

from tests.content.collection import articles, pages


def test_every_article_has_a_title_a_date_topics_and_a_summary():
    needed = {"title", "date", "topics", "summary"}

    assert {
        one.slug: needed - one.fields.keys() for one in articles() if needed - one.fields.keys()
    } == {}


def test_no_two_articles_have_one_title_or_one_summary():
    said = Counter(one.fields[field] for one in articles() for field in ("title", "summary"))

    assert [text for text, count in said.items() if count > 1] == []


def test_every_summary_is_one_that_can_stand_alone_in_a_search_result():
    summaries = {one.slug: one.fields["summary"] for one in (*articles(), *pages())}

    assert {
        slug: summary
        for slug, summary in summaries.items()
        if not (40 <= len(summary) < 160 and summary[-1] in ".!?")
    } == {}


def test_every_article_has_between_500_and_1100_words():
    assert {one.slug: one.words for one in articles() if not 500 <= one.words <= 1100} == {}


def test_a_thirteen_year_old_can_read_every_article():
    assert {one.slug: one.grade for one in articles() if one.grade > 8} == {}


def test_every_article_answers_in_its_first_paragraph():
    """A first paragraph of two lines names a problem at most, one of half a page hides the answer."""
    lengths = {one.slug: len(one.opening.split()) for one in articles()}

    assert {slug: words for slug, words in lengths.items() if not 35 <= words <= 110} == {}


def test_no_two_articles_begin_with_the_same_three_words():
    begun = Counter(" ".join(one.opening.split()[:3]).lower() for one in articles())

    assert [words for words, count in begun.items() if count > 1] == []


def test_at_most_one_article_in_five_begins_with_you():
    you = [one.slug for one in articles() if re.match(r"You(?:'ve|'re|r)?\b", one.opening)]

    assert len(you) <= len(articles()) / 5, you


def test_every_article_holds_something_to_use_today():
    useful = ".admonition, table, ol"

    assert [one.slug for one in articles() if not one.page.select(useful)] == []


def test_the_sections_of_every_article_begin_at_the_second_rank():
    ranks = {
        one.slug: [h.name for h in one.page.find_all(re.compile("^h[1-6]$"))] for one in articles()
    }

    assert {
        slug: found for slug, found in ranks.items() if set(found) != {"h2"} or len(found) < 3
    } == {}


def test_ten_articles_or_more_answer_a_question_in_the_first_person():
    questions = {one.slug: one.fields["question"] for one in articles() if "question" in one.fields}

    assert len(questions) >= 10
    assert {
        slug: question
        for slug, question in questions.items()
        if "?" not in question or not re.search(r"\b(?:I|I'm|I've|me|my)\b", question)
    } == {}


def test_whoever_reads_of_ending_a_life_reads_whom_to_call():
    spoken_of = re.compile(r"ending your life|killing yourself|suicid", re.IGNORECASE)
    numbers = {"988", "116 123"}

    assert {
        one.slug: numbers - {number for number in numbers if number in one.text}
        for one in articles()
        if spoken_of.search(one.text) and not all(number in one.text for number in numbers)
    } == {}

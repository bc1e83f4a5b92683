"""Which articles are found for a question, and why."""

from pathlib import Path

import pytest

from benchmarks.questions.__main__ import FIRST, ROOT, place_of
from benchmarks.questions.asked import questions
from commands.check.rules import Rules
from commands.check.source import Source
from commands.questions.asking import ReadersWords, asked, readers_words
from commands.questions.existing import closest, published_articles

FILLING = "You and they have been here for a while, and that is what it was about. " * 20


def article(slug, text="", title="Untitled", asked=""):
    head = f"Title: {title}\nAsked: {asked}\n"
    return Source(Path(f"{slug}.md"), "article", f"{head}\n{FILLING}{text}\n")


def found(articles, text, **said):
    return [m.source.slug for m in closest(articles, text, said=ReadersWords(**said))]


def test_an_article_about_a_thing_comes_before_one_that_mentions_it():
    passing = article("passing", "My brother is a carpenter.")
    about = article("about", title="Become a carpenter")

    assert found([passing, about], "How do I become a carpenter?") == ["about", "passing"]


def test_what_readers_ask_in_other_words_is_found():
    articles = [article("other", title="Resign well"), article("this", asked="Sacked? Kicked out?")]

    assert found(articles, "They kicked me out.")[0] == "this"


def test_forms_of_a_word_are_one_word():
    articles = [article("other", title="Resign well"), article("this", title="Negotiate the pay")]

    assert found(articles, "Is negotiating rude?")[0] == "this"


def test_words_that_stand_for_each_other_count_once():
    pay = article("pay", title="Wage, salary, income and money")
    notice = article("notice", title="Give notice and earn respect")

    alike = (("earn", "wage", "salary", "income", "money"),)
    assert found([pay, notice], "Do I earn while I give notice?", alike=alike)[0] == "notice"


def test_the_sentence_that_asks_says_more_than_the_story():
    articles = [article("story", title="The aquarium"), article("asks", title="The reference")]
    text = "I work in an aquarium. Who gives me a reference?"

    assert found(articles, text) == ["asks", "story"]


def test_what_was_struck_out_and_small_words_say_little():
    said = ReadersWords(common=frozenset({"my"}))

    words = {word.word: word.counts for word in asked("[name] wrote: my week, my rota", said, "en")}
    assert "name" not in words
    assert "my" not in words
    assert words["rota"] == 1


def test_where_a_link_leads_is_no_word_of_an_article():
    articles = [article("links", "See [more]({filename}salary.md)."), article("salary", "Salary.")]

    assert found(articles, "Salary?") == ["salary"]


def test_nothing_in_common_finds_nothing():
    assert found([article("a")], "Zebra?") == []
    assert found([], "Zebra?") == []


@pytest.mark.parametrize("name", ["twenty", "fresh", "long"])
def test_of_twenty_questions_seventeen_find_their_article_in_the_first_three(name):
    articles = published_articles(Rules(content=ROOT / "content"))
    said = readers_words(ROOT / "theme")

    places = {
        text: place_of(right.split(), [m.source.slug for m in closest(articles, text, FIRST, said)])
        for text, right in questions(name).items()
    }
    assert sum(place is not None for place in places.values()) >= 17

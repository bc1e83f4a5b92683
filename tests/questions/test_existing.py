"""Which articles are found for a question, and why."""

from pathlib import Path

import pytest

from benchmarks.questions.__main__ import FIRST, ROOT, place_of
from benchmarks.questions.asked import questions
from commands.check.rules import Rules
from commands.check.source import Source
from commands.questions.asking import asked, common_words
from commands.questions.existing import closest, matches, published_articles
from commands.questions.inverted_index import index_of

FILLING = "You and they have been here for a while, and that is what it was about. " * 20


def article(slug, text="", title="Untitled", asked=""):
    head = f"Title: {title}\nAsked: {asked}\n"
    return Source(Path(f"{slug}.md"), "article", f"{head}\n{FILLING}{text}\n")


def found(articles, text, **words):
    return [m.source.slug for m in closest(articles, text, **words)]


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


def test_the_sentence_that_asks_says_more_than_the_story():
    articles = [article("story", title="The aquarium"), article("asks", title="The reference")]
    text = "I work in an aquarium. Who gives me a reference?"

    assert found(articles, text) == ["asks", "story"]


def test_what_was_struck_out_says_nothing():
    assert asked("[name] wrote: my rota").words == {"wrote": 1, "my": 1, "rota": 1}


def test_a_common_word_says_nothing_alone():
    articles = [article("common", title="My My My"), article("rota", title="The rota")]

    assert found(articles, "my rota", common={"my"}) == ["rota"]


def test_two_words_side_by_side_say_more_than_both_apart():
    apart = article("apart", asked="Let us see. They go.")
    together = article("together", asked="They let go of us. See?")

    assert found([apart, together], "I was let go") == ["together", "apart"]


def test_each_way_to_ask_counts_on_its_own():
    articles = [
        article("once", asked="No reply, reply, reply"),
        article("twice", asked="Reply?\n    No reply."),
    ]

    assert found(articles, "reply") == ["twice", "once"]


def test_a_word_with_a_slip_in_its_end_is_known():
    articles = [article("other", title="Resign well"), article("this", title="The interviewer")]

    assert found(articles, "Intervieews") == ["this"]


def test_where_a_link_leads_is_no_word_of_an_article():
    articles = [article("links", "See [more]({filename}salary.md)."), article("salary", "Salary.")]

    assert found(articles, "Salary?") == ["salary"]


def test_nothing_in_common_finds_nothing():
    assert found([article("a")], "Zebra?") == []
    assert found([], "Zebra?") == []


@pytest.fixture(scope="module")
def collection():
    """The articles of this site, and the index made of them."""
    articles = published_articles(Rules(content=ROOT / "content"))
    return articles, index_of(articles, common_words(ROOT / "theme"))


@pytest.mark.parametrize("name", ["twenty", "fresh", "long"])
def test_of_twenty_questions_seventeen_find_their_article_in_the_first_three(collection, name):
    places = {
        text: place_of(right.split(), [m.source.slug for m in matches(*collection, text)][:FIRST])
        for text, right in questions(name).items()
    }
    assert sum(place is not None for place in places.values()) >= 17

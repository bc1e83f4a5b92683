from datetime import UTC, date, datetime
from pathlib import Path

from commands.check.rules import Rules
from commands.check.source import Source
from commands.status import as_tables, standing_of, words_of
from help_by_topic.topic import Topic
from questions.question import Question

RULES = Rules(Path("content"), now=datetime(2026, 11, 23, tzinfo=UTC))
TOPICS = (Topic("x", "The X", synonyms=("ex",)), Topic("y", "The Y"))


def article(slug, body="Two words.\n", **fields):
    fields = {"title": slug.upper(), "date": "2026-11-20 09:00", "topics": "x", **fields}
    text = "".join(f"{key.capitalize()}: {value}\n" for key, value in fields.items())
    return Source(Path(f"content/articles/{slug}.md"), "article", f"{text}\n{body}")


def slugs(entries):
    return [entry["slug"] for entry in entries]


def test_the_standing_says_what_each_topic_has_and_what_waits_for_whom():
    standing = standing_of(
        [
            article("a", "[b]({filename}b.md) [self]({filename}a.md) [c](https://B.example/x)\n"),
            article(
                "b", "[a]({filename}/articles/a.md#x) <https://a.example> [c](http://b.example)"
            ),
            article("c", topics="ex", related="d"),
            article("d", date="2020-01-01", topics="y"),
            article("e", date="2020-01-01", reviewed="2026-01-01"),
            article("later", date="2027-01-01"),
            article("sooner", date="2026-12-01"),
            article("draft", "[e]({filename}e.md)", status="draft"),
            article("hidden", status="hidden"),
            article("skipped", status="skip"),
        ],
        TOPICS,
        RULES,
    )

    assert standing["topics"] == [
        {
            "slug": "x",
            "name": "The X",
            "articles": 4,
            "words": 9,
            "last_change": "2026-11-20",
            "remark": "",
        },
        {
            "slug": "y",
            "name": "The Y",
            "articles": 1,
            "words": 2,
            "last_change": "2020-01-01",
            "remark": "thin",
        },
    ]
    assert {
        key: slugs(value) for key, value in standing.items() if key not in ("topics", "hosts")
    } == {
        "nobody_links_to": ["c", "e"],
        "not_reviewed": ["d"],
        "scheduled": ["sooner", "later"],
        "drafts": ["draft"],
        "hidden": ["hidden"],
        "skipped": ["skipped"],
        "wordless": [],
        "unanswered": [],
    }
    assert standing["hosts"] == {"b.example": 2, "a.example": 1}


def test_pictures_that_an_import_brought_without_words_are_listed_until_they_have_some():
    silent = article("silent", "![]({static}/images/a.jpg){: .wants-words }\n")
    html = article("html", '<img alt="" class="wants-words" src="https://x.example/a.jpg">\n')
    worded = article("worded", "![A cat]({static}/images/a.jpg){: .wants-words }\n")

    assert slugs(standing_of([silent, html, worded], TOPICS, RULES)["wordless"]) == [
        "silent",
        "html",
    ]


def test_a_question_waits_until_a_published_article_answers_it():
    asked = [
        Question("new", date(2026, 11, 20), "New?", "New?"),
        Question("old", date(2026, 1, 2), "Old?", "Old?"),
        Question("done", date(2026, 1, 1), "Done?", "Done?"),
    ]
    answers = [article("a", answers="done"), article("b", answers="old", status="draft")]

    standing = standing_of(answers, TOPICS, RULES, asked)

    assert standing["unanswered"] == [
        {"id": "old", "subject": "Old?", "date": "2026-01-02"},
        {"id": "new", "subject": "New?", "date": "2026-11-20"},
    ]
    assert "Questions unanswered: 2 questions\n  2026-01-02  old  Old?\n" in as_tables(standing)


def test_a_topic_of_more_than_twenty_articles_is_crowded():
    standing = standing_of([article(f"a{number}") for number in range(21)], TOPICS, RULES)

    assert [topic["remark"] for topic in standing["topics"]] == ["crowded", "thin"]


def test_words_are_those_that_readers_read():
    assert (
        words_of(article("a", "Don’t read [this one](https://example.org/a-b) `not code`.\n")) == 4
    )


def test_the_tables_have_a_line_for_everything():
    text = as_tables(standing_of([article("a")], TOPICS, RULES))

    assert text == (
        "topic  articles    words  last change\n"
        "x             1        2  2026-11-20  thin\n"
        "y             0        0              thin\n\n"
        "No text links to: 1 article\n  2026-11-20  a\n\n"
        "Nobody has looked at for eighteen months: none\n\n"
        "With pictures that want words: none\n\n"
        "Scheduled: none\n\nDrafts: none\n\nHidden: none\n\nSkipped: none\n\n"
        "Questions unanswered: none\n\n"
        "Links to other hosts: none"
    )

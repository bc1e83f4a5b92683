from datetime import UTC, datetime
from pathlib import Path

from commands.check.rules import Rules
from commands.check.source import Source
from commands.held_back import pictures_held_back

RULES = Rules(Path("content"), now=datetime(2026, 11, 23, tzinfo=UTC))


def article(slug, body, **fields):
    text = "".join(f"{key.capitalize()}: {value}\n" for key, value in fields.items())
    return Source(Path(f"content/articles/{slug}.md"), "article", f"Title: A\n{text}\n{body}\n")


def test_a_picture_waits_as_long_as_every_article_that_shows_it():
    sources = [
        article(
            "draft", "![x]({static}/images/a.png) ![x]({static}../images/b.png)", status="draft"
        ),
        article("later", '<img src="{static}/images/c%20d.png">', date="2027-01-01"),
        article("skipped", "Words", status="skip", image="e.png"),
        article("cover", "Words", status="draft", image="/images/f.png"),
        article("public", "![x]({static}/images/b.png)", date="2026-01-01"),
        article("hidden", "![x]({static}/images/g.png)", status="hidden"),
        article("up", "![x]({static}../../../g.png)", status="draft"),
    ]

    assert pictures_held_back(sources, RULES) == (
        "articles/e.png",
        "images/a.png",
        "images/c d.png",
        "images/f.png",
    )

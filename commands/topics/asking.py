"""Asks which articles of a topic go to a new one, and suggests those that are most like its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from commands.check.source import Source
from help_by_topic.related import Document, related_articles


def articles_to_move(
    articles: Sequence[Source], name: str, summary: str, ask: Callable[[str], str]
) -> list[str]:
    """Return the slugs of the articles that the author chooses for the new topic `name`."""
    likely = like(articles, f"{name}. {summary}")
    ordered = sorted(articles, key=lambda s: (s.slug not in likely, _place(s, likely), s.slug))
    lines = [
        f"  {number:3} {'*' if source.slug in likely else ' '} {source.slug}"
        for number, source in enumerate(ordered, 1)
    ]
    print("\n".join(lines))
    starred = " (Enter: those with a star, which are most like its name)" if likely else ""
    answer = ask(f'Numbers of those that go to "{name}"{starred}: ')
    if not answer.strip():
        return likely
    numbers = [int(number) for number in re.findall(r"\d+", answer)]
    return [ordered[number - 1].slug for number in numbers if 0 < number <= len(ordered)]


def like(articles: Sequence[Source], words: str) -> list[str]:
    """Return the slugs of the articles that share words with `words`, the likeliest first, half of
    the articles at most."""
    wished = "a topic to be"  # no slug has a blank
    documents = [_document(source) for source in articles]
    documents.append(Document(wished, words, words, (), datetime(1970, 1, 1)))
    picks = related_articles(documents, len(articles))[wished]
    return [pick.slug for pick in picks if pick.kind == "terms"][: len(articles) // 2]


def _document(source: Source) -> Document:
    text = f"{source.value('summary')}\n{source.prose.text}"
    return Document(source.slug, source.value("title"), text, (), datetime(1970, 1, 1))


def _place(source: Source, likely: Sequence[str]) -> int:
    return likely.index(source.slug) if source.slug in likely else 0

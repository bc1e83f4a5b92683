"""Which articles are answers, and how they are grouped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def answering(articles: Iterable[Any]) -> tuple[Any, ...]:
    """Return the articles that have a question, in the order given."""
    return tuple(article for article in articles if getattr(article, "question", "").strip())


def grouped(
    answers: Iterable[Any], topics: Sequence[Any], topics_by_article: Mapping[Any, Sequence[Any]]
) -> tuple[tuple[Any, tuple[Any, ...]], ...]:
    """Return (topic, answers) pairs in the order of `topics`, each answer under its first topic.

    Topics without an answer are left out; answers without a topic come last, under None.
    """
    held: dict[Any, list[Any]] = {}
    for answer in answers:
        first = next(iter(topics_by_article.get(answer, ())), None)
        held.setdefault(first, []).append(answer)
    return tuple((topic, tuple(held[topic])) for topic in [*topics, None] if topic in held)

"""Which articles answer a question already, best first.

The question is short and the articles are long, so likeness alone (help_by_topic/related) is not the
measure: an article counts by how much of the question it is about (inverted_index.py), and the
sentence that asks says more than the story around it (asking.py).

On the contact page theme/static/js/existing.js does the same, with the same index.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commands.check.rules import Rules
from commands.check.source import Source
from commands.check.sources import read_sources
from commands.questions.asking import asked
from commands.questions.inverted_index import InvertedIndex, index_of

SHOWN = 5  # words of a match


@dataclass(frozen=True)
class Match:
    """An article that may answer a question: `score` has no unit, and tells only which is first."""

    source: Source
    score: float
    words: tuple[str, ...]  # of the question, that it is about; the most telling first


def published_articles(rules: Rules) -> list[Source]:
    """Return the articles that a reader can be led to, in the order of their files."""
    sources, _ = read_sources(rules)
    return published(sources, rules)


def published(sources: Sequence[Source], rules: Rules) -> list[Source]:
    """Return those of `sources` that are articles to which a reader can be led."""
    return [s for s in sources if s.kind == "article" and s.status(rules.now) == "published"]


def closest(
    articles: Sequence[Source], text: str, count: int = 5, common: Iterable[str] = ()
) -> tuple[Match, ...]:
    """Return the `count` articles that are about most of what `text` is about, best first.

    Of equals the earlier of `articles` comes first; one that has no word of the text is not among
    them. `common` words say nothing alone.
    """
    return matches(articles, index_of(articles, common), text)[:count]


def matches(articles: Sequence[Source], index: InvertedIndex, text: str) -> tuple[Match, ...]:
    """Return all of `articles` that have a word of `text`, best first, by the index made of them."""
    question = asked(text)
    parts: list[dict[str, float]] = [{} for _ in articles]
    scores = [0.0] * len(articles)
    numbers = {word: index.number_of(word) for word in question.words}
    for word, number, times in _known(question.words, numbers):
        for article, weight in index.words[number].items():
            parts[article][word] = math.sqrt(times) * weight
            scores[article] += math.sqrt(times) * weight
    for pair in dict.fromkeys((numbers[one], numbers[other]) for one, other in question.pairs):
        for article, weight in index.pairs.get(pair, {}).items():
            scores[article] += weight
    found = [
        Match(article, score, _telling(part))
        for article, score, part in zip(articles, scores, parts, strict=True)
        if score
    ]
    return tuple(sorted(found, key=lambda match: -match.score))


def _known(
    words: Mapping[str, float], numbers: Mapping[str, int | None]
) -> Iterator[tuple[str, int, float]]:
    """Yield each word that has a number once for all its forms: the first, the number, and how often."""
    first: dict[int, str] = {}
    counts: dict[int, float] = {}
    for word, times in words.items():
        if (number := numbers[word]) is not None:
            first.setdefault(number, word)
            counts[number] = counts.get(number, 0) + times
    yield from ((word, number, counts[number]) for number, word in first.items())


def _telling(parts: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(parts, key=lambda word: (-parts[word], word))[:SHOWN])

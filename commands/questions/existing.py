"""Which articles answer a question already, best first.

The question is short and the articles are long, so likeness alone (help_by_topic/related) is not the
measure: an article counts by how much of the question it is about. That is Okapi BM25 with weighted
fields (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, sections 3.5 and 3.6),
with three things that questions by mail ask for:

- The words that readers use for one another (`alike` in theme/words.toml) are one word, said in
  several ways: else "earn" would count four times, for wage, pay, salary and money.
- A word is as rare as the articles that are about it are few. One that says it in passing is about
  it in a small part only: else every odd word of a story would lead to the one article that has it.
- The sentence that asks says more than the story around it (`asking`).

`python -m benchmarks.questions` says how well that does, and docs/questions.md what it is measured by.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from commands.check.rules import Rules
from commands.check.source import Source
from commands.check.sources import read_sources
from commands.questions.asking import ReadersWords, asked, plain_words, stemmer

HEAD = ("title", "summary", "question", "asked")  # the fields that say what an article is about
IN_HEAD = 10  # what a word there counts, in mentions in the text
SATURATION = 16  # k1 of BM25: with so many mentions half of an article is about a word
LENGTH = 0.3  # b of BM25: how far mentions count less in a long text
SHOWN = 5  # words of a match

_LINK_TARGET = re.compile(r"(?<=\])\([^)\n]{0,500}\)")


@dataclass(frozen=True)
class Match:
    """An article that may answer a question: `score` has no unit, and tells only which is first."""

    source: Source
    score: float
    words: tuple[str, ...]  # of the question, that it is about; the most telling first


def published_articles(rules: Rules) -> list[Source]:
    """Return the articles that a reader can be led to, in the order of their files."""
    sources, _ = read_sources(rules)
    return [s for s in sources if s.kind == "article" and s.status(rules.now) == "published"]


def closest(
    articles: Sequence[Source], text: str, count: int = 5, said: ReadersWords | None = None
) -> tuple[Match, ...]:
    """Return the `count` articles that are about most of what `text` is about, best first.

    Of equals the earlier of `articles` comes first; one that has no word of the text is not among
    them.
    """
    from help_by_topic.related.words import likeliest_language

    texts = [plain_words(_LINK_TARGET.sub("", article.prose.text)) for article in articles]
    lang = likeliest_language(texts)
    mentions = _mentions(articles, texts, stemmer(lang))
    parts: list[dict[str, float]] = [{} for _ in articles]
    for word in asked(text, said or ReadersWords(), lang):
        shares = [_share(article, word.ways) for article in mentions]
        about = sum(shares)  # so many articles, counted in parts
        rarity = math.log(1 + (len(articles) - about + 0.5) / (about + 0.5))
        for part, share in zip(parts, shares, strict=True):
            if share:
                part[word.word] = word.counts * rarity * share
    matches = [
        Match(article, round(sum(part.values()), 6), _telling(part))
        for article, part in zip(articles, parts, strict=True)
        if part
    ]
    matches.sort(key=lambda match: -match.score)
    return tuple(matches[:count])


def _mentions(
    articles: Sequence[Source], texts: Sequence[Sequence[str]], stem: Callable[[str], str]
) -> list[Counter[str]]:
    """How often each article has each stem, in mentions in a text of average length."""
    average = sum(map(len, texts)) / max(len(texts), 1)
    found = []
    for article, text in zip(articles, texts, strict=True):
        length = 1 - LENGTH + LENGTH * len(text) / max(average, 1)
        mentions = Counter(
            {word: times / length for word, times in Counter(map(stem, text)).items()}
        )
        for word in plain_words("\n".join(map(article.value, HEAD))):
            mentions[stem(word)] += IN_HEAD
        found.append(mentions)
    return found


def _share(mentions: Mapping[str, float], ways: Mapping[str, float]) -> float:
    """How much of an article is about what is said in these ways: from 0 to nearly 1."""
    there = sum(mentions[word] * counts for word, counts in ways.items())
    return there / (there + SATURATION)


def _telling(parts: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(parts, key=lambda word: (-parts[word], word))[:SHOWN])

"""Which articles answer a question already, best first.

The question is short and the articles are long, so likeness alone (help_by_topic/related) is not the
measure: an article counts by how much of the question it is about. That is Okapi BM25 with weighted
fields (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, sections 3.5 and 3.6),
with three things that questions by mail ask for:

- The words that readers use for one another (`alike` in theme/words.toml) are one word, said in
  several ways: else "earn" would count four times, for wage, pay, salary and money.
- A word is as rare as the articles that are about it are few. One that says it in passing is about
  it in a small part only: else every odd word of a story would lead to the one article that has it.
- The sentence that asks says more than the story around it.

`python -m benchmarks.questions` says how well that does, and docs/questions.md what it is measured by.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from commands.check.rules import Rules
from commands.check.source import Source
from commands.check.sources import read_sources

HEAD = ("title", "summary", "question", "asked")  # the fields that say what an article is about
IN_HEAD = 10  # what a word there counts, in mentions in the text
SATURATION = 16  # k1 of BM25: with so many mentions half of an article is about a word
LENGTH = 0.3  # b of BM25: in how far mentions count less in a long text
ALIKE = 0.6  # what a mention of a word's like counts
STORY = 0.5  # what a sentence counts beside one that asks

_MARK = re.compile(r"\[[^\]\n]{1,20}\]")  # what stands where something was struck out
_LINK_TARGET = re.compile(r"(?<=\])\([^)\n]{0,500}\)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n")


@dataclass(frozen=True)
class ReadersWords:
    """Words that say nothing of a problem, and groups of words that stand for each other."""

    common: frozenset[str] = frozenset()
    alike: tuple[tuple[str, ...], ...] = ()


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
    said = said or ReadersWords()
    mentions = _mentions(articles)
    parts: list[dict[str, float]] = [{} for _ in articles]
    for word, weight in _asked(text, said).items():
        ways = _ways(word, said)
        shares = [_share(words, ways) for words in mentions]
        about = sum(shares)  # so many articles, counted in parts
        rarity = math.log(1 + (len(articles) - about + 0.5) / (about + 0.5))
        for part, share in zip(parts, shares, strict=True):
            if share:
                part[word] = weight * rarity * share
    matches = [
        Match(article, round(sum(part.values()), 6), _telling(part))
        for article, part in zip(articles, parts, strict=True)
        if part
    ]
    matches.sort(key=lambda match: -match.score)
    return tuple(matches[:count])


def readers_words(theme: Path) -> ReadersWords:
    """Return what the theme knows of how readers say things; nothing where it has no such words."""
    from theme.filters import read_words

    if not (theme / "words.toml").exists():
        return ReadersWords()
    search = read_words(theme / "words.toml")["search"]
    alike = tuple(tuple(group.split()) for group in search["alike"])
    return ReadersWords(frozenset(search["common"].split()), alike)


def _mentions(articles: Sequence[Source]) -> list[Counter[str]]:
    """How often each article has each word, in mentions in a text of average length."""
    texts = [Counter(_words(_LINK_TARGET.sub("", article.prose.text))) for article in articles]
    average = sum(text.total() for text in texts) / max(len(texts), 1)
    return [
        _with_head(article, text, 1 - LENGTH + LENGTH * text.total() / max(average, 1))
        for article, text in zip(articles, texts, strict=True)
    ]


def _with_head(article: Source, text: Counter[str], length: float) -> Counter[str]:
    mentions = Counter({word: times / length for word, times in text.items()})
    for word in _words("\n".join(map(article.value, HEAD))):
        mentions[word] += IN_HEAD
    return mentions


def _ways(word: str, said: ReadersWords) -> dict[str, float]:
    """The ways to say a word, and what a mention of each counts."""
    return {other: ALIKE for group in said.alike if word in group for other in group} | {word: 1.0}


def _share(mentions: Counter[str], ways: dict[str, float]) -> float:
    """How much of an article is about what is said in these ways: from 0 to nearly 1."""
    there = sum(mentions[word] * counts for word, counts in ways.items())
    return there / (there + SATURATION)


def _asked(text: str, said: ReadersWords) -> dict[str, float]:
    """The words of a question that say something, and what each counts."""
    sentences = [*_sentences(_MARK.sub(" ", text))]
    somewhere = any(asks for _, asks in sentences)
    counts: Counter[str] = Counter()
    for sentence, asks in sentences:
        for word in _words(sentence):
            if word not in said.common:
                counts[word] += 1 if asks or not somewhere else STORY
    return {word: math.sqrt(times) for word, times in counts.items()}


def _sentences(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each sentence, and whether it asks."""
    for sentence in _SENTENCE_END.split(text):
        yield sentence, sentence.rstrip("\"”’) ").endswith("?")


def _telling(parts: dict[str, float]) -> tuple[str, ...]:
    return tuple(sorted(parts, key=lambda word: (-parts[word], word))[:5])


def _words(text: str) -> list[str]:
    from help_by_topic.related.words import GAP, words

    plain = text.replace("’", "").replace("'", "").replace("é", "e")
    return [word for word in words(plain) if word != GAP]

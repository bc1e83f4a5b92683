"""Which articles answer a question already, best first.

The question is short and the articles are long, so likeness alone (help_by_topic/related) is not the
measure: an article counts by how much of the question it has. That is Okapi BM25 (Robertson and
Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.5) over the words of an article,
with those of its title, summary and question counted several times, and with the words that
readers use for one another (`alike` in theme/words.toml) counted nearly in full.
`python -m benchmarks.questions` says how well that does.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from commands.check.rules import Rules
from commands.check.source import Source
from commands.check.sources import read_sources

SATURATION, LENGTH = 2.0, 0.3  # k1 and b of BM25
HEAD = 5  # what a word of the title, the summary or the question counts
ALIKE = 0.6  # what a word counts that stands for one of the question's


_MARK = re.compile(r"\[[^\]\n]{1,20}\]")  # what stands where something was struck out


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
    words: tuple[str, ...]  # of the question, that it has; the most telling first


def published_articles(rules: Rules) -> list[Source]:
    """Return the articles that a reader can be led to, in the order of their files."""
    sources, _ = read_sources(rules)
    return [s for s in sources if s.kind == "article" and s.status(rules.now) == "published"]


def closest(
    articles: Sequence[Source], text: str, count: int = 5, said: ReadersWords | None = None
) -> tuple[Match, ...]:
    """Return the `count` articles that have most of what `text` is about, best first.

    Of equals the earlier of `articles` comes first; one that has no word of the text is not among
    them.
    """
    said = said or ReadersWords()
    counted = [_counted(article) for article in articles]
    spread = Counter(word for words in counted for word in words)
    average = sum(words.total() for words in counted) / max(len(counted), 1)
    asked = _asked(text, said)
    matches = []
    for article, words in zip(articles, counted, strict=True):
        length = 1 - LENGTH + LENGTH * words.total() / max(average, 1)
        parts = {
            word: weight
            * math.log(1 + (len(articles) - spread[word] + 0.5) / (spread[word] + 0.5))
            * words[word]
            * (SATURATION + 1)
            / (words[word] + SATURATION * length)
            for word, weight in asked.items()
            if words[word]
        }
        telling = sorted(parts, key=lambda word: (-parts[word], word))
        matches.append(Match(article, round(sum(parts.values()), 6), tuple(telling[:5])))
    matches.sort(key=lambda match: -match.score)
    return tuple(match for match in matches[:count] if match.score)


def readers_words(theme: Path) -> ReadersWords:
    """Return what the theme knows of how readers say things; nothing where it has no such words."""
    from theme.filters import read_words

    if not (theme / "words.toml").exists():
        return ReadersWords()
    search = read_words(theme / "words.toml")["search"]
    alike = tuple(tuple(group.split()) for group in search["alike"])
    return ReadersWords(frozenset(search["common"].split()), alike)


def _counted(article: Source) -> Counter[str]:
    words = Counter(_words(article.prose.text))
    head = " \n".join(article.value(key) for key in ("title", "summary", "question", "asked"))
    for word in _words(head):
        words[word] += HEAD
    return words


def _asked(text: str, said: ReadersWords) -> dict[str, float]:
    own = {word: 1.0 for word in _words(_MARK.sub(" ", text)) if word not in said.common}
    asked = {other: ALIKE for group in said.alike if own.keys() & set(group) for other in group}
    return asked | own


def _words(text: str) -> list[str]:
    from help_by_topic.related.words import GAP, words

    plain = text.replace("’", "").replace("'", "").replace("é", "e")
    return [word for word in words(plain) if word != GAP]

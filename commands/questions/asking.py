"""What a question is about: its words, what each counts, and the ways to say it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import snowballstemmer

ALIKE = 0.6  # what another word for one of the question's counts
STORY = 0.5  # what a sentence counts beside one that asks
SMALL = 0.5  # what a word counts that any text may have

_STEMMERS = {
    **{"de": "german", "en": "english", "es": "spanish", "fr": "french", "it": "italian"},
    **{"nl": "dutch", "pt": "portuguese"},
}
_MARK = re.compile(r"\[[^\]\n]{1,20}\]")  # what stands where something was struck out
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n")


@dataclass(frozen=True)
class ReadersWords:
    """Words that say nothing of a problem, and groups of words that stand for each other."""

    common: frozenset[str] = frozenset()
    alike: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Asked:
    """A word of a question: what it counts, and its stem and those of its like, with what each counts."""

    word: str
    counts: float
    ways: dict[str, float]


def readers_words(theme: Path) -> ReadersWords:
    """Return what the theme knows of how readers say things; nothing where it has no such words."""
    from theme.filters import read_words

    if not (theme / "words.toml").exists():
        return ReadersWords()
    search = read_words(theme / "words.toml")["search"]
    alike = tuple(tuple(group.split()) for group in search["alike"])
    return ReadersWords(frozenset(search["common"].split()), alike)


def asked(text: str, said: ReadersWords, lang: str) -> Iterator[Asked]:
    """Yield the words of the question `text` that say something, each once for all its forms."""
    from help_by_topic.related.words import small_words

    stem = stemmer(lang)
    groups = [{stem(word) for word in group} for group in said.alike]
    small = small_words(lang)
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for word, weight in _weighed(_MARK.sub(" ", text)):
        if word not in said.common:
            first.setdefault(stem(word), word)
            counts[stem(word)] += weight * (SMALL if word in small else 1)
    for stemmed, times in counts.items():
        alike = {other: ALIKE for group in groups if stemmed in group for other in group}
        yield Asked(first[stemmed], math.sqrt(times), alike | {stemmed: 1.0})


def plain_words(text: str) -> list[str]:
    """Return the words of `text`, in lower case and without apostrophes."""
    from help_by_topic.related.words import GAP, words

    plain = text.replace("’", "").replace("'", "").replace("é", "e")
    return [word for word in words(plain) if word != GAP]


@cache
def stemmer(lang: str) -> Callable[[str], str]:
    """Return what makes "apply" and "applied" one, in the language `lang`; as they are, where unknown."""
    name = _STEMMERS.get(lang)
    return cache(snowballstemmer.stemmer(name).stemWord) if name else str


def _weighed(text: str) -> Iterator[tuple[str, float]]:
    """Yield each word, and what its sentence counts: less than one that asks, if any does."""
    sentences = _SENTENCE_END.split(text)
    asking = [sentence.rstrip('"”’) ').endswith("?") for sentence in sentences]
    for sentence, asks in zip(sentences, asking, strict=True):
        weight = 1 if asks or not any(asking) else STORY
        yield from ((word, weight) for word in plain_words(sentence))

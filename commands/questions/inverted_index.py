"""Which articles each word is about, and how much of them: worked out once, for any number of questions.

An article is about a word by how often it says it, and by whether its head does: title, summary,
question, and the ways in which readers ask (`Asked:`). That is Okapi BM25 with weighted fields
(Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, sections 3.5 and 3.6), with
two things that questions by mail ask for:

- A word is as rare as the articles that are about it are few. One that says it in passing is about
  it in a small part only: else every odd word of a story would lead to the one article that has it.
- Two words that stand side by side in a head say more than both of them apart: "let go", "no reply".
  That goes for small words too, which say nothing alone.

`python -m benchmarks.questions` says how well that does, and docs/questions.md what it is measured by.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from commands.check.source import Source
from commands.questions.asking import plain_words, sentences_of, stemmer

HEAD = ("title", "summary", "question", "asked")  # the fields that say what an article is about
IN_HEAD = 5  # what a line there counts that has a word, in mentions in the text
SATURATION = 16  # k1 of BM25: with so many mentions half of an article is about a word
PAIR = 0.4  # what a pair counts beside a word
SCALE = 20  # weights are whole numbers, so that Python and JavaScript add up the same
# A word that no article has is taken for the one with which it shares most of its beginning.
MOST = 0.7
FEWEST = 5  # letters

_LINK_TARGET = re.compile(r"(?<=\])\([^)\n]{0,500}\)")

Weights = Mapping[int, int]  # by the number of an article


@dataclass(frozen=True)
class InvertedIndex:
    """What articles are about: `numbers` has each form of a word with the number of the word, `words`
    the weights by that number, `pairs` the weights by two of them."""

    numbers: Mapping[str, int]
    words: Sequence[Weights]
    pairs: Mapping[tuple[int, int], Weights]

    @cached_property
    def _forms(self) -> Sequence[str]:
        return sorted(self.numbers)

    def number_of(self, word: str) -> int | None:
        """Return the number of `word`, or of the word that begins most like it; None where none does."""
        if word in self.numbers:
            return self.numbers[word]
        for length in range(len(word) - 1, FEWEST - 1, -1):
            if length < MOST * len(word):
                break
            place = bisect_left(self._forms, word[:length])
            if place < len(self._forms) and self._forms[place].startswith(word[:length]):
                return self.numbers[self._forms[place]]
        return None

    def as_json(self, articles: Iterable[tuple[str, str]]) -> str:
        """Return it for theme/static/js/existing.js, with the address and title of each article.

        A word is a list: its forms, its weights, and the words that follow it in a pair, by their
        number. Weights are pairs of an article and what it counts, in one flat list.
        """
        forms: list[list[str]] = [[] for _ in self.words]
        for form, number in self.numbers.items():
            forms[number].append(form)
        followers: list[dict[int, list[int]]] = [{} for _ in self.words]
        for (first, second), weights in self.pairs.items():
            followers[first][second] = _flat(weights)
        words = [
            [" ".join(said), _flat(weights), after]
            for said, weights, after in zip(forms, self.words, followers, strict=True)
        ]
        found: dict[str, Any] = {"articles": list(articles), "words": words}
        return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Words:
    """What one article says: the stem of each word, what each stem counts, and each pair of stems
    ("let go"), in mentions in the text."""

    stems: Mapping[str, str]
    mentions: Mapping[str, int]
    pairs: Mapping[str, int]


def language_of(articles: Sequence[Source]) -> str:
    """Return the language that most of `articles` are likely written in, "" where that can't be told."""
    from help_by_topic.related.words import likeliest_language

    beginnings = (article.prose.text.strip()[:1000] for article in articles[:100])
    return likeliest_language(map(plain_words, beginnings))


def words_of(article: Source, lang: str) -> Words:
    """Return what `article` says, each word in the form to which the language `lang` brings it."""
    stem = stemmer(lang)
    text = Counter(plain_words(_LINK_TARGET.sub("", article.prose.text)))
    stems = {word: stem(word) for word in text}
    mentions: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for word, times in text.items():
        mentions[stems[word]] += times
    for line in _head(article):
        said, beside = set(), set()
        for sentence in map(plain_words, sentences_of(line)):
            stems |= {word: stem(word) for word in sentence}
            said.update(stems[word] for word in sentence)
            beside.update(f"{stems[one]} {stems[other]}" for one, other in pairwise(sentence))
        mentions.update(dict.fromkeys(said, IN_HEAD))
        pairs.update(dict.fromkeys(beside, IN_HEAD))
    return Words(stems, mentions, pairs)


def index_of(articles: Sequence[Source], common: Iterable[str] = ()) -> InvertedIndex:
    """Return what `articles` are about; they are numbered as they come."""
    lang = language_of(articles)
    return inverted_index([words_of(article, lang) for article in articles], common, lang)


def inverted_index(said: Sequence[Words], common: Iterable[str], lang: str) -> InvertedIndex:
    """Return what articles are about that say this; they are numbered as they come.

    `common` are the words that say nothing of a problem, but in pairs.
    """
    stems: dict[str, str] = {}
    mentions: dict[str, dict[int, int]] = defaultdict(dict)
    pairs: dict[str, dict[int, int]] = defaultdict(dict)
    for number, words in enumerate(said):
        stems |= words.stems
        for word, times in words.mentions.items():
            mentions[word][number] = times
        for pair, times in words.pairs.items():
            pairs[pair][number] = times
    for word in map(stemmer(lang), common):
        mentions.pop(word, None)
    by_word = _weighted(mentions, len(said), 1)
    by_pair = _weighted(pairs, len(said), PAIR)
    known = sorted(by_word.keys() | {word for pair in by_pair for word in pair.split()})
    place = {word: number for number, word in enumerate(known)}
    return InvertedIndex(
        {form: place[stem] for form, stem in sorted(stems.items()) if stem in place},
        [by_word.get(word, {}) for word in known],
        {tuple(map(place.__getitem__, pair.split())): by_pair[pair] for pair in sorted(by_pair)},
    )


def _head(article: Source) -> Iterator[str]:
    for field in HEAD:
        yield from article.value(field).split("\n")


def _weighted(
    about: Mapping[str, Mapping[int, int]], articles: int, counts: float
) -> dict[str, Weights]:
    """Return what each word weighs in each article: more the rarer it is, and the more often it is there."""
    found: dict[str, Weights] = {}
    for word, mentions in about.items():
        shares = [times / (times + SATURATION) for times in mentions.values()]
        so_many = sum(shares)  # articles, counted in parts
        rarity = math.log(1 + (articles - so_many + 0.5) / (so_many + 0.5))
        whole = [round(SCALE * counts * rarity * share) for share in shares]
        if any(whole):
            found[word] = {n: weight for n, weight in zip(mentions, whole, strict=True) if weight}
    return found


def _flat(weights: Weights) -> list[int]:
    return [value for pair in weights.items() for value in pair]

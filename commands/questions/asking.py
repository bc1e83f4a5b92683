"""What a question says: its words, and the pairs of words that stand side by side in it.

theme/static/js/existing.js takes a question apart in the same way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import snowballstemmer

STORY = 0.5  # what a sentence counts beside one that asks

_STEMMERS = {
    **{"de": "german", "en": "english", "es": "spanish", "fr": "french", "it": "italian"},
    **{"nl": "dutch", "pt": "portuguese"},
}
_MARK = re.compile(r"\[[^\]\n]{1,20}\]")  # what stands where something was struck out
_SENTENCE_END = re.compile(r"([.!?…][\"”’)]*)\s+")
_QUOTES = '"”’) '


@dataclass(frozen=True)
class Asked:
    """What a question says: each word with what it counts, and each pair of neighbours, as they come."""

    words: dict[str, float]
    pairs: tuple[tuple[str, str], ...]


def common_words(theme: Path) -> frozenset[str]:
    """Return the words that say nothing of a problem, as the theme has them; none where it has not."""
    from theme.filters import read_words

    if not (theme / "words.toml").exists():
        return frozenset()
    return frozenset(read_words(theme / "words.toml")["search"]["common"].split())


def asked(text: str) -> Asked:
    """Take the question `text` apart. Words of a sentence that asks count more, if there is one."""
    sentences = list(sentences_of(text))
    asking = [asks(sentence) for sentence in sentences]
    words: Counter[str] = Counter()
    pairs: dict[tuple[str, str], None] = {}
    for sentence, is_one in zip(sentences, asking, strict=True):
        found = plain_words(sentence)
        for word in found:
            words[word] += 1 if is_one or not any(asking) else STORY
        pairs |= dict.fromkeys(pairwise(found))
    return Asked(dict(words), tuple(pairs))


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of `text` without the marks of what was struck out; a line is one, too."""
    plain = _MARK.sub(" ", text)
    yield from filter(str.strip, _SENTENCE_END.sub(r"\1\n", plain).split("\n"))


def asks(sentence: str) -> bool:
    """Return whether it ends as questions do."""
    return sentence.rstrip(_QUOTES).endswith("?")


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

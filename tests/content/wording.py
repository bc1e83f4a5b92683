"""Finds what two texts share, and words that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from spellchecker import SpellChecker

SHARED = 12  # words in a row that two texts may not have in common
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
_ADDRESS = re.compile(r"\S+@\S+|\b[\w-]+(?:\.[\w-]+)+\b")  # a.site.org is not for the speller


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text in lower case, without what stands between them."""
    return _WORD.findall(text.replace("’", "'").lower())


def shared_passages(texts: Mapping[str, str], length: int = SHARED) -> dict[str, tuple[str, ...]]:
    """Return what stands in two texts or more, `length` words at a time, with their names.

    Only words count, so that neither signs nor empty cells of a table can hide or make a passage.
    """
    found: dict[tuple[str, ...], set[str]] = {}
    for name, text in texts.items():
        words = words_of(text)
        for first in range(len(words) - length + 1):
            found.setdefault(tuple(words[first : first + length]), set()).add(name)
    return {
        " ".join(passage): tuple(sorted(names))
        for passage, names in found.items()
        if len(names) > 1
    }


def unknown_words(texts: Mapping[str, str], known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return each word that neither the speller nor `known` has, with the texts it stands in."""
    pairs = sorted(
        (word, name)
        for name, text in texts.items()
        for word in set(words_of(_ADDRESS.sub(" ", text)))
        if not word.isdigit()
    )
    unknown = SpellChecker().unknown({word for word, _ in pairs}) - set(known)
    return {
        word: tuple(name for _, name in group)
        for word, group in groupby(pairs, key=lambda pair: pair[0])
        if word in unknown
    }

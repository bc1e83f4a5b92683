"""Text to words, in any language: what to count, before anything is counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .stop_words import STOP_WORDS

# Letters of scripts written without spaces (Thai, Lao, Myanmar, Khmer, Kana, Han), and Hangul,
# whose particles stick to their words.
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
# `\w` knows letters but not the vowel signs of Hindi, Thai or Khmer, nor loose accents: without
# these a word would fall apart at each of them.
_MARKS = "".join(
    chr(code) for code in range(0x300, 0x1800) if unicodedata.category(chr(code))[0] == "M"
)
_WORD = re.compile(rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}])[^\W_][{_MARKS}]*)+")
_UNSPACED_WORD = re.compile(rf"[{_UNSPACED}]+")
GAP = ""


def words(text: str) -> list[str]:
    """The words of `text` in order, in lower case; GAP where a mark parts two of them.

    Single letters are left out. A run of a script without spaces becomes its overlapping pairs of
    characters, as in Lucene's CJKAnalyzer: crude beside a dictionary, but it needs none, and two
    neighbouring pairs make a three.
    """
    found = []
    for piece in text.split():
        if piece.isascii():
            if piece.isalnum():  # most are
                if len(piece) > 1:
                    found.append(piece.lower())
                continue
        else:
            piece = unicodedata.normalize("NFKC", piece)
        if not piece[0].isalnum():
            found.append(GAP)
        for word in _WORD.findall(piece.lower()):
            if _UNSPACED_WORD.match(word):
                found += [word[i : i + 2] for i in range(len(word) - 1)] or [word]
                found.append(GAP)
            elif len(word) > 1:
                found.append(word)
        if not piece[-1].isalnum() and piece[-1] not in _MARKS:
            found.append(GAP)
    return found


def phrase(*parts: str) -> str:
    """Words as one writes them: with a space between, or laid over each other ("面接", "接官")."""
    first, *rest = parts
    for part in rest:
        overlap = _UNSPACED_WORD.fullmatch(part) and first[-1] == part[0]
        first += part[1:] if overlap else f" {part}"
    return first


def language(tag: str) -> str:
    """The language of "pt", "pt-BR" and "pt_BR": "pt"."""
    return tag.lower().replace("_", "-").split("-")[0]


def small_words(lang: str) -> frozenset[str]:
    """The words of a language that say nothing about a subject; none where it is not known."""
    return STOP_WORDS.get(lang, frozenset())


def likeliest_language(texts: Iterable[list[str]]) -> str:
    """The language whose small words the texts hold most of, "" where they are fewer than a tenth.

    Looks at the first hundred texts, two hundred words of each.
    """
    sample = [word for text, _ in zip(texts, range(100), strict=False) for word in text[:200]]
    hits = {lang: sum(map(small.__contains__, sample)) for lang, small in STOP_WORDS.items()}
    best = max(sorted(hits), key=hits.__getitem__)
    return best if hits[best] * 10 > len(sample) else ""

"""Documents to weighted terms: what an article is about, as numbers.

A term is a word, two words side by side, a topic, or a link to another article. It weighs
sqrt(count) * idf ** 1.25 with idf = ln((1 + n) / (1 + df)) + 1, scikit-learn's smooth form, and the
weights of a document are scaled to unit length (Salton and Buckley, "Term-weighting approaches in
automatic text retrieval", 1988). The constants were chosen on a labelled set by
cross-validation: `python -m benchmarks.related` measures them.

Weights are rounded to whole units of 1/UNIT. Sums of whole numbers are the same in any order, so a
score depends neither on the order of files nor on how a processor adds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, pairwise

import numpy as np

from .document import Document
from .words import likeliest_language, small_words, words

WORD = 10  # what one mention counts; the others are measured against it
PAIR = 7
TOPIC = 80
LINK = 80
IN_TITLE = 5  # times what it counts elsewhere
IN_LEAD, LEAD_LENGTH = 2, 40  # the first forty words that say something
RAREST = 2  # a term of one article joins it to nothing
COMMONEST = 0.25  # a word in more than a quarter of all articles tells none of them apart,
COMMONEST_OF_FEW = 20  # but in twenty articles or fewer that may be chance
RARITY = 1.25
UNIT = 2**16

_PAIR_SHIFT = 31


@dataclass(frozen=True)
class Vectors:
    """The weighted terms of all documents, in compressed rows: one row a document.

    Row `i` is the slice `starts[i]:starts[i + 1]` of `terms` (numbers), `weights` (units of
    1/UNIT) and `counts` (in tenths of a mention). `names` says what each term is: ("word", w),
    ("pair", a, b), ("topic", t) or ("link", slug). `lengths` are the documents' words.
    """

    starts: np.ndarray
    terms: np.ndarray
    weights: np.ndarray
    counts: np.ndarray
    names: Sequence[tuple[str, ...]]
    lengths: np.ndarray

    def row(self, document: int) -> slice:
        return slice(self.starts[document], self.starts[document + 1])


def vectors(documents: Sequence[Document]) -> Vectors:
    """The weighted terms of `documents`, rows in the order given."""
    unknown = likeliest_language(words(d.text[:4000]) for d in documents if not d.lang)
    vocabulary = _Vocabulary()
    counted = [_count(document, document.lang or unknown, vocabulary) for document in documents]
    return _weigh(counted, vocabulary, len(documents))


class _Numbers(dict):
    """Numbers words as it meets them; a small word is 0, a gap between its neighbours."""

    def __init__(self, lang: str, names: list[tuple[str, ...]]) -> None:
        super().__init__(dict.fromkeys(small_words(lang), 0))
        self._names = names

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self._names)
        self._names.append(("word", word))
        return number


class _Vocabulary:
    """A number for each word (of each language: "die" and "die" are two), topic and link."""

    def __init__(self) -> None:
        self.names: list[tuple[str, ...]] = [("gap",)]
        self._words: dict[str, _Numbers] = {}
        self._marks: dict[tuple[str, str], int] = {}

    def words(self, lang: str) -> _Numbers:
        if lang not in self._words:
            self._words[lang] = _Numbers(lang, self.names)
        return self._words[lang]

    def mark(self, kind: str, name: str) -> int:
        if (kind, name) not in self._marks:
            self._marks[kind, name] = len(self.names)
            self.names.append((kind, name))
        return self._marks[kind, name]


def _count(
    document: Document, lang: str, vocabulary: _Vocabulary
) -> tuple[np.ndarray, np.ndarray, int]:
    """What a document says: its terms, what each counts for, and its length in words.

    A pair is the numbers of its words packed into one.
    """
    number = vocabulary.words(lang).__getitem__
    title, body = words(document.title), words(document.text)
    said = np.array([*map(number, title), 0, *map(number, body)], np.int64)
    times = np.ones(len(said), np.int64)
    times[: len(title)] = IN_TITLE
    telling = said > 0
    lead = len(title) + 1 + np.flatnonzero(telling[len(title) + 1 :])[:LEAD_LENGTH]
    times[lead] = IN_LEAD
    paired = telling[:-1] & telling[1:]
    marks = [(vocabulary.mark("topic", topic), TOPIC) for topic in dict.fromkeys(document.topics)]
    # An article stands for its own address: so a link joins its two ends, and also two articles
    # that link to the same third.
    marks += [
        (vocabulary.mark("link", slug), LINK) for slug in sorted({document.slug, *document.links})
    ]
    mark_terms, mark_counts = np.array(marks, np.int64).T
    terms = np.concatenate(
        [said[telling], (said[:-1] << _PAIR_SHIFT | said[1:])[paired], mark_terms]
    )
    counts = np.concatenate([times[telling] * WORD, times[1:][paired] * PAIR, mark_counts])
    order = np.argsort(terms)
    first = np.flatnonzero(_changes(terms[order]))
    totals = np.add.reduceat(counts[order], first)
    return terms[order[first]], np.minimum(totals, 2**15 - 1).astype(np.int16), len(body)


def _weigh(
    counted: Sequence[tuple[np.ndarray, np.ndarray, int]], vocabulary: _Vocabulary, size: int
) -> Vectors:
    codes = np.concatenate([terms for terms, _, _ in counted] or [np.empty(0, np.int64)])
    order = np.argsort(codes)
    codes = codes[order]
    changes = np.flatnonzero(_changes(codes))
    spread = np.diff(np.append(changes, len(codes)))
    codes = codes[changes]
    is_mark = np.array([name[0] in ("topic", "link") for name in vocabulary.names])
    is_mark = is_mark[np.where(codes >> _PAIR_SHIFT, 0, codes)]
    limit = max(COMMONEST_OF_FEW, COMMONEST * size)
    kept = (spread >= RAREST) & ((spread <= limit) | is_mark)
    # Back to rows: for each entry its term, renumbered without those that are not kept.
    terms = np.empty(len(order), np.int32)
    terms[order] = np.repeat(np.where(kept, np.cumsum(kept) - 1, -1), spread)
    del order
    stays = terms >= 0
    rows = np.repeat(np.arange(size, dtype=np.int32), [len(terms) for terms, _, _ in counted])
    terms, rows = terms[stays], rows[stays]
    counts = np.concatenate([counts for _, counts, _ in counted] or [np.empty(0, np.int16)])[stays]
    weights = np.sqrt(counts / WORD) * _rarities(spread[kept], size)[terms]
    # Whole numbers here too, or the sum of squares would depend on the numbering of terms.
    squares = np.rint(weights * weights * UNIT)
    length = np.sqrt(np.bincount(rows, squares, size) / UNIT)
    weights = np.rint(weights / length[rows] * UNIT).astype(np.int32)
    return Vectors(
        starts=np.concatenate([[0], np.bincount(rows, minlength=size).cumsum()]),
        terms=terms,
        weights=weights,
        counts=counts,
        names=[_name(code, vocabulary.names) for code in codes[kept].tolist()],
        lengths=np.array([length for _, _, length in counted]),
    )


def _rarities(spread: np.ndarray, size: int) -> np.ndarray:
    # To six places: the last bits of a logarithm differ between machines.
    known = {
        df: round((math.log((1 + size) / (1 + df)) + 1) ** RARITY, 6)
        for df in np.unique(spread).tolist()
    }
    table = np.zeros(size + 1)
    table[list(known)] = list(known.values())
    return table[spread]


def _name(code: int, names: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    if code >> _PAIR_SHIFT:
        return ("pair", names[code >> _PAIR_SHIFT][1], names[code & (1 << _PAIR_SHIFT) - 1][1])
    return names[code]


def _changes(values: np.ndarray) -> np.ndarray:
    """Where a sorted array begins a new value."""
    changes = np.ones(len(values), bool)
    changes[1:] = values[1:] != values[:-1]
    return changes

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
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .document import Document
from .ragged import beginnings, ranges
from .words import GAP, language, likeliest_language, small_words, words

Term = tuple[str, ...]

WORD = 10  # what one mention counts; the others are measured against it
PAIR = 7
TOPIC = 80
LINK = 30
IN_TITLE = 5  # times what it counts elsewhere
IN_LEAD, LEAD_LENGTH = 2, 40  # the first forty words that say something
RAREST = 2  # a term of one article joins it to nothing
COMMONEST = 0.25  # a word in more than a quarter of all articles tells none of them apart;
COMMONEST_OF_FEW = 5, 0.5, 20  # in a small collection that may be chance: half, from 5 up to 20
RARITY = 1.25
UNIT = 2**16

_BITS = 26  # of a word's number; a pair is two of them in one
_AT_ONCE = 1000  # documents; beside two words there are 11 bits left for the number of one


@dataclass(frozen=True)
class Vectors:
    """The weighted terms of all documents, in compressed rows: one row a document.

    Row `i` is the slice `starts[i]:starts[i + 1]` of `terms` (numbers), `weights` (units of
    1/UNIT) and `counts` (in tenths of a mention). `names` says what each term is: ("word", w),
    ("pair", a, b), ("topic", t) or ("link", slug), and `spread` in how many documents it is.
    `lengths` are the documents' words.
    """

    starts: np.ndarray
    terms: np.ndarray
    weights: np.ndarray
    counts: np.ndarray
    names: Sequence[Term]
    spread: np.ndarray
    lengths: np.ndarray

    def row(self, document: int) -> slice:
        return slice(self.starts[document], self.starts[document + 1])


def vectors(documents: Sequence[Document]) -> Vectors:
    """The weighted terms of `documents`, rows in the order given."""
    unknown = likeliest_language(words(d.text[:4000]) for d in documents if not d.lang)
    vocabulary = _Vocabulary(unknown)
    counted = [
        _count(documents[start : start + _AT_ONCE], vocabulary)
        for start in range(0, len(documents), _AT_ONCE)
    ]
    return _weigh(counted, vocabulary, len(documents))


class _Vocabulary:
    """Numbers for words, topics and links, and for the pieces of text between two spaces.

    Pieces repeat ("the", "follow-up,"), so each different one is read once. A small word is 0, as
    is a mark: a gap between its neighbours.
    """

    def __init__(self, unknown: str) -> None:
        self.names: list[Term] = [("gap",)]
        self._unknown = unknown  # what a document without a language is written in
        self._pieces: dict[str, _Pieces] = {}
        self._marks: dict[Term, int] = {}
        self._words = array("q", [0])  # of all pieces, end to end; the first piece is a gap
        self._sizes = array("q", [1])

    def pieces(self, lang: str) -> _Pieces:
        """The numbers of the pieces of one language: "die" and "die" are two words."""
        lang = language(lang) or self._unknown
        if lang not in self._pieces:
            self._pieces[lang] = _Pieces(lang, self.names, self._words, self._sizes)
        return self._pieces[lang]

    def read(self, pieces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The words of `pieces` end to end, and how many each has."""
        sizes = np.array(self._sizes)
        starts = sizes.cumsum() - sizes
        return np.array(self._words)[ranges(starts[pieces], sizes[pieces])], sizes[pieces]

    def marks(self, document: Document) -> Iterator[tuple[int, int]]:
        """Its topics and links, and what each counts."""
        for topic in dict.fromkeys(document.topics):
            yield self._mark(("topic", topic)), TOPIC
        # An article stands for its own address: so a link joins its two ends, and also two articles
        # that link to the same third.
        for slug in sorted({document.slug, *document.links}):
            yield self._mark(("link", slug)), LINK

    def _mark(self, name: Term) -> int:
        if name not in self._marks:
            self._marks[name] = len(self.names)
            self.names.append(name)
        return self._marks[name]


class _Pieces(dict):
    """Numbers the pieces of one language as it meets them."""

    def __init__(self, lang: str, names: list[Term], said: array, sizes: array) -> None:
        super().__init__({GAP: 0})
        self._known = dict.fromkeys([GAP, *small_words(lang)], 0)
        self._names, self._said, self._sizes = names, said, sizes

    def __missing__(self, piece: str) -> int:
        spoken = words(piece)
        for word in spoken:
            if word not in self._known:
                self._known[word] = len(self._names)
                self._names.append(("word", word))
            self._said.append(self._known[word])
        number = self[piece] = len(self._sizes)
        self._sizes.append(len(spoken))
        return number


@dataclass(frozen=True)
class _Counted:
    """What some documents say: an entry for each term of each document, in the order of both.

    A pair is the numbers of its words packed into one.
    """

    sizes: np.ndarray  # how many entries each document has
    terms: np.ndarray
    counts: np.ndarray
    lengths: np.ndarray


def _count(documents: Sequence[Document], vocabulary: _Vocabulary) -> _Counted:
    parts, marks = [], []
    for row, document in enumerate(documents):
        number = vocabulary.pieces(document.lang).__getitem__
        for text in (document.title, document.text):
            parts.append(np.fromiter(map(number, [*text.split(), GAP]), np.int64))
        marks += [(row, *mark) for mark in vocabulary.marks(document)]
    said, sizes = vocabulary.read(np.concatenate(parts))
    part_starts = np.cumsum([0, *map(len, parts[:-1])])
    title_lengths, body_lengths = np.add.reduceat(sizes, part_starts).reshape(-1, 2).T
    length = title_lengths + body_lengths
    rows = np.repeat(np.arange(len(documents)), length)
    body_starts = length.cumsum() - body_lengths
    telling = said > 0
    told = telling.cumsum()
    in_title = np.arange(len(said)) < body_starts[rows]
    in_lead = told - told[body_starts - 1][rows] <= LEAD_LENGTH
    times = np.where(in_title, IN_TITLE, np.where(in_lead, IN_LEAD, 1))
    single = np.flatnonzero(telling)
    second = np.flatnonzero(telling[1:] & telling[:-1]) + 1
    mark_rows, mark_terms, mark_counts = np.array(marks, np.int64).T
    terms = (said[single], said[second - 1] << _BITS | said[second], mark_terms)
    counts = (times[single] * WORD, times[second] * PAIR, mark_counts)
    keys = np.concatenate([rows[single], rows[second], mark_rows]) << 2 * _BITS
    keys |= np.concatenate(terms)
    order = np.argsort(keys)
    keys = keys[order]
    first = beginnings(keys)
    totals = np.add.reduceat(np.concatenate(counts)[order], first)
    return _Counted(
        sizes=np.bincount(keys[first] >> 2 * _BITS, minlength=len(documents)),
        terms=keys[first] & (1 << 2 * _BITS) - 1,
        counts=np.minimum(totals, 2**15 - 1).astype(np.int16),
        lengths=length,
    )


def _weigh(counted: Sequence[_Counted], vocabulary: _Vocabulary, size: int) -> Vectors:
    def joined(name: str, kind: type) -> np.ndarray:
        return np.concatenate([np.empty(0, kind), *(getattr(part, name) for part in counted)])

    codes = joined("terms", np.int64)
    order = np.argsort(codes)
    codes = codes[order]
    first = beginnings(codes)
    spread = np.diff(np.append(first, len(codes)))
    codes = codes[first]
    is_mark = np.array([name[0] in ("topic", "link") for name in vocabulary.names])
    is_mark = is_mark[np.where(codes >> _BITS, 0, codes)]
    least, part, most = COMMONEST_OF_FEW
    limit = max(COMMONEST * size, min(most, max(least, part * size)))
    kept = (spread >= RAREST) & ((spread <= limit) | is_mark)
    # Back to rows: for each entry its term, renumbered without those that are not kept.
    terms = np.empty(len(order), np.int32)
    terms[order] = np.repeat(np.where(kept, kept.cumsum() - 1, -1), spread)
    stays = terms >= 0
    terms, counts = terms[stays], joined("counts", np.int16)[stays]
    rows = np.repeat(np.arange(size, dtype=np.int32), joined("sizes", np.int64))[stays]
    weights = np.sqrt(counts / WORD) * _rarities(spread[kept], size)[terms]
    # Whole numbers here too, or the sum of squares would depend on the numbering of terms.
    squares = np.rint(weights * weights * UNIT)
    length = np.sqrt(np.bincount(rows, squares, size) / UNIT)
    return Vectors(
        starts=np.concatenate([[0], np.bincount(rows, minlength=size).cumsum()]),
        terms=terms,
        weights=np.rint(weights / length[rows] * UNIT).astype(np.int32),
        counts=counts,
        spread=spread[kept],
        names=[_name(code, vocabulary.names) for code in codes[kept].tolist()],
        lengths=joined("lengths", np.int64),
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


def _name(code: int, names: Sequence[Term]) -> Term:
    if code >> _BITS:
        return ("pair", names[code >> _BITS][1], names[code & (1 << _BITS) - 1][1])
    return names[code]

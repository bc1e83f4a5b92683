"""Documents to weighted terms: what an article is about, as numbers.

A term (a word, two words side by side, a topic, a link to another article) weighs
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

import numpy as np

from .counting import AT_ONCE, BITS, WORD, Counted, Term, Vocabulary, count
from .document import Document
from .ragged import beginnings
from .words import likeliest_language, words

RAREST = 2  # a term of one article joins it to nothing
COMMONEST = 0.25  # a word in more than a quarter of all articles tells none of them apart;
COMMONEST_OF_FEW = 5, 0.5, 20  # in a small collection that may be chance: half, from 5 up to 20
RARITY = 1.25
UNIT = 2**16


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
    vocabulary = Vocabulary(unknown)
    counted = [
        count(documents[start : start + AT_ONCE], vocabulary)
        for start in range(0, len(documents), AT_ONCE)
    ]
    return _weigh(counted, vocabulary, len(documents))


def _weigh(counted: Sequence[Counted], vocabulary: Vocabulary, size: int) -> Vectors:
    def joined(name: str, kind: type) -> np.ndarray:
        return np.concatenate([np.empty(0, kind), *(getattr(part, name) for part in counted)])

    codes = joined("terms", np.int64)
    order = np.argsort(codes)
    codes = codes[order]
    first = beginnings(codes)
    spread = np.diff(np.append(first, len(codes)))
    codes = codes[first]
    is_mark = np.array([name[0] in ("topic", "link") for name in vocabulary.names])
    is_mark = is_mark[np.where(codes >> BITS, 0, codes)]
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
    if code >> BITS:
        return ("pair", names[code >> BITS][1], names[code & (1 << BITS) - 1][1])
    return names[code]

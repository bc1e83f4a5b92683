"""Documents to weighted terms: what an article is about, as numbers.

A term (a word, two words side by side, a topic, a link to another article) weighs
sqrt(count) * idf ** 1.25 with idf = ln((1 + n) / (1 + df)) + 1, scikit-learn's smooth form, and the
weights of a document are scaled to unit length (Salton and Buckley, "Term-weighting approaches in
automatic text retrieval", 1988). n, df and the length are told in steps: `steps` says why. The
constants were chosen on a labelled set by cross-validation: `python -m benchmarks.related` measures
them.

Weights are rounded to whole units of 1/UNIT. Sums of whole numbers are the same in any order, so a
score depends neither on the order of files nor on how a processor adds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .collection import Collection, collected
from .counting import BITS, WORD, Term, Vocabulary
from .document import Document
from .steps import about, rounded, stepwise
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
    ("pair", a, b), ("topic", t) or ("link", slug), and `spread` in about how many documents it is.
    `lengths` are the documents' words, `norms` what each row was divided by.
    """

    starts: np.ndarray
    terms: np.ndarray
    weights: np.ndarray
    counts: np.ndarray
    spread: np.ndarray
    codes: np.ndarray
    vocabulary: Vocabulary
    lengths: np.ndarray
    norms: np.ndarray
    rarity: np.ndarray  # of all terms of the collection: 0 of those that are not kept

    @cached_property
    def names(self) -> list[Term]:
        return [*map(self.vocabulary.name, self.codes.tolist())]

    def name(self, term: int) -> Term:
        return self.vocabulary.name(int(self.codes[term]))

    def row(self, document: int) -> slice:
        return slice(self.starts[document], self.starts[document + 1])


def vectors(documents: Sequence[Document]) -> Vectors:
    """The weighted terms of `documents`, rows in the order given."""
    vocabulary = Vocabulary(unknown_language(documents))
    return weigh(collected(documents, vocabulary), vocabulary)


def unknown_language(documents: Sequence[Document]) -> str:
    """What those of `documents` that do not tell are most likely written in."""
    return likeliest_language(words(d.text[:2000]) for d in documents if not d.lang)


def weigh(collection: Collection, vocabulary: Vocabulary) -> Vectors:
    size, spread = len(collection.sizes), collection.spread
    rarity = rarities(collection.codes, spread, size, vocabulary)
    kept = rarity > 0
    # Renumbered without those that are not kept.
    terms = np.where(kept, kept.cumsum() - 1, -1).astype(np.int32)[collection.terms]
    stays = terms >= 0
    terms, counts = terms[stays], collection.counts[stays]
    starts = np.concatenate([[0], collection.sizes.cumsum()])
    starts = np.concatenate([[0], stays.cumsum(dtype=np.int32)])[starts]
    rows = np.repeat(np.arange(size, dtype=np.int32), np.diff(starts))
    weights = np.sqrt(np.arange(2**15) / WORD)[counts]
    weights *= rarity[kept][terms]
    # Whole numbers here too, or the sum of squares would depend on the numbering of terms.
    squares = weights * weights
    squares *= UNIT
    norms = rounded(np.sqrt(np.bincount(rows, np.rint(squares, out=squares), size) / UNIT))
    del squares
    weights /= norms[rows]
    weights *= UNIT
    return Vectors(
        starts=starts,
        terms=terms,
        weights=np.rint(weights, out=weights).astype(np.int32),
        counts=counts,
        spread=about(spread[kept]),
        codes=collection.codes[kept],
        vocabulary=vocabulary,
        lengths=collection.lengths,
        norms=norms,
        rarity=rarity,
    )


def rarities(
    codes: np.ndarray, spread: np.ndarray, size: int, vocabulary: Vocabulary
) -> np.ndarray:
    """What each term weighs by its rarity; 0 where it is too rare or too common to tell anything."""
    size = stepwise(size)
    is_mark = vocabulary.are_marks()[np.where(codes >> BITS, 0, codes)]
    least, part, most = COMMONEST_OF_FEW
    limit = max(COMMONEST * size, min(most, max(least, part * size)))
    kept = (spread >= RAREST) & ((spread <= limit) | is_mark)
    # To six places: the last bits of a logarithm differ between machines.
    octaves = about(2 ** np.arange(max(size.bit_length(), 1)))
    table = [round((math.log((1 + size) / (1 + n)) + 1) ** RARITY, 6) for n in octaves.tolist()]
    return np.where(kept, np.array(table)[np.frexp(spread)[1] - 1], 0)

"""For each document the ones most like it.

Exact while a document's terms are found in few enough places, as they are in a collection of a
thousand. In larger ones its heaviest terms find a hundred candidates, which are then scored with
all terms: the work for one document stays the same however many there are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .vectors import UNIT, Vectors

KEPT = 64  # neighbours of each document
CANDIDATES = 128  # looked at more closely where the heaviest terms alone had to find them
PLACES = 24_000  # how many mentions of its terms one document may look up
_AT_ONCE = 200_000  # scores worked on at a time: what fits a processor's cache


@dataclass(frozen=True)
class Nearest:
    """Row `i` holds the documents nearest to `i` and their cosines, nearest first.

    -1 and 0.0 where fewer than KEPT have anything in common with it.
    """

    documents: np.ndarray
    cosines: np.ndarray


def nearest(vectors: Vectors) -> Nearest:
    """The KEPT nearest of each document by cosine; of equals, the earlier in the rows."""
    size = len(vectors.starts) - 1
    kept = min(KEPT, max(size, 1))
    found = Nearest(np.full((size, kept), -1, np.int32), np.zeros((size, kept)))
    index = _Index(vectors, size)
    step = max(1, _AT_ONCE // max(size, 1))
    for start in range(0, size, step):
        chunk = np.arange(start, min(start + step, size))
        scores, partial = index.scores(chunk)
        scores[np.arange(len(chunk)), chunk] = 0
        for row in np.flatnonzero(partial):
            scores[row] = _scored_again(vectors, chunk[row], scores[row])
        best = _largest(scores, kept)
        values = np.take_along_axis(scores, best, 1)
        found.documents[chunk] = np.where(values > 0, best, -1)
        found.cosines[chunk] = values / UNIT**2
    return found


class _Index:
    """Where each term is found."""

    def __init__(self, vectors: Vectors, size: int) -> None:
        self._vectors, self._size = vectors, size
        order = np.argsort(vectors.terms, kind="stable")
        rows = np.repeat(np.arange(size, dtype=np.int32), np.diff(vectors.starts))
        self._documents, self._weights = rows[order], vectors.weights[order]
        self._places = np.bincount(vectors.terms, minlength=len(vectors.names))
        self._starts = self._places.cumsum() - self._places

    def scores(self, chunk: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The scores of all documents for each of `chunk`, and whether terms were left out."""
        taken = [self._terms(document) for document in chunk]
        terms = np.concatenate([terms for terms, _, _ in taken])
        weights = np.concatenate([weights for _, weights, _ in taken])
        places = self._places[terms]
        at = ranges(self._starts[terms], places)
        base = np.repeat(np.arange(len(chunk)), [len(terms) for terms, _, _ in taken]) * self._size
        scores = np.bincount(
            np.repeat(base, places) + self._documents[at],
            np.repeat(weights.astype(np.float64), places) * self._weights[at],
            len(chunk) * self._size,
        )
        partial = np.array([partial for _, _, partial in taken])
        return scores.astype(np.int64).reshape(len(chunk), self._size), partial

    def _terms(self, document: int) -> tuple[np.ndarray, np.ndarray, bool]:
        row = self._vectors.row(document)
        terms, weights = self._vectors.terms[row], self._vectors.weights[row]
        places = self._places[terms]
        if places.sum() <= PLACES:
            return terms, weights, False
        # The heaviest first; of equals the one in fewer places.
        heaviest = np.lexsort((terms, places, -weights))
        within = places[heaviest].cumsum() <= PLACES
        return terms[heaviest[within]], weights[heaviest[within]], True


def _scored_again(vectors: Vectors, document: int, scores: np.ndarray) -> np.ndarray:
    """The scores with all terms, for the best by the terms looked at so far; 0 for all others."""
    best = _largest(scores[None, :], min(CANDIDATES, len(scores)))[0]
    best = best[scores[best] > 0]
    again = np.zeros(len(scores), np.int64)
    if not len(best):
        return again
    weight_of = np.zeros(len(vectors.names), np.int64)
    row = vectors.row(document)
    weight_of[vectors.terms[row]] = vectors.weights[row]
    lengths = vectors.starts[best + 1] - vectors.starts[best]
    at = ranges(vectors.starts[best], lengths)
    products = weight_of[vectors.terms[at]] * vectors.weights[at]
    again[best] = np.add.reduceat(products, lengths.cumsum() - lengths)
    return again


def _largest(scores: np.ndarray, number: int) -> np.ndarray:
    """The columns of the `number` largest of each row, largest first, of equals the first."""
    size = scores.shape[1]
    keys = scores * size + (size - 1 - np.arange(size))  # no two alike, so no chance decides
    best = np.argpartition(keys, size - number, axis=1)[:, size - number :]
    order = np.argsort(-np.take_along_axis(keys, best, 1), axis=1)
    return np.take_along_axis(best, order, 1)


def ranges(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """starts[0], starts[0] + 1, ... for lengths[0] numbers, then the same for each of the rest."""
    before = lengths.cumsum() - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum())

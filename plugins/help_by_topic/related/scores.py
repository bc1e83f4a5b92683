"""From likeness to worth: what is best read next among those that are most alike.

score = cosine * near in time * (length / mean length) ** 0.1 / sqrt(crowd + 0.03)

Crowd is the candidate's mean cosine to its own nearest sixty. What is a little like everything
would otherwise stand under everything (Radovanovic, Nanopoulos and Ivanovic, "Hubs in Space", 2010;
the correction is a local scaling, one-sided).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .document import Document
from .neighbours import Nearest

CROWD = 60
CROWD_FLOOR = 0.03
LENGTH = 0.1
LENGTH_BETWEEN = 0.2, 5.0
# Authors link to what was written in the same months (a follow-up, the same event, the same rules)
# far more than chance; by how much more depends on the site, so we take less than is best on ours.
NEAR_IN_TIME, DAYS = 0.3, 200
_UNITS = 10**6  # a score is told to six places
_BITS = 31  # of a row's number
_LAST = 2**_BITS - 1
_AT_ONCE = 5_000  # rows looked through at a time


@dataclass(frozen=True)
class Candidates:
    """Row `i`: documents that have something in common with `i`, best first, and their scores.

    -1 and 0.0 where there are no more.
    """

    documents: np.ndarray
    scores: np.ndarray

    def of(self, document: int) -> dict[int, float]:
        row = self.documents[document].tolist()
        both = zip(row, self.scores[document].tolist(), strict=True)
        return {other: score for other, score in both if other >= 0}

    def score(self, documents: np.ndarray, others: np.ndarray) -> np.ndarray:
        """For each of `documents` that of the one in its place in `others`; 0 where the two have
        nothing in common."""
        scores = np.zeros(len(documents))
        for start in range(0, len(documents), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            known = self.documents[documents[some]] == others[some, None]
            row, place = np.divmod(np.flatnonzero(known), known.shape[1])
            scores[start + row] = self.scores[documents[start + row], place]
        return scores


def candidates(documents: Sequence[Document], nearest: Nearest, lengths: np.ndarray) -> Candidates:
    """The nearest of each document in the order of their scores; of equals the earlier row."""
    worth = np.append(_worth(nearest, lengths, len(documents)), 0)
    days = np.array([document.date.toordinal() for document in documents], np.int64)
    apart = np.abs(days[:, None] - np.append(days, 0)[nearest.documents])
    near = 1 + NEAR_IN_TIME / (1 + apart / DAYS)
    scores = np.rint(nearest.cosines * near * worth[nearest.documents] * _UNITS).astype(np.int64)
    # Equal when rounded is equal: then the row decides, and rows are newest first. Both in one
    # number, since numbers are sorted sooner than pairs; that of nobody is the least of all.
    keys = (scores << _BITS) + (_LAST - 1 - nearest.documents)
    keys[nearest.documents < 0] = -1
    keys = np.sort(keys, axis=1)[:, ::-1]
    found = (_LAST - 1 - (keys & _LAST)).astype(np.int32)
    return Candidates(found, np.maximum(keys >> _BITS, 0) / _UNITS)


def _worth(nearest: Nearest, lengths: np.ndarray, size: int) -> np.ndarray:
    """What a document is worth as a pick, whoever it is picked for."""
    # In a small collection half of it, or the crowd would be everybody.
    crowd = max(1, min(CROWD, (size - 1) // 2))
    crowded = nearest.cosines[:, :crowd].sum(axis=1) / crowd
    relative = np.clip(lengths / max(lengths.sum() / max(size, 1), 1), *LENGTH_BETWEEN)
    # Powers by Python, to nine places: NumPy's differ in the last bit between processors.
    long = np.array([round(length**LENGTH, 9) for length in relative.tolist()])
    return long / np.sqrt(crowded + CROWD_FLOOR)

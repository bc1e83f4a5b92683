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


@dataclass(frozen=True)
class Candidates:
    """Row `i`: documents that have something in common with `i`, best first, and their scores.

    -1 and 0.0 where there are no more.
    """

    documents: Sequence[Sequence[int]]
    scores: Sequence[Sequence[float]]

    def of(self, document: int) -> dict[int, float]:
        both = zip(self.documents[document], self.scores[document], strict=True)
        return {other: score for other, score in both if other >= 0}

    def score(self, document: int, other: int) -> float:
        """Of `other` for `document`; 0 where they have nothing in common."""
        row = self.documents[document]
        return self.scores[document][row.index(other)] if other in row else 0.0


def candidates(documents: Sequence[Document], nearest: Nearest, lengths: np.ndarray) -> Candidates:
    """The nearest of each document in the order of their scores; of equals the earlier row."""
    size = len(documents)
    if not size:
        return Candidates((), ())
    worth = _worth(nearest, lengths, size)
    days = np.array([document.date.toordinal() for document in documents])
    apart = np.abs(days[:, None] - days[nearest.documents])
    near = 1 + NEAR_IN_TIME / (1 + apart / DAYS)
    scores = np.round(nearest.cosines * near * worth[nearest.documents], 6)
    # Equal when rounded is equal: then the row decides, and rows are newest first.
    none = nearest.documents < 0
    order = np.lexsort((nearest.documents, -scores, none), axis=1)
    return Candidates(
        np.take_along_axis(nearest.documents, order, 1).tolist(),
        np.take_along_axis(scores, order, 1).tolist(),
    )


def _worth(nearest: Nearest, lengths: np.ndarray, size: int) -> np.ndarray:
    """What a document is worth as a pick, whoever it is picked for."""
    # In a small collection half of it, or the crowd would be everybody.
    crowd = max(1, min(CROWD, (size - 1) // 2))
    crowded = nearest.cosines[:, :crowd].sum(axis=1) / crowd
    relative = np.clip(lengths / max(lengths.mean(), 1), *LENGTH_BETWEEN)
    # Powers by Python, to nine places: NumPy's differ in the last bit between processors.
    long = np.array([round(length**LENGTH, 9) for length in relative.tolist()])
    return long / np.sqrt(crowded + CROWD_FLOOR)

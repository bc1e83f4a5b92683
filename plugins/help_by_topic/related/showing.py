"""What stands under each article in the end, each pick with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from ..side_by_side import side_by_side
from .document import Document, Pick, PickRows
from .reasons import Reason, Reasons
from .scores import Candidates

_FEWEST = 2500  # reasons that are worth a process of their own


@dataclass(frozen=True)
class Shown:
    """The picks of all documents end to end: `sizes[i]` of them belong to row `i`."""

    sizes: np.ndarray
    picks: np.ndarray  # rows
    scores: np.ndarray
    why: np.ndarray  # places in `reasons`
    reasons: list[Reason]

    def by_slug(self, slugs: Sequence[str]) -> dict[str, tuple[Pick, ...]]:
        kinds, details = zip(*self.reasons, strict=True) if self.reasons else ((), ())
        why = self.why.tolist()
        made = [
            *map(
                Pick,
                map(slugs.__getitem__, self.picks.tolist()),
                map(kinds.__getitem__, why),
                map(details.__getitem__, why),
                self.scores.tolist(),
            )
        ]
        ends = self.sizes.cumsum()
        rows = zip((ends - self.sizes).tolist(), ends.tolist(), strict=True)
        return {slug: tuple(made[a:b]) for slug, (a, b) in zip(slugs, rows, strict=True)}

    def in_rows(self, slugs: Sequence[str]) -> PickRows:
        return PickRows(
            slugs=[*slugs],
            sizes=self.sizes.tolist(),
            picks=self.picks.tolist(),
            why=self.why.tolist(),
            reasons=self.reasons,
        )


@dataclass(frozen=True)
class Known:
    """Reasons that are known already, by row and pick."""

    rows: np.ndarray
    picks: np.ndarray
    why: np.ndarray
    reasons: list[Reason]

    def of(self, rows: np.ndarray, picks: np.ndarray, size: int) -> np.ndarray:
        """Their places in `reasons`, -1 where one is not known."""
        pairs, wanted = self.rows * size + self.picks, rows * size + picks
        order = np.argsort(pairs)
        places = np.searchsorted(pairs, wanted, sorter=order)
        order, pairs = np.append(order, -1), np.append(pairs, -1)
        found = order[places]
        return np.where(pairs[found] == wanted, np.append(self.why, -1)[found], -1)


def show(
    documents: Sequence[Document],
    picks: Sequence[Sequence[int]],
    found: Candidates,
    reasons: Reasons,
    known: Known,
) -> Shown:
    sizes = np.fromiter(map(len, picks), np.int64, len(picks))
    flat = np.fromiter(chain.from_iterable(picks), np.int64, sizes.sum())
    rows = np.repeat(np.arange(len(picks)), sizes)
    why = known.of(rows, flat, len(picks))
    number = {reason: n for n, reason in enumerate(known.reasons)}
    untold = np.flatnonzero(why < 0)
    parts = side_by_side(untold, lambda some: [*reasons.of(rows[some], flat[some])], _FEWEST)
    told = [*chain.from_iterable(parts)]
    chooses = np.fromiter((bool(document.chosen) for document in documents), bool)
    for place in np.flatnonzero(chooses[rows[untold]]).tolist():
        row, pick = rows[untold[place]], flat[untold[place]]
        if documents[pick].slug in documents[row].chosen:
            told[place] = "author", ()
    why[untold] = [number.setdefault(reason, len(number)) for reason in told]
    used, why = np.unique(why, return_inverse=True)
    all_reasons = [*number]
    return Shown(
        sizes=sizes.astype(np.int32),
        picks=flat.astype(np.int32),
        scores=found.score(rows, flat),
        why=why.astype(np.int32),
        reasons=[all_reasons[n] for n in used.tolist()],
    )

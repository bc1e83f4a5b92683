"""What an edit changes, and what still holds after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .collection import Collection, collected, edited
from .document import Document
from .memory import Memory
from .neighbours import Nearest, Search, rare_up_to
from .showing import Known, Shown
from .vectors import Vectors, rarities, weigh


@dataclass(frozen=True)
class Edit:
    """The rows before and after. `rows[i]` was where row `i` is now; -1 for a document that is new.

    A document that was changed in any way is a new one: its place among equals may be another too.
    """

    rows: np.ndarray
    places: np.ndarray  # where each row of before is now, -2 where it is gone; at the end -1 for -1

    @classmethod
    def between(cls, before: Memory, slugs: Sequence[str], digests: Sequence[bytes]) -> Edit:
        known = {pair: i for i, pair in enumerate(zip(before.slugs, before.digests, strict=True))}
        pairs = zip(slugs, digests, strict=True)
        rows = np.fromiter((known.get(pair, -1) for pair in pairs), np.int64, len(slugs))
        places = np.full(len(known) + 1, -2)
        kept = np.flatnonzero(rows >= 0)
        places[rows[kept]] = kept
        places[-1] = -1
        return cls(rows, places)

    @property
    def is_new(self) -> np.ndarray:
        return self.rows < 0


@dataclass(frozen=True)
class Changes:
    """What is said and weighed after an edit, and where that differs from before.

    `whole` are the rows in which every weight may be another, `partly` those in which some are.
    Where neither of two documents is whole, their likeness is what it was unless both are partly:
    a weight that changed matters to those alone that have the term.
    """

    vectors: Vectors
    collection: Collection
    rare: int
    whole: np.ndarray
    partly: np.ndarray

    @classmethod
    def by(cls, edit: Edit, before: Memory, documents: Sequence[Document]) -> Changes:
        vocabulary = before.vocabulary
        new = np.flatnonzero(edit.is_new)
        rows = edit.rows.copy()
        rows[new] = len(before.slugs) + np.arange(len(new))
        counted = collected([documents[i] for i in new], vocabulary)
        if before.slugs:
            collection, spread_before = edited(before.collection, counted, rows)
        else:
            collection, spread_before = counted, np.zeros(len(counted.codes), np.int64)
        vectors = weigh(collection, vocabulary)
        rare = rare_up_to(vectors)
        rarity_before = rarities(collection.codes, spread_before, len(before.slugs), vocabulary)
        moved_over = (spread_before <= before.rare) != (collection.spread <= rare)
        changed = (rarity_before != vectors.rarity) | (moved_over & (vectors.rarity > 0))
        ends, entries = collection.sizes.cumsum(), np.flatnonzero(changed[collection.terms])
        partly = np.zeros(len(rows), bool)
        partly[np.searchsorted(ends, entries, side="right")] = True
        norms_before = np.append(before.norms, np.nan)[edit.rows]  # nan is unlike any norm
        return cls(vectors, collection, rare, vectors.norms != norms_before, partly)

    def stale(self, found: Search) -> np.ndarray:
        """The rows of `found` to search anew.

        Who comes into a row where it was not before is seen by the search itself.
        """
        gone_or_whole = np.append(self.whole, [True, False])  # the last two are for -2 and -1
        stale = self.whole | self.partly | gone_or_whole[found.found].any(axis=1)
        few = np.flatnonzero(found.last == 0)  # there the search has looked at everyone
        stale[few] |= gone_or_whole[found.nearest.documents[few]].any(axis=1)
        return stale

    def reasons_that_hold(self, before: Shown, edit: Edit) -> Known:
        """Of what was said before, that which would be said again."""
        rows, picks = np.repeat(edit.places[:-1], before.sizes), edit.places[before.picks]
        here = (rows >= 0) & (picks >= 0)
        rows, picks, why = rows[here], picks[here], before.why[here]
        changed = self.whole[rows] | self.whole[picks] | (self.partly[rows] & self.partly[picks])
        return Known(rows[~changed], picks[~changed], why[~changed], before.reasons)


def moved(search: Search, edit: Edit) -> Search:
    """What was found before, in the rows of now; -2 stands for who is gone."""
    places = edit.places.astype(np.int32)
    new = Search.empty(1)

    def rows(old: np.ndarray, of_new: np.ndarray) -> np.ndarray:
        return np.concatenate([old, of_new])[edit.rows]

    return Search(
        Nearest(
            places[rows(search.nearest.documents, new.nearest.documents)],
            rows(search.nearest.cosines, new.nearest.cosines),
        ),
        places[rows(search.found, new.found)],
        rows(search.last, new.last),
    )

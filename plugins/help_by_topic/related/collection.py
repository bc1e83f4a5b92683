"""What all documents of a collection say, and what an edit makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from ..side_by_side import side_by_side
from .counting import AT_ONCE, BITS, Counted, Vocabulary, count
from .document import Document
from .ragged import beginnings, in_order

_FEWEST = 1000  # documents that are worth a process of their own
_UNUSED = 1 / 8  # of the terms: how many may be nobody's before they are swept out


@dataclass(frozen=True)
class Collection:
    """The terms of all documents in compressed rows, and each term's code in the vocabulary.

    As in `Counted`, but `terms` are places in `codes`, which are sorted.
    """

    sizes: np.ndarray
    terms: np.ndarray
    counts: np.ndarray
    lengths: np.ndarray
    codes: np.ndarray

    @cached_property
    def spread(self) -> np.ndarray:
        """In how many documents each term is."""
        return np.bincount(self.terms, minlength=len(self.codes))


def collected(documents: Sequence[Document], vocabulary: Vocabulary) -> Collection:
    """What `documents` say, rows in the order given."""
    # Where texts have been read ahead little is left to do.
    fewest = len(documents) + 1 if vocabulary.has_read_ahead else _FEWEST
    parts = [
        part
        for its, some in side_by_side(documents, partial(_count, vocabulary), fewest)
        for part in (some if its is vocabulary else _renumbered(some, vocabulary.adopt(its)))
    ]

    def joined(name: str, kind: type) -> np.ndarray:
        return np.concatenate([np.empty(0, kind), *(getattr(part, name) for part in parts)])

    codes = _different([_different([part.terms]) for part in parts])
    terms = [np.searchsorted(codes, part.terms).astype(np.int32) for part in parts]
    return Collection(
        sizes=joined("sizes", np.int64),
        terms=np.concatenate([np.empty(0, np.int32), *terms]),
        counts=joined("counts", np.int16),
        lengths=joined("lengths", np.int64),
        codes=codes,
    )


def _different(codes: Sequence[np.ndarray]) -> np.ndarray:
    """All that is in these, sorted."""
    codes = np.sort(np.concatenate([np.empty(0, np.int64), *codes]))
    return codes[beginnings(codes)]


def _count(
    vocabulary: Vocabulary, documents: Sequence[Document]
) -> tuple[Vocabulary, list[Counted]]:
    """What `documents` say, and the vocabulary by which it is told: in another process another."""
    return vocabulary, [
        count(documents[start : start + AT_ONCE], vocabulary)
        for start in range(0, len(documents), AT_ONCE)
    ]


def _renumbered(parts: Iterable[Counted], numbers: np.ndarray) -> Iterator[Counted]:
    """`parts` by another vocabulary, `numbers` being those that it has for those that they have."""
    for part in parts:
        words, seconds = numbers[part.terms >> BITS], numbers[part.terms & (1 << BITS) - 1]
        yield replace(part, terms=words << BITS | seconds)


def edited(old: Collection, new: Collection, rows: np.ndarray) -> tuple[Collection, np.ndarray]:
    """The collection of `rows` of `old` and, numbered on from these, of `new`.

    With it, in how many documents of `old` each of its terms was.
    """
    codes, of_old, of_new = _united(old.codes, new.codes)
    before = np.zeros(len(codes), np.int64)
    before[of_old] = old.spread
    sizes = np.concatenate([old.sizes, new.sizes])
    starts = np.concatenate([[0], sizes.cumsum()])
    terms, counts = in_order(
        rows,
        starts,
        np.concatenate([of_old[old.terms], of_new[new.terms]]),
        np.concatenate([old.counts, new.counts]),
    )
    lengths = np.concatenate([old.lengths, new.lengths])[rows]
    used = np.bincount(terms, minlength=len(codes)) > 0
    if np.count_nonzero(~used) > _UNUSED * len(used):
        terms = (used.cumsum(dtype=np.int32) - np.int32(1))[terms]
        codes, before = codes[used], before[used]
    return Collection(sizes[rows], terms, counts, lengths, codes), before


def _united(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What is in either of two sorted arrays, sorted, and where the items of each now stand."""
    places = np.searchsorted(one, other)
    known = np.zeros(len(other), bool)
    inside = places < len(one)
    known[inside] = one[places[inside]] == other[inside]
    shifts = np.bincount(places[~known], minlength=len(one) + 1).cumsum()
    both = np.insert(one, places[~known], other[~known])
    of_one = (np.arange(len(one)) + shifts[: len(one)]).astype(np.int32)
    return both, of_one, np.searchsorted(both, other).astype(np.int32)

"""Who stands under which article. The promises, the earlier before the later:

1. The author's picks come first, in the author's order, and always stand.
2. No article is without a pick where there is another article.
3. No article is offered itself, nor a translation of itself (to us the two are one article).
4. Every article is picked by at least one other.
5. What has nothing in common with the article comes after all that has.

Links in the text count both ways. What links here is worth a little more: somebody who knew both
brought them together. (Labels can't say how much: an older article never links to a newer one.)
What is linked here already stands under the text only where it is twice as good as what would stand
there instead: its reader has passed that door. (With half of the labelled links shown as links in
the text, the factor of a half costs .001 nDCG of the other half, that of one .021.)
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain
from math import inf

import numpy as np

from .document import Document
from .scores import Candidates

LINKED_ALREADY = 1 / 2
LINKS_HERE = 1.2


def choose(documents: Sequence[Document], found: Candidates, limit: int) -> list[list[int]]:
    """The numbers of the picks of each of `documents`, best first.

    `documents` are newest first. More than `limit` only where the author chose more.
    """
    number = {document.slug: i for i, document in enumerate(documents)}
    picks = found.documents[:, :limit].tolist()
    fixed = np.zeros(len(documents), np.int64)
    for i in np.flatnonzero(~_settled(documents, number, found, limit)).tolist():
        picks[i] = row = _chosen(documents[i], documents, number)
        fixed[i] = len(row)
        for j in _by_preference(i, documents, found):
            if len(row) >= limit:
                break
            if not any(same(documents[j], documents[k]) for k in row):  # nor one thing twice
                row.append(j)
    _Homes(documents, found, picks, fixed, limit).find_for_all()
    return picks


def _settled(
    documents: Sequence[Document], number: dict[str, int], found: Candidates, limit: int
) -> np.ndarray:
    """Whether likeness alone decides what stands under each: there is no link and no choice."""
    best = found.documents[:, :limit]
    if not 0 < limit == best.shape[1]:
        return np.zeros(len(documents), bool)
    translated = np.array([document.translation_of != "" for document in documents], bool)
    settled = (best[:, -1] >= 0) & ~translated & ~translated[best].any(axis=1)
    for i, document in enumerate(documents):
        if document.chosen or document.links:
            settled[i] = False
            settled[[number[slug] for slug in document.links if slug in number]] = False
    return settled


def same(one: Document, other: Document) -> bool:
    """Whether the two are one article: itself, or itself in another language."""
    return one.slug == other.slug or (
        one.translation_of != "" and one.translation_of == other.translation_of
    )


def _chosen(document: Document, documents: Sequence[Document], number: dict[str, int]) -> list[int]:
    known = dict.fromkeys(number[slug] for slug in document.chosen if slug in number)
    return [j for j in known if not same(document, documents[j])]


def _by_preference(i: int, documents: Sequence[Document], found: Candidates) -> Iterator[int]:
    here = documents[i]
    known = {j: score * _by_links(here, documents[j]) for j, score in found.of(i).items()}
    # Sorting keeps the order of equals, so that they stand as they were found: newer first.
    for j in sorted(known, key=known.__getitem__, reverse=True):
        if not same(documents[i], documents[j]):
            yield j
    for j, other in enumerate(documents):  # nothing in common: the newest
        if not same(documents[i], other):
            yield j


def _by_links(here: Document, other: Document) -> float:
    if other.slug in here.links:
        return LINKED_ALREADY
    return LINKS_HERE if here.slug in other.links else 1


class _Homes:
    """Sees to it that every article is picked by another, with as few changes as will do.

    An article that nobody picks takes the place of the pick that is missed least under one of the
    articles nearest to it, from among those that have another home. Where all are the only home of
    theirs, a chain of moves is looked for, breadth first (augmenting paths, as in bipartite
    matching): if there is any way to house all, it is found.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        found: Candidates,
        picks: list[list[int]],
        fixed: np.ndarray,
        limit: int,
    ) -> None:
        self._documents, self._found, self._picks = documents, found, picks
        self._fixed, self._limit = fixed, limit
        # The picks again in one array, -1 where there are no more, with the score of each.
        self._sizes = np.fromiter(map(len, picks), np.int64, len(picks))
        places = np.arange(max(limit, self._sizes.max(initial=1)))
        rows, at = np.nonzero(places < self._sizes[:, None])
        self._rows = np.full((len(picks), len(places)), -1)
        self._rows[rows, at] = np.fromiter(chain.from_iterable(picks), np.int64, len(rows))
        self._scores = np.zeros(self._rows.shape)
        self._scores[rows, at] = found.score(rows, self._rows[rows, at])
        self._is_free = places >= fixed[:, None]
        self._homes = np.bincount(self._rows[rows, at], minlength=len(documents))

    def find_for_all(self) -> None:
        homeless = np.flatnonzero(self._homes == 0)
        hosts = self._found.documents[homeless]
        scores = self._found.score(hosts.ravel(), homeless.repeat(hosts.shape[1]))
        for j, *near in zip(homeless.tolist(), hosts, scores.reshape(hosts.shape), strict=True):
            self._move_near(j, *near) or self._move_anywhere(j)

    def _move_near(self, j: int, hosts: np.ndarray, scores: np.ndarray) -> bool:
        """`scores` are those of `j` for each of `hosts`, its neighbours."""
        hosts, scores = hosts[hosts >= 0], scores[hosts >= 0]
        leaving, missed = self._missed_least(hosts)
        # Rounded, since a difference of two scores has more places than these.
        cost = np.round(missed - scores, 6)
        for place in np.lexsort((hosts, cost)).tolist():
            host = int(hosts[place])
            if missed[place] < inf and self._may_stand(j, host):
                leaves = None if leaving[place] < 0 else int(leaving[place])
                self._put(j, host, leaves, float(scores[place]))
                return True
        return False

    def _missed_least(self, hosts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Of each of `hosts` the pick that has another home and the lowest score, and that score.

        -1 and 0 where there is a place free; `inf` where there is neither.
        """
        rows = self._rows[hosts]
        is_spare = (rows >= 0) & self._is_free[hosts] & (self._homes[rows] > 1)
        scores = np.where(is_spare, self._scores[hosts], inf)
        least = np.arange(len(hosts)), scores.argmin(axis=1)
        leaving, missed = rows[least], scores[least]
        has_place = self._sizes[hosts] < self._limit
        return np.where(has_place, -1, leaving), np.where(has_place, 0, missed)

    def _move_anywhere(self, j: int) -> bool:
        came_by: dict[int, tuple[int, int]] = {}  # who would leave: (from where, for whom)
        waiting = deque([j])
        while waiting:
            homeless = waiting.popleft()
            for host in self._hosts(homeless):
                if not self._may_stand(homeless, host):
                    continue
                free = self._picks[host][self._fixed[host] :]
                spare = [k for k in reversed(free) if self._homes[k] > 1]
                if len(self._picks[host]) < self._limit or spare:
                    self._move(homeless, host, spare[0] if spare else None)
                    while homeless in came_by:
                        host, taker = came_by[homeless]
                        self._move(taker, host, homeless)
                        homeless = taker
                    return True
                for k in reversed(free):
                    if k != j and k not in came_by:
                        came_by[k] = host, homeless
                        waiting.append(k)
        return False

    def _hosts(self, j: int) -> Iterator[int]:
        """All others, from the next older one on, so that strangers spread over the years."""
        size = len(self._documents)
        return ((j + step) % size for step in range(1, size))

    def _may_stand(self, j: int, host: int) -> bool:
        return j not in self._picks[host] and not same(self._documents[host], self._documents[j])

    def _move(self, j: int, host: int, leaving: int | None) -> None:
        self._put(j, host, leaving, float(self._found.score(np.array([host]), np.array([j]))[0]))

    def _put(self, j: int, host: int, leaving: int | None, score: float) -> None:
        """Have `j`, whose score is that for `host`, stand there behind the others."""
        row, scores = self._picks[host], self._scores[host]
        size = len(row)
        if leaving is not None and size >= self._limit:
            place = row.index(leaving)
            scores[place : size - 1] = scores[place + 1 : size]
            row.remove(leaving)
            self._homes[leaving] -= 1
        row.append(j)
        self._homes[j] += 1
        self._sizes[host] = size = len(row)
        self._rows[host, :size] = row
        scores[size - 1] = score

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
from functools import partial
from math import inf

from .document import Document
from .scores import Candidates

LINKED_ALREADY = 1 / 2
LINKS_HERE = 1.2


def choose(documents: Sequence[Document], found: Candidates, limit: int) -> list[list[int]]:
    """The numbers of the picks of each of `documents`, best first.

    `documents` are newest first. More than `limit` only where the author chose more.
    """
    number = {document.slug: i for i, document in enumerate(documents)}
    chosen = [_chosen(document, documents, number) for document in documents]
    plain = _plain(documents, number)
    picks = []
    for i, own in enumerate(chosen):
        row = found.documents[i][:limit] if plain[i] else ()
        if (
            0 < limit == len(row)
            and row[-1] >= 0
            and not any(documents[j].translation_of for j in row)
        ):
            picks.append([*row])
            continue
        row = list(own)
        for j in _by_preference(i, documents, found):
            if len(row) >= limit:
                break
            if not any(same(documents[j], documents[k]) for k in row):  # nor one thing twice
                row.append(j)
        picks.append(row)
    _Homes(documents, found, picks, [len(own) for own in chosen], limit).find_for_all()
    return picks


def _plain(documents: Sequence[Document], number: dict[str, int]) -> list[bool]:
    """Whether likeness alone decides what stands under each: there is no link and no choice."""
    plain = [not (d.chosen or d.links or d.translation_of) for d in documents]
    for document in documents:
        for slug in document.links:
            if slug in number:
                plain[number[slug]] = False
    return plain


def same(one: Document, other: Document) -> bool:
    """Whether the two are one article: itself, or itself in another language."""
    return one.slug == other.slug or (
        one.translation_of != "" and one.translation_of == other.translation_of
    )


def _chosen(
    document: Document, documents: Sequence[Document], number: dict[str, int]
) -> tuple[int, ...]:
    known = dict.fromkeys(number[slug] for slug in document.chosen if slug in number)
    return tuple(j for j in known if not same(document, documents[j]))


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
        fixed: Sequence[int],
        limit: int,
    ) -> None:
        self._documents, self._found, self._picks = documents, found, picks
        self._fixed, self._limit = fixed, limit
        self._homes = [0] * len(documents)
        self._least: dict[int, tuple[float, int | None]] = {}
        for row in picks:
            for j in row:
                self._homes[j] += 1

    def find_for_all(self) -> None:
        for j in [j for j, homes in enumerate(self._homes) if homes == 0]:
            self._move_near(j) or self._move_anywhere(j)

    def _move_near(self, j: int) -> bool:
        best: tuple[float, int, int | None] | None = None
        for host in self._found.of(j):
            missed, leaving = self._missed_least(host)
            way = (round(missed - self._found.score(host, j), 6), host, leaving)
            # No two ways have the same host, so who would leave is never compared.
            if missed < inf and (not best or way < best) and self._may_stand(j, host):
                best = way
        if best:
            self._put(j, *best[1:])
        return best is not None

    def _missed_least(self, host: int) -> tuple[float, int | None]:
        """The pick of `host` that has another home and the lowest score, and that score.

        None where there is a place free; `inf` where there is neither.
        """
        missed, leaving = self._least.get(host, (inf, None))
        # Near moves only take homes away: what was missed least is so until it has no other.
        if host not in self._least or (leaving is not None and self._homes[leaving] <= 1):
            if len(self._picks[host]) < self._limit:
                missed, leaving = 0.0, None
            else:
                score = partial(self._found.score, host)
                spare = [k for k in self._picks[host][self._fixed[host] :] if self._homes[k] > 1]
                leaving = min(spare, key=score, default=None)
                missed = inf if leaving is None else score(leaving)
            self._least[host] = missed, leaving
        return missed, leaving

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
                    self._put(homeless, host, spare[0] if spare else None)
                    while homeless in came_by:
                        host, taker = came_by[homeless]
                        self._put(taker, host, homeless)
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

    def _put(self, j: int, host: int, leaving: int | None) -> None:
        if leaving is not None and len(self._picks[host]) >= self._limit:
            self._picks[host].remove(leaving)
            self._homes[leaving] -= 1
        self._picks[host].append(j)
        self._homes[j] += 1
        self._least.pop(host, None)

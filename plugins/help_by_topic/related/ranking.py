"""The way through: documents in, picks with reasons out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from .cache import recall, remember
from .choosing import choose
from .counting import Vocabulary
from .document import Document, Pick, PickRows
from .edits import Changes, Edit, moved
from .memory import Memory
from .neighbours import search
from .reasons import Reasons
from .scores import candidates
from .showing import show
from .vectors import unknown_language, weigh
from .words import phrase


def related_articles(
    documents: Iterable[Document], limit: int = 5, cache: Path | None = None
) -> dict[str, tuple[Pick, ...]]:
    """What to read after each document, best first, keyed by slug.

    The order of `documents` does not matter. There are `limit` picks where there are as many other
    articles, and more only where the author chose more. `cache` is a file that remembers what the
    next ranking can use of this one: the picks are the same with and without, but come sooner.
    Raises ValueError where two documents have the same slug.
    """
    ranking = Ranking(cache)
    picks = ranking.picks(documents, limit)
    ranking.keep()
    return picks


class Ranking:
    """A ranking in steps, each of which a process can take when it comes to it: recall what the last
    one knew from the file `cache`, if there is one, rank, and keep what is known now."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._before = self._now = recall(cache) if cache else None
        self._vocabulary = Vocabulary("")

    @property
    def goes_on(self) -> bool:
        """Whether there is a ranking before this one that it can use."""
        return self._before is not None

    def read_ahead(self, text: str, digest: bytes, lang: str) -> None:
        """Read what will be the text of a document in this language, by its digest: less is left to do
        when all are known."""
        self._vocabulary.read_ahead(text, digest, lang)

    def picks(self, documents: Iterable[Document], limit: int) -> dict[str, tuple[Pick, ...]]:
        """Return what `related_articles` does."""
        self._now = _rank(_newest_first(documents), limit, self._before, self._vocabulary)
        return self._now.shown.by_slug(self._now.slugs)

    def rows(self, documents: Iterable[Document], limit: int) -> PickRows:
        """Return the same in numbers, without the scores."""
        self._now = _rank(_newest_first(documents), limit, self._before, self._vocabulary)
        return self._now.shown.in_rows(self._now.slugs)

    def keep(self) -> None:
        """Keep what the next ranking can use, if this one has found out something."""
        if self._cache and self._now and self._now is not self._before:
            remember(self._cache, self._now)


@dataclass(frozen=True)
class Explanation:
    """All that is known about what stands under one article."""

    picks: tuple[Pick, ...]
    terms: dict[str, tuple[tuple[str, float], ...]]  # by pick: shared terms, each with its part
    picked_by: tuple[str, ...]  # the articles that this one stands under
    without_author: tuple[Pick, ...]  # what would stand here had the author not chosen


def explain(documents: Iterable[Document], slug: str, limit: int = 5) -> Explanation:
    """Why the article `slug` has the picks that it has.

    The parts of the terms add up to the cosine that a score begins with. Raises KeyError where
    there is no article `slug`, ValueError as `related_articles`.
    """
    ordered = _newest_first(documents)
    slugs = [document.slug for document in ordered]
    here = {slug: i for i, slug in enumerate(slugs)}[slug]
    unchosen = [*ordered]
    unchosen[here] = replace(ordered[here], chosen=())
    memory = _rank(ordered, limit, None)
    picks = memory.shown.by_slug(slugs)
    without_author = _rank(unchosen, limit, memory).shown.by_slug(slugs)
    reasons = Reasons(ordered, weigh(memory.collection, memory.vocabulary))
    return Explanation(
        picks=picks[slug],
        terms={
            pick: tuple(
                (phrase(*term[1:]), round(part, 6))
                for term, part in reasons.shared(here, slugs.index(pick))
            )
            for pick in dict.fromkeys(pick.slug for pick in (*picks[slug], *without_author[slug]))
        },
        picked_by=tuple(
            sorted(other for other in picks if any(pick.slug == slug for pick in picks[other]))
        ),
        without_author=without_author[slug],
    )


def _newest_first(documents: Iterable[Document]) -> list[Document]:
    by_slug = sorted(documents, key=lambda document: document.slug)
    for one, other in pairwise(by_slug):
        if one.slug == other.slug:
            raise ValueError(f"Two articles have the slug {one.slug!r}. Rename one of them.")
    return sorted(by_slug, key=lambda document: document.date, reverse=True)


def _rank(
    ordered: Sequence[Document],
    limit: int,
    before: Memory | None,
    vocabulary: Vocabulary | None = None,
) -> Memory:
    """All about the documents `ordered`, with what can be used of `before`; itself if nothing changed.
    Where nothing can be used, they are counted by `vocabulary` if it serves."""
    slugs, digests = [d.slug for d in ordered], [d.digest() for d in ordered]
    if before and (before.limit, before.slugs, before.digests) == (limit, slugs, digests):
        return before
    unknown = unknown_language(ordered)
    if not before or not before.serves(unknown):
        serves = vocabulary is not None and vocabulary.unknown == unknown
        before = Memory.empty(vocabulary if serves else Vocabulary(unknown))
    edit = Edit.between(before, slugs, digests)
    changes = Changes.by(edit, before, ordered)
    search_ = moved(before.search, edit)
    search(changes.vectors, changes.rare, search_, changes.stale(search_))
    found = candidates(ordered, search_.nearest, changes.vectors.lengths)
    picks = choose(ordered, found, limit)
    known = changes.reasons_that_hold(before.shown, edit)
    return Memory(
        slugs=slugs,
        digests=digests,
        vocabulary=before.vocabulary,
        collection=changes.collection,
        norms=changes.vectors.norms,
        rare=changes.rare,
        search=search_,
        limit=limit,
        shown=show(ordered, picks, found, Reasons(ordered, changes.vectors), known),
    )

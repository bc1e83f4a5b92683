"""The way through: documents in, picks with reasons out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from .cache import remembered
from .choosing import choose
from .document import Document, Pick
from .neighbours import nearest
from .reasons import Reasons
from .scores import Candidates, candidates
from .vectors import vectors
from .words import phrase


def related_articles(
    documents: Iterable[Document], limit: int = 5, cache: Path | None = None
) -> dict[str, tuple[Pick, ...]]:
    """What to read after each document, best first, keyed by slug.

    The order of `documents` does not matter. There are `limit` picks where there are as many other
    articles, and more only where the author chose more. `cache` is a file to remember them in until
    an article changes. Raises ValueError where two documents have the same slug.
    """
    ordered = _newest_first(documents)

    def picks() -> dict[str, tuple[Pick, ...]]:
        return _picks(ordered, *_compare(ordered), limit)

    return picks() if cache is None else remembered(cache, ordered, limit, picks)


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
    number = {document.slug: i for i, document in enumerate(ordered)}
    here = number[slug]
    found, reasons = _compare(ordered)
    picks = _picks(ordered, found, reasons, limit)
    unchosen = [*ordered]
    unchosen[here] = replace(ordered[here], chosen=())
    without_author = _picks(unchosen, found, reasons, limit)[slug]
    return Explanation(
        picks=picks[slug],
        terms={
            pick: tuple(
                (phrase(*term[1:]), round(part, 6))
                for term, part in reasons.shared(here, number[pick])
            )
            for pick in dict.fromkeys(pick.slug for pick in (*picks[slug], *without_author))
        },
        picked_by=tuple(
            sorted(other for other in picks if any(pick.slug == slug for pick in picks[other]))
        ),
        without_author=without_author,
    )


def _newest_first(documents: Iterable[Document]) -> list[Document]:
    by_slug = sorted(documents, key=lambda document: document.slug)
    for one, other in pairwise(by_slug):
        if one.slug == other.slug:
            raise ValueError(f"Two articles have the slug {one.slug!r}. Rename one of them.")
    return sorted(by_slug, key=lambda document: document.date, reverse=True)


def _compare(ordered: Sequence[Document]) -> tuple[Candidates, Reasons]:
    weighted = vectors(ordered)
    return candidates(ordered, nearest(weighted), weighted.lengths), Reasons(ordered, weighted)


def _picks(
    ordered: Sequence[Document], found: Candidates, reasons: Reasons, limit: int
) -> dict[str, tuple[Pick, ...]]:
    result = {}
    for i, picks in enumerate(choose(ordered, found, limit)):
        scores = found.of(i)
        by_author = frozenset(ordered[i].chosen)
        why = dict(zip(picks, reasons.of(i, picks), strict=True))
        result[ordered[i].slug] = tuple(
            Pick(
                ordered[j].slug,
                *(("author", ()) if ordered[j].slug in by_author else why[j]),
                scores.get(j, 0.0),
            )
            for j in picks
        )
    return result

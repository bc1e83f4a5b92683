"""How well a ranking finds what authors linked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .labelled_set import Row

PLACES = 5
_RESAMPLES = 2000

Ranking = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Figures:
    """One ranking's figures, an entry for each article with labels, and its coverage."""

    ndcg: np.ndarray
    recall: np.ndarray
    reciprocal_rank: np.ndarray
    coverage: float


def measure(rows: Sequence[Row], ranking: Ranking) -> Figures:
    """The figures of the first five of `ranking`; its coverage counts articles that it names."""
    known = {row.id for row in rows}
    each = []
    for row in rows:
        wanted = {label for label in row.related if label in known and label != row.id}
        if wanted:
            hits = [found in wanted for found in list(ranking.get(row.id, ()))[:PLACES]]
            gain = sum(hit / math.log2(place + 2) for place, hit in enumerate(hits))
            best = sum(1 / math.log2(place + 2) for place in range(min(PLACES, len(wanted))))
            first = 1 / (hits.index(True) + 1) if any(hits) else 0.0
            each.append((gain / best, sum(hits) / len(wanted), first))
    ndcg, recall, first = np.array(each, float).reshape(-1, 3).T
    named = {found for row in rows for found in list(ranking.get(row.id, ()))[:PLACES]}
    return Figures(ndcg, recall, first, len(named & known) / max(len(known), 1))


def interval(values: np.ndarray) -> tuple[float, float, float]:
    """Mean, and the ends of its 95% bootstrap interval."""
    if not len(values):
        return math.nan, math.nan, math.nan
    chance = np.random.default_rng(0)
    means = [values[chance.integers(0, len(values), len(values))].mean() for _ in range(_RESAMPLES)]
    low, high = np.quantile(means, [0.025, 0.975])
    return float(values.mean()), float(low), float(high)

from __future__ import annotations

import numpy as np
import pytest

from help_by_topic.related import neighbours
from help_by_topic.related.vectors import UNIT, Vectors, vectors
from tests.help_by_topic.related.collections_made import collection


def cosines(found: Vectors) -> np.ndarray:
    """All against all, the plain way."""
    size = len(found.starts) - 1
    dense = np.zeros((size, len(found.names)))
    dense[np.repeat(np.arange(size), np.diff(found.starts)), found.terms] = found.weights
    products = dense @ dense.T
    np.fill_diagonal(products, 0)
    return products / UNIT**2


def test_the_nearest_are_those_that_comparing_all_with_all_finds():
    found = vectors(collection(100))
    nearest, expected = neighbours.nearest(found), cosines(found)
    order = np.argsort(-expected, axis=1, kind="stable")[:, : neighbours.KEPT]
    values = np.take_along_axis(expected, order, 1)
    assert (nearest.documents == np.where(values > 0, order, -1)).all()
    assert nearest.cosines == pytest.approx(values)


@pytest.mark.parametrize("places", [0, 20, 200])
def test_common_terms_that_find_nobody_still_count(monkeypatch, places):
    found = vectors(collection(100))
    exact = neighbours.nearest(found)
    monkeypatch.setattr(neighbours, "PLACES", places)
    nearest = neighbours.nearest(found)
    assert (nearest.documents[:, :3] == exact.documents[:, :3]).mean() > 0.95


def test_many_at_once_and_one_at_a_time_are_the_same(monkeypatch):
    found = vectors(collection(30))
    together = neighbours.nearest(found)
    monkeypatch.setattr(neighbours, "_AT_ONCE", 1)
    assert (neighbours.nearest(found).documents == together.documents).all()

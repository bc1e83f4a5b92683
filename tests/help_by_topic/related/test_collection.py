from __future__ import annotations

import numpy as np
import pytest

from help_by_topic.related.collection import Collection, collected, edited
from help_by_topic.related.counting import Vocabulary
from tests.help_by_topic.related.collections_made import collection


def said(found: Collection) -> list[dict[int, int]]:
    """What each document says, by code."""
    rows, start = [], 0
    for size in found.sizes.tolist():
        codes = found.codes[found.terms[start : start + size]].tolist()
        rows.append(dict(zip(codes, found.counts[start : start + size].tolist(), strict=True)))
        start += size
    return rows


@pytest.mark.parametrize(
    "rows", [[0, 1, 2, 3, 4], [5, 1, 6], [6, 5, 4, 3, 2, 1, 0], [2], [5], [], [0, 5, 6, 1, 2, 3, 4]]
)
def test_an_edited_collection_is_what_its_documents_say(rows):
    vocabulary, documents = Vocabulary("en"), collection(7)
    old, new = collected(documents[:5], vocabulary), collected(documents[5:], vocabulary)
    found, before = edited(old, new, np.array(rows, int))
    expected = collected([documents[row] for row in rows], vocabulary)
    assert said(found) == said(expected)
    assert found.lengths.tolist() == expected.lengths.tolist()
    assert (np.diff(found.codes) > 0).all()
    in_old = dict(zip(old.codes.tolist(), old.spread.tolist(), strict=True))
    assert before.tolist() == [in_old.get(code, 0) for code in found.codes.tolist()]

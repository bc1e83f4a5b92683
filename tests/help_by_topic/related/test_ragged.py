from __future__ import annotations

import numpy as np

from help_by_topic.related.ragged import beginnings, ranges


def test_ranges_are_laid_end_to_end():
    assert ranges(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]


def test_runs_of_equal_values_begin_where_the_value_changes():
    assert beginnings(np.array([3, 3, 4, 4, 9])).tolist() == [0, 2, 4]
    assert beginnings(np.array([])).tolist() == []

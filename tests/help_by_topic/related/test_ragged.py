from __future__ import annotations

import numpy as np

from help_by_topic.related.ragged import beginnings, in_order, ranges


def test_ranges_are_laid_end_to_end():
    assert ranges(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]


def test_runs_of_equal_values_begin_where_the_value_changes():
    assert beginnings(np.array([3, 3, 4, 4, 9])).tolist() == [0, 2, 4]
    assert beginnings(np.array([])).tolist() == []


def test_rows_are_put_in_another_order():
    starts, values = np.array([0, 2, 2, 5]), np.arange(5) * 10
    for rows in ([2, 0], [0, 1, 2], [1], [], [1, 2, 0, 0]):
        expected = [value for row in rows for value in values[starts[row] : starts[row + 1]]]
        assert in_order(np.array(rows, int), starts, values)[0].tolist() == expected

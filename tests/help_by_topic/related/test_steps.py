from __future__ import annotations

import numpy as np
import pytest

from help_by_topic.related.steps import about, rounded, stepwise


def test_a_spread_is_told_by_powers_of_two():
    spread = np.arange(1, 9)
    assert about(spread).tolist() == pytest.approx([1.4, 2.8, 2.8, 5.6, 5.6, 5.6, 5.6, 11.2])


@pytest.mark.parametrize(
    ("number", "told"), [(0, 0), (1, 1), (15, 15), (17, 16), (31, 30), (1023, 960), (1135, 1024)]
)
def test_a_number_is_told_by_its_first_four_digits(number, told):
    assert stepwise(number) == told


def test_a_length_is_told_to_within_two_percent():
    lengths = np.geomspace(0.01, 1e6, 1000)
    assert rounded(lengths) == pytest.approx(lengths, rel=0.02)
    assert len(np.unique(rounded(np.linspace(100, 101, 50)))) <= 2
    assert rounded(np.zeros(1)) == 0

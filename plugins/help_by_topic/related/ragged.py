"""Rows of different lengths, laid end to end in one array."""

from __future__ import annotations

import numpy as np


def ranges(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """`starts[0]`, `starts[0] + 1`, ... `lengths[0]` numbers in all; then so for each of the rest.

    As an index it takes those rows out of an array.
    """
    before = lengths.cumsum() - lengths
    return (starts - before).repeat(lengths) + np.arange(lengths.sum())


def beginnings(values: np.ndarray) -> np.ndarray:
    """Where each run of equal values begins."""
    changes = np.ones(len(values), bool)
    changes[1:] = values[1:] != values[:-1]
    return np.flatnonzero(changes)


def in_order(rows: np.ndarray, starts: np.ndarray, *values: np.ndarray) -> list[np.ndarray]:
    """The rows `rows` of each of `values`, in which row `i` is `starts[i]:starts[i + 1]`.

    Rows that stand together are taken together: quick where few have moved.
    """
    first = np.flatnonzero(np.diff(rows, prepend=-2) != 1)
    last = np.append(first[1:], len(rows))[: len(first)] - 1
    spans = [*map(slice, starts[rows[first]].tolist(), starts[rows[last] + 1].tolist())]
    return [np.concatenate([value[:0], *(value[span] for span in spans)]) for value in values]

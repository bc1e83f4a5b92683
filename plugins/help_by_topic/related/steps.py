"""Numbers told in steps, so that what is said about one article rarely moves what holds for all.

What a term weighs depends on how many articles have it and on how many there are; a row's weights
depend on all of its terms. Told exactly, any edit would change a little everywhere, and an
incremental ranking would have to compute everything anew to stay the same as a cold one. Told in
steps, most edits change nothing elsewhere. On the labelled set the steps cost nothing that can be
measured: the likeness of two articles does not hang on a few percent.
"""

from __future__ import annotations

import numpy as np


def about(spread: np.ndarray) -> np.ndarray:
    """How many documents have a term, to the nearest half octave: 2 and 3 are one, so are 4 to 7."""
    return 1.4 * 2.0 ** (np.frexp(spread)[1] - 1)


def stepwise(number: int) -> int:
    """`number` by its first four binary digits: an eighth of it, at most, is left out."""
    rest = max(number.bit_length() - 4, 0)
    return number >> rest << rest


def rounded(lengths: np.ndarray) -> np.ndarray:
    """`lengths` to within two percent. By their binary digits, which are the same everywhere."""
    digits, octave = np.frexp(lengths)
    return np.ldexp(np.rint(digits * 64) / 64, octave)

"""What a ranking costs: processor seconds and memory, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from . import rankings
from .labelled_set import Row, made_of


@dataclass(frozen=True)
class Cost:
    cpu_seconds: float  # with the imports that the ranking needs
    peak_mb: float  # of the process, the articles' texts and Python itself among it
    texts_mb: float  # what it held before it began


def cost(name: str, rows: Sequence[Row], size: int) -> Cost:
    """The cost of `rankings.TIMED[name]` on `size` articles made from `rows`.

    Raises ImportError where what it needs is not installed.
    """
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as process:
        return process.submit(_cost_here, name, rows, size).result()


def _cost_here(name: str, rows: Sequence[Row], size: int) -> Cost:
    made = made_of(rows, size)
    before, texts = _cpu_seconds(), _peak_mb()
    rankings.TIMED[name](made)
    return Cost(_cpu_seconds() - before, _peak_mb(), texts)


def _cpu_seconds() -> float:
    return time.process_time()


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)

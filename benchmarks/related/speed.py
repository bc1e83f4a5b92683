"""What a ranking costs: processor seconds and memory, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from . import rankings
from .labelled_set import Row, made_of
from .measures import Ranking


@dataclass(frozen=True)
class Cost:
    cpu_seconds: float  # with the imports that the ranking needs
    peak_mb: float  # of the process, the articles' texts and Python itself among it
    texts_mb: float  # what it held before it began


def cost(name: str, rows: Sequence[Row], size: int) -> Cost:
    """The cost of `rankings.TIMED[name]` on `size` articles made from `rows`.

    Raises ImportError where what it needs is not installed.
    """
    return _in_a_fresh_process(_cost_here, name, rows, size)


@dataclass(frozen=True)
class EditCosts:
    """What this plugin's ranking costs with a cache, on the same articles; without imports."""

    cold: Cost  # with writing the cache
    one_edit: Cost  # of one article's text
    no_edit: Cost
    cache_mb: float


def edit_costs(rows: Sequence[Row], size: int) -> EditCosts:
    with TemporaryDirectory() as folder:
        cache = Path(folder) / "related"
        cold, one_edit, no_edit = (
            _in_a_fresh_process(_cost_with_cache, cache, rows, size, is_edited)
            for is_edited in (False, True, True)
        )
        return EditCosts(cold, one_edit, no_edit, cache.stat().st_size / 1e6)


def _cost_with_cache(cache: Path, rows: Sequence[Row], size: int, is_edited: bool) -> Cost:
    made = made_of(rows, size)
    if is_edited:  # it gains the first paragraph of another
        paragraph = rows[len(rows) // 2].text.split("\n\n")[0]
        made[0] = replace(made[0], text=f"{made[0].text}\n\n{paragraph}")
    rankings.ours([])  # a build has loaded Pelican and NumPy anyway
    return _cost_of(partial(rankings.ours, cache=cache), made)


def _in_a_fresh_process(function: Callable[..., Cost], *given) -> Cost:
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as process:
        return process.submit(function, *given).result()


def _cost_here(name: str, rows: Sequence[Row], size: int) -> Cost:
    return _cost_of(rankings.TIMED[name], made_of(rows, size))


def _cost_of(ranking: Callable[[Sequence[Row]], Ranking], made: Sequence[Row]) -> Cost:
    before, texts = _cpu_seconds(), _peak_mb()
    ranking(made)
    return Cost(_cpu_seconds() - before, _peak_mb(), texts)


def _cpu_seconds() -> float:
    """Of this process and those that it has forked."""
    return sum(os.times()[:4])


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)

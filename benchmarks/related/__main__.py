"""`python -m benchmarks.related SET.jsonl [--rankings OUT.jsonl] [--speed N]`"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from . import rankings, speed
from .labelled_set import Row, read
from .measures import PLACES, Figures, Ranking, interval, measure


def main() -> None:
    options = _options()
    try:
        rows = read(options.set)
    except (OSError, ValueError) as error:
        raise SystemExit(str(error)) from error
    if options.rankings:
        _write(options.rankings, rows, rankings.ours(rows))
    if options.speed:
        for size in options.speed:
            _print_costs(rows, size)
    elif any(row.related for row in rows):
        _print_figures(rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.related", description=__doc__)
    parser.add_argument("set", type=Path, metavar="SET.jsonl", help="the labelled set")
    parser.add_argument(
        "--rankings", type=Path, metavar="OUT.jsonl", help="write the plugin's ranking here"
    )
    parser.add_argument(
        "--speed",
        type=int,
        action="append",
        metavar="N",
        help="time collections of N articles made from the set, in place of the figures",
    )
    return parser.parse_args()


def _write(path: Path, rows: Sequence[Row], ranking: Ranking) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            line = {"id": row.id, "related": list(ranking[row.id])[:PLACES]}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _print_figures(rows: Sequence[Row]) -> None:
    labelled = sum(bool(row.related) for row in rows)
    print(f"{len(rows)} articles, {labelled} of them with labels; [95% bootstrap interval]\n")
    print(
        f"{'':24}{'nDCG@5':22}{'Recall@5':22}{'MRR@5':22}{'coverage':10}ours is ahead by (nDCG@5)"
    )
    ours: Figures | None = None
    for name, rank in rankings.ALL.items():
        try:
            figures = measure(rows, rank(rows))
        except (ImportError, FileNotFoundError) as error:
            print(f"{name:24}not installed ({error})")
            continue
        ours = ours or figures
        cells = [
            _with_interval(values)
            for values in (figures.ndcg, figures.recall, figures.reciprocal_rank)
        ]
        ahead = "" if figures is ours else _with_interval(ours.ndcg - figures.ndcg)
        print(f"{name:24}{''.join(f'{cell:22}' for cell in cells)}{figures.coverage:<10.3f}{ahead}")


def _with_interval(values) -> str:
    mean, low, high = interval(values)
    return f"{mean:.3f} [{low:.3f}, {high:.3f}]"


def _print_costs(rows: Sequence[Row], size: int) -> None:
    print(f"\n{size} articles made from the set, cold, each in a process of its own")
    print(f"{'':24}{'CPU s':>8}{'peak MB':>10}   of that, before it began")
    for name in rankings.TIMED:
        try:
            cost = speed.cost(name, rows, size)
        except ImportError as error:
            print(f"{name:24}not installed ({error})")
            continue
        _print_cost(name, cost)
    costs = speed.edit_costs(rows, size)
    print(f"with a cache of {costs.cache_mb:.1f} MB")
    _print_cost("  cold", costs.cold)
    _print_cost("  one article edited", costs.one_edit)
    _print_cost("  nothing edited", costs.no_edit)


def _print_cost(name: str, cost: speed.Cost) -> None:
    print(f"{name:24}{cost.cpu_seconds:8.2f}{cost.peak_mb:10.0f}{cost.texts_mb:10.0f}")


if __name__ == "__main__":
    main()

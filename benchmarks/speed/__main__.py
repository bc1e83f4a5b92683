"""`python -m benchmarks.speed [--articles N]... [--times N] [--only NAME]... [--write]`"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from . import report
from .measure import Cost, middle, run
from .prose import articles
from .report import KINDS, table
from .tools import ROOT, edit, install, tools


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--articles", type=int, action="append", metavar="N")
    parser.add_argument(
        "--times", type=int, default=3, metavar="N", help="runs of each, interleaved"
    )
    parser.add_argument("--only", action="append", metavar="NAME", help="only this generator")
    parser.add_argument(
        "--write", action="store_true", help="write the tables of docs/speed.md anew"
    )
    options = parser.parse_args()
    bench(options.articles or [200], options.times, options.only, options.write)


def bench(
    numbers: Sequence[int], times: int, only: Sequence[str] | None = None, write: bool = False
) -> None:
    """Measure collections of these `numbers` of articles, each build `times` times, and print them."""
    install()
    for number in numbers:
        measured = compare(number, times, only)
        print("\n".join(table(number, measured)), flush=True)
        if write:
            report.keep(number, times, measured)


def compare(number: int, times: int, only: Sequence[str] | None) -> dict[tuple[str, str], Cost]:
    """Return what each generator costs on `number` articles: (name, kind of build) -> medians."""
    chosen = [tool for tool in tools() if not only or tool.name in only]
    costs: dict[tuple[str, str], list[Cost]] = {}
    with tempfile.TemporaryDirectory() as folder:
        made = list(articles(number, ROOT / "content/articles"))
        for tool in chosen:
            tool.write(Path(folder, tool.name), made)
        del made
        for turn in range(times):
            for tool in chosen:  # one after the other, so that a busy minute is everybody's
                site = Path(folder, tool.name)
                _put_aside(site, tool.made, Path(folder, "before", str(turn), tool.name))
                for kind in KINDS:
                    if kind == "one edit":
                        edit(site, number)
                    costs.setdefault((tool.name, kind), []).append(
                        run(tool.command, site, ROOT / "plugins")
                    )
    return {what: middle(several) for what, several in costs.items()}


def _put_aside(site: Path, made: Sequence[str], aside: Path) -> None:
    """Take out of a site what its last build made.

    It is not removed: some file systems create a file slower the more were removed a minute ago, and
    whoever creates most would pay for all.
    """
    aside.mkdir(parents=True)
    for name in made:
        if (site / name).exists():
            (site / name).rename(aside / name)


if __name__ == "__main__":
    main()

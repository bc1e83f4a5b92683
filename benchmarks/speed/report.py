"""The figures as tables and plots, and their place in docs/speed.md."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from math import log10
from pathlib import Path

from .measure import Cost

KINDS = ("cold", "one edit", "no-op")
DOCS = Path(__file__).parents[2] / "docs"
FIGURES = Path(__file__).with_name("figures.json")  # of the last runs, so that a plot has them all
_PAGE = DOCS / "speed.md"
_BEGIN, _END = "<!-- figures: written by `./invoke bench --write` -->", "<!-- end of figures -->"
_HUES = {
    "ours": "#065a63",
    "Pelican": "#b5651d",
    "Hugo": "#c2185b",
    "Hugo without related": "#e39ab8",
    "Eleventy": "#5c6bc0",
}
Measured = Mapping[tuple[str, str], Cost]


def table(number: int, measured: Measured) -> Iterator[str]:
    """Yield the lines of a table in Markdown: each figure, and how many times Hugo's it is."""
    yield f"\n{number:,} articles: seconds of the processor (of the clock), megabytes; in times of Hugo’s\n"
    yield "| | " + " | ".join(KINDS) + " |"
    yield "| --- |" + " --- |" * len(KINDS)
    for name in dict.fromkeys(name for name, _ in measured):
        cells = [_cell(measured[name, kind], measured.get(("Hugo", kind))) for kind in KINDS]
        yield f"| {name} | " + " | ".join(cells) + " |"


def _cell(cost: Cost, hugo: Cost | None) -> str:
    figures = f"{cost.cpu:.2f} ({cost.wall:.2f}), {cost.peak:.0f} MB"
    if hugo is None:
        return figures
    times = (cost.cpu / hugo.cpu, cost.wall / hugo.wall, cost.peak / hugo.peak)
    return figures + "; × {:.2f} ({:.2f}), {:.2f}".format(*times)


def keep(number: int, times: int, measured: Measured) -> None:
    """Keep the figures of a run, and write the tables and the plots of docs/speed.md anew."""
    kept = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    kept[str(number)] = {
        "when": f"{datetime.now(UTC):%Y-%m-%d}",
        "times": times,
        "on": f"Python {platform.python_version()}, Pelican {version('pelican')}, "
        f"Markdown {version('markdown')}, typogrify {version('typogrify')}",
        "costs": [[name, kind, asdict(cost)] for (name, kind), cost in measured.items()],
    }
    kept = dict(sorted(kept.items(), key=lambda item: int(item[0])))
    FIGURES.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    runs = {int(count): _measured(run) for count, run in kept.items()}
    lines = [_BEGIN]
    for count, costs in runs.items():
        run = kept[str(count)]
        lines += table(count, costs)
        lines.append(f"\n{run['when']}, medians of {run['times']}. {run['on']}.")
    for kind in KINDS:
        name = f"speed-{kind.replace(' ', '-')}.svg"
        (DOCS / "pictures" / name).write_text(plot(kind, runs), encoding="utf-8")
        lines.append(f"\n![Seconds against articles: {kind}](pictures/{name})")
    page = _PAGE.read_text(encoding="utf-8")
    new = "\n".join([*lines, "", _END])
    page = re.sub(f"{re.escape(_BEGIN)}.*{re.escape(_END)}", lambda _: new, page, flags=re.DOTALL)
    _PAGE.write_text(page, encoding="utf-8")


def _measured(run: Mapping) -> Measured:
    return {(name, kind): Cost(**cost) for name, kind, cost in run["costs"]}


def plot(kind: str, runs: Mapping[int, Measured]) -> str:
    """Return an SVG of processor seconds against articles, both on scales of powers of ten."""
    left, top, width, height = 60, 30, 440, 300
    numbers = sorted(runs)
    seconds = [cost.cpu for run in runs.values() for (_, each), cost in run.items() if each == kind]
    low, high = log10(min(seconds)) - 0.1, log10(max(seconds)) + 0.1
    first, last = log10(numbers[0]) - 0.05, log10(numbers[-1]) + 0.05

    def at(number: float, cpu: float) -> tuple[float, float]:
        across = (log10(number) - first) / (last - first)
        return left + width * across, top + height * (1 - (log10(cpu) - low) / (high - low))

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 380" '
        'font-family="sans-serif" font-size="13">',
        '<rect width="680" height="380" fill="#fff"/>',
        f'<text x="{left}" y="18">{kind}: seconds of the processor</text>',
    ]
    for power in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200):
        if low <= log10(power) <= high:
            _, y = at(numbers[0], power)
            parts.append(
                f'<path d="M{left} {y:.1f}h{width}" stroke="#ddd"/>'
                f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{power}</text>'
            )
    for number in numbers:
        x, _ = at(number, 10**low)
        parts.append(f'<text x="{x:.1f}" y="350" text-anchor="middle">{number:,}</text>')
    for name, hue in _HUES.items():
        points = [at(n, runs[n][name, kind].cpu) for n in numbers if (name, kind) in runs[n]]
        if points:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            x, y = points[-1]
            parts.append(
                f'<polyline points="{path}" fill="none" stroke="{hue}" stroke-width="2"/>'
                + "".join(
                    f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{hue}"/>' for x, y in points
                )
                + f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" fill="{hue}">{name}</text>'
            )
    return "\n".join([*parts, "</svg>"]) + "\n"

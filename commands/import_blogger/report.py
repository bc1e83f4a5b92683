"""The account of an import: what became of every entry, and what its author should look at.

It says how things stand, not what one run did, so that an import that changes nothing leaves it as
it is.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from commands.check.report import count
from commands.problem import visible

from .entry import Entry

_SHOWN = 40  # of one kind of remark; entries.csv has all


@dataclass
class Outcome:
    """What became of one entry: `what` it is now ("article", "draft", ..., "left out"), in which file,
    or else why not. `remarks` are a heading and a sentence each."""

    entry: Entry
    what: str = ""
    file: str = ""
    why: str = ""
    remarks: list[tuple[str, str]] = field(default_factory=list)

    def remark(self, heading: str, sentence: str) -> None:
        self.remarks.append((heading, sentence))

    def leave_out(self, why: str) -> None:
        self.what, self.why = "left out", why


@dataclass(frozen=True)
class Account:
    """All outcomes, and what else is to be said: by heading, a sentence each."""

    name: str
    outcomes: Sequence[Outcome]
    remarks: Sequence[tuple[str, str]] = ()

    def table(self) -> list[tuple[str, str, int]]:
        """Return kind and state, what became of such entries, and how many there are."""
        counted = Counter(
            (f"{o.entry.kind}, {o.entry.state}", f"{o.what}: {o.why}" if o.why else o.what)
            for o in self.outcomes
        )
        return [(*key, number) for key, number in sorted(counted.items())]

    def faults(self, seen: int, files: Iterable[str]) -> list[str]:
        """Return what does not add up: `seen` entries were in the export, `files` were written."""
        found = []
        numbers = Counter(outcome.entry.number for outcome in self.outcomes)
        if len(self.outcomes) != seen or len(numbers) != seen:
            found.append(f"the export has {seen:,} entries, accounted for are {len(numbers):,}")
        for outcome in self.outcomes:
            if not outcome.what or not (outcome.file or outcome.why):
                found.append(f"nothing is known of entry {outcome.entry.number}")
        named = Counter(outcome.file for outcome in self.outcomes if outcome.file)
        found += [
            f"{file} stands for {number} entries" for file, number in named.items() if number > 1
        ]
        if set(named) != set(files):
            odd = sorted(set(named) ^ set(files))
            found.append(f"{count(len(odd), 'file')} of the report are not those written: {odd[0]}")
        return found


def as_markdown(account: Account) -> str:
    """Return the report as a person reads it."""
    lines = [
        f"# What came of {account.name}",
        "",
        "Every entry of the export, one by one: `entries.csv` in this folder.",
        "",
        "| In the export | Here | Entries |",
        "| --- | --- | ---: |",
    ]
    lines += [f"| {_cell(kind)} | {_cell(what)} | {n:,} |" for kind, what, n in account.table()]
    lines += [f"| **Together** | | **{len(account.outcomes):,}** |"]
    by_heading: defaultdict[str, list[str]] = defaultdict(list)
    for heading, sentence in account.remarks:
        by_heading[heading].append(sentence)
    for outcome in account.outcomes:
        for heading, sentence in outcome.remarks:
            by_heading[heading].append(f"{outcome.file or outcome.entry.id}: {sentence}")
    for heading in sorted(by_heading):
        sentences = by_heading[heading]
        lines += ["", f"## {heading} ({len(sentences):,})", ""]
        lines += [f"- {_cell(sentence)}" for sentence in sentences[:_SHOWN]]
        if len(sentences) > _SHOWN:
            lines += [f"- and {len(sentences) - _SHOWN:,} more: see `entries.csv`"]
    return "\n".join(lines) + "\n"


def as_csv(account: Account) -> str:
    """Return a line for each entry of the export."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["entry", "line", "id", "kind", "state", "became", "file", "why", "remarks"])
    for o in account.outcomes:
        remarks = "; ".join(f"{heading}: {sentence}" for heading, sentence in o.remarks)
        row = [o.entry.number, o.entry.line, o.entry.id, o.entry.kind, o.entry.state]
        writer.writerow(_harmless(str(each)) for each in [*row, o.what, o.file, o.why, remarks])
    return text.getvalue()


def _harmless(cell: str) -> str:
    """A spreadsheet takes what begins so for a formula, and runs it."""
    return f"'{visible(cell)}" if cell[:1] in tuple("=+-@\t\r") else visible(cell)


def _cell(text: str) -> str:
    """Return text of the export as plain words: no table, link or tag comes of it."""
    text = visible(text)
    for mark in "\\|`*_[]<":
        text = text.replace(mark, f"\\{mark}")
    return text if len(text) <= 400 else f"{text[:399]}…"

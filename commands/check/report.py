"""How problems are shown: as lines, coloured on a terminal, or as JSON for editors and forges."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from commands.problem import ERROR, WARNING, Problem, visible

_BOLD, _RED, _YELLOW, _PLAIN = "\033[1m", "\033[31m", "\033[33m", "\033[0m"


def as_lines(problems: Sequence[Problem], coloured: bool = False) -> str:
    """Return one line for each problem, those of one file together, and a last line that counts.

    A blank line parts the files from each other, and the errors from the warnings.
    """
    groups = [
        "\n".join(_line(problem, coloured) for problem in group)
        for _, group in groupby(problems, key=lambda p: (p.severity, p.path))
    ]
    return "\n\n".join([*groups, summary(problems)])


def _line(problem: Problem, coloured: bool) -> str:
    if not coloured:
        return str(problem)
    colour, label = (_YELLOW, "warning: ") if problem.severity == WARNING else (_RED, "")
    what = f"{colour}{label}{visible(problem.what)}{_PLAIN}"
    return f"{_BOLD}{visible(problem.place)}{_PLAIN}{what} {visible(problem.cure)}".rstrip()


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems there are, as a sentence."""
    errors = sum(problem.severity == ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "Nothing to mend."
    parts = [count(errors, "error")] * bool(errors) + [count(warnings, "warning")] * bool(warnings)
    return f"{' and '.join(parts)}."


def count(number: int, noun: str) -> str:
    """Return "1 error" or "2 errors"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def as_json(problems: Sequence[Problem]) -> str:
    """Return the objects of `as_objects` as JSON."""
    return json.dumps(as_objects(problems), indent=1)


def as_objects(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return a list of objects: path, line, column (0: the whole line), severity, message, cure."""
    return [
        {
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "severity": problem.severity,
            "message": problem.what,
            "cure": problem.cure,
        }
        for problem in problems
    ]

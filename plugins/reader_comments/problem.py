"""What is wrong with a comment, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. `file` is as a person would type it; `line` counts from 1."""

    file: str
    line: int
    what: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}. {self.cure}"


class CommentsError(Exception):
    """Comments that someone must mend; `problems` holds a sentence for each, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(map(str, sorted(problems)))
        super().__init__("\n".join(self.problems))


def as_typed(path: Path) -> str:
    """Return `path` relative to the working directory where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" for the choice most like `word`, or nothing."""
    by_folded = {choice.casefold(): choice for choice in sorted(choices)}
    close = get_close_matches(word.casefold(), by_folded, n=1)
    return f" Did you mean '{by_folded[close[0]]}'?" if close else ""

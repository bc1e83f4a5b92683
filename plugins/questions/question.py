"""The words: a question as the ledger keeps it, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True)
class Question:
    """What one reader asked: plain text, without what could tell who it was.

    `lang` is "" where nobody said. Of a question that is not `shown` nothing but its id may reach
    a page.
    """

    id: str
    date: date
    subject: str
    text: str
    shown: bool = False
    lang: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text, cut at its empty lines; each may have several lines."""
        return tuple(re.split(r"\n\s*\n", self.text.strip()))


class QuestionsError(Exception):
    """Questions or answers that someone must mend; `problems` holds a sentence for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def problem(path: Path, line: int, what: str, cure: str) -> str:
    """Return FILE:LINE, what is wrong there and what to do, as one sentence."""
    here = Path.cwd()
    path = path.relative_to(here) if path.is_relative_to(here) else path
    return f"{path}:{line}: {what}. {cure}"


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" for the choice most like `word`, or nothing."""
    close = get_close_matches(word, sorted(choices), n=1)
    return f" Did you mean '{close[0]}'?" if close else ""

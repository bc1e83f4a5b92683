"""The words of this plugin: a rule, the site it is for, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PERMANENT, TEMPORARY = 301, 302  # all that every host knows


@dataclass(frozen=True, order=True)
class Rule:
    """One old address and where it leads.

    `old` is a path from the root of the site; `new` is another, or a whole https address. Both are
    as their author wrote them until `checking.tidied` has been over them. `file` and `line` say
    where. A rule that was `made` after a form of another program gives way to all others.
    """

    old: str
    new: str
    status: int = PERMANENT
    file: str = ""
    line: int = 1
    made: bool = False

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    def problem(self, what: str, cure: str) -> Problem:
        return Problem(self.file, self.line, what, cure)


@dataclass(frozen=True)
class Site:
    """What a rule is checked against, and compiled for.

    `address` has no slash at its end; `path` is its path, "" or "/some/path". `pages` are the files
    that this build wrote, `files` all that the site has, both as paths below its root.
    """

    address: str = ""
    path: str = ""
    pages: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    lang: str = "en"
    moved_title: str = "This page has moved"
    moved_text: str = "This page has moved to {link}."
    moved_link: str = "its new address"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. `file` is as a person would type it; `line` counts from 1."""

    file: str
    line: int
    what: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}. {self.cure}"


class AddressesError(Exception):
    """Old addresses that someone must mend; `problems` holds a sentence for each, by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(map(str, sorted(set(problems))))
        super().__init__("\n".join(self.problems))


def as_typed(path: Path) -> str:
    """Return `path` relative to the working directory where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)

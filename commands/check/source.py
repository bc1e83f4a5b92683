"""A source file that could be read, and where in it something stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from commands.check.front_matter import Field, read_front_matter
from commands.check.prose import Prose, without_code
from commands.problem import ERROR, Problem, as_typed


@dataclass(frozen=True)
class Source:
    """An article or page (`kind`): its path and its text, with line ends as Markdown sees them."""

    path: Path
    kind: str
    text: str

    @cached_property
    def _head(self) -> tuple[tuple[Field, ...], int]:
        return read_front_matter(self.text)

    @property
    def fields(self) -> tuple[Field, ...]:
        return self._head[0]

    @property
    def body_line(self) -> int:
        return self._head[1]

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        while (end := self.text.find("\n", starts[-1])) >= 0:
            starts.append(end + 1)
        return starts

    @cached_property
    def prose(self) -> Prose:
        """The text with front matter and code blanked out: every position is that of the file."""
        start = self._line_starts[min(self.body_line, len(self._line_starts)) - 1]
        start = start if self.body_line <= len(self._line_starts) else len(self.text)
        return without_code(self.text, start)

    def field(self, key: str) -> Field | None:
        return next((field for field in self.fields if field.key == key), None)

    def value(self, key: str) -> str:
        """Return the value of `key`, or nothing where there is no such line."""
        field = self.field(key)
        return field.value if field else ""

    @property
    def slug(self) -> str:
        return self.value("slug") or self.path.stem

    def status(self, now: datetime) -> str:
        """Return what becomes of this file: its status, or "scheduled" where its date is to come."""
        status = self.value("status").lower() or "published"
        return "scheduled" if status == "published" and self._is_after(now) else status

    def _is_after(self, now: datetime) -> bool:
        date = self.date(now)
        # Not `date > now`: Python compares times of one zone by the clock on the wall, which goes
        # back in autumn.
        return date is not None and date.timestamp() > now.timestamp()

    def date(self, now: datetime) -> datetime | None:
        """Return the date in the time zone of `now`, where it bears none of its own, or None."""
        try:
            date = datetime.fromisoformat(self.value("date"))
        except ValueError:
            return None
        return date if date.tzinfo else date.replace(tzinfo=now.tzinfo)

    def line_of(self, position: int) -> int:
        return bisect_right(self._line_starts, position)

    def column_of(self, position: int) -> int:
        return position - self._line_starts[self.line_of(position) - 1] + 1

    def problem(self, line: int, what: str, cure: str, severity: str = ERROR) -> Problem:
        return Problem(as_typed(self.path), line, what, cure, severity=severity)

    def problem_at(self, position: int, what: str, cure: str, severity: str = ERROR) -> Problem:
        """Return a problem at a position in the text, which counts from 0."""
        line, column = self.line_of(position), self.column_of(position)
        return Problem(as_typed(self.path), line, what, cure, column, severity)

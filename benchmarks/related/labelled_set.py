"""A labelled set: articles, and for some of them what their authors hold to be related."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Row:
    id: str
    title: str
    date: datetime
    topics: tuple[str, ...]
    text: str
    related: tuple[str, ...]
    links: frozenset[str]
    lang: str


def read(path: Path) -> list[Row]:
    """The rows of a set. Raises ValueError with file and line where one cannot be read."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            try:
                rows.append(_row(json.loads(line)))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(
                    f"{path}:{number}: not a row of a labelled set ({error!r}). "
                    "Write id, title, date, topics, text and related as one JSON object."
                ) from error
    return rows


def _row(found: dict) -> Row:
    return Row(
        id=str(found["id"]),
        title=found.get("title") or "",
        date=_date(str(found.get("date") or "")),
        topics=tuple(found.get("topics") or ()),
        text=found.get("text") or "",
        related=tuple(map(str, found.get("related") or ())),
        links=frozenset(map(str, found.get("links") or ())),
        lang=found.get("lang") or "",
    )


def _date(written: str) -> datetime:
    """The day that `written` begins with; the same for all where there is none."""
    day = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})", written or "2000-01-01")
    if not day:
        raise ValueError(f"the date {written!r} does not begin with YYYY-MM-DD")
    return datetime(*map(int, day.groups()))


def made_of(rows: Sequence[Row], size: int) -> list[Row]:
    """A collection of `size` articles made from `rows`, the same each time.

    Each is one article of the set with four of its ten paragraphs, on average, taken from others of
    the same first topic: so no two are alike, and the vocabulary stays that of real prose.
    """
    chance = random.Random(size)
    paragraphs: dict[str, list[str]] = {}
    for row in rows:
        paragraphs.setdefault("".join(row.topics[:1]), []).extend(row.text.split("\n\n"))
    made = []
    for number in range(size):
        row = chance.choice(rows)
        others = paragraphs["".join(row.topics[:1])]
        text = [
            chance.choice(others) if chance.random() < 0.4 else paragraph
            for paragraph in row.text.split("\n\n")
        ]
        made.append(replace(row, id=f"{number}-{row.id}", text="\n\n".join(text), related=()))
    return made

"""Reads the front matter of a source file, with the line of each key."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEY = re.compile(r"^[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)$")
_MORE = re.compile(r"^[ ]{4,}(?P<value>.+)$")


@dataclass(frozen=True)
class Field:
    """One key of the front matter, in lower case, with its value and its line (from 1)."""

    key: str
    value: str
    line: int


def read_front_matter(text: str) -> tuple[tuple[Field, ...], int]:
    """Return the fields at the head of `text` and the line on which the body begins.

    The grammar is that of Python-Markdown's `meta`: `Key: value` from the first line on, more lines
    of one value indented by four spaces, the first blank line ends it.
    """
    fields: list[Field] = []
    number = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            return tuple(fields), number + 1
        if match := _KEY.match(line):
            fields.append(Field(match["key"].lower(), match["value"].strip(), number))
        elif fields and (match := _MORE.match(line)):
            last = fields[-1]
            fields[-1] = Field(last.key, f"{last.value}\n{match['value'].strip()}", last.line)
        else:
            return tuple(fields), number
    return tuple(fields), number + 1

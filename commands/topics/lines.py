"""Changes single lines of a text and leaves every other byte as it is: line ends, blanks, a BOM."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from commands.check.links import Link
from commands.check.source import Source

# As Markdown counts lines: str.splitlines knows more line ends.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_KEY = re.compile(r"\ufeff?[ ]{0,3}[\w-]+:\s*")

Swap = Callable[[str], str | None]


def with_topics(text: str, source: Source, swap: Swap, keys: Iterable[str]) -> str:
    """Return `text` with each name in the lines of `keys` as `swap` gives it; None takes it out.

    `text` is what the file holds; `source` is the same as it was read.
    """
    lines = _LINE.findall(text)
    for field in source.fields:
        if field.key not in keys:
            continue
        for number in range(field.line - 1, field.line + field.value.count("\n")):
            names = lines[number].rstrip("\r\n")
            head = _KEY.match(names) if number == field.line - 1 else re.match(r"\s*", names)
            end = lines[number][len(names) :]
            kept = _swapped(names[head.end() :], swap)
            # A further line of the value goes when nothing is left of it, the key's own stays.
            empty = not kept.strip() and number >= field.line
            lines[number] = "" if empty else f"{head[0]}{kept}{end}"
    return "".join(lines)


def _swapped(names: str, swap: Swap) -> str:
    kept = []
    for part in names.split(","):
        name = part.strip()
        new = swap(name) if name else name
        if new is not None:
            kept.append(part.replace(name, new, 1) if name else part)
    return ",".join(kept).lstrip() if names == names.lstrip() else ",".join(kept)


def with_links(text: str, source: Source, links: Iterable[Link], swap: Callable[[str], str]) -> str:
    """Return `text` with the target of each of the `links` of `source` as `swap` gives it."""
    lines = _LINE.findall(text)
    # From the last to the first, so that a position stays true until it is used.
    for link in sorted(links, key=lambda link: -link.position):
        new = swap(link.target)
        if new == link.target:
            continue
        number = source.line_of(link.position)
        column = source.column_of(link.position) - 1 + (number == 1 and text.startswith("\ufeff"))
        line = lines[number - 1]
        before, after = line[:column], line[column:]
        lines[number - 1] = before + after.replace(link.target, new, 1)
    return "".join(lines)


def line_ends(text: str) -> str:
    """Return the line end that most lines of `text` have."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def with_line_ends(text: str, end: str) -> str:
    """Return `text` with every line end as `end`."""
    return re.sub(r"\r\n|\n", end, text)


def names_in(source: Source, keys: Sequence[str]) -> list[str]:
    """Return the names in the lines of `keys`, in their order."""
    from help_by_topic.filing import split_names

    fields = (field for field in source.fields if field.key in keys)
    return [name for field in fields for name in split_names(field.value.split("\n"))]

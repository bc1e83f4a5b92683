"""What of a Markdown text is prose, and what is code that only looks like links and tags."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)")
_CONTAINER = re.compile(r"\s*(?:[*+-]\s|\d+[.)]\s|!!!|:\s|\[\^[^\]]+\]:)")
_TICKS = re.compile(r"`+|\n[ \t]*(?=\n)")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")  # str.splitlines knows more line ends than Markdown
_NOT_A_LINE_END = re.compile(r"[^\n]")


@dataclass(frozen=True)
class Prose:
    """`text` has blanks where code stood; `open_fence` is where a fence begins that nothing ends,
    else None; `fences` holds where each fence begins and what stands behind its marks."""

    text: str
    open_fence: int | None
    fences: tuple[tuple[int, str], ...]


def without_code(text: str, start: int = 0) -> Prose:
    """Return `text` with everything before `start`, and all code, blanked out.

    Line ends stay, so that a position means the same line and column as before. Takes time in
    proportion to the length, whatever the text.
    """
    parts: list[str] = [_blank(text[:start])]
    fences: list[tuple[int, str]] = []
    fence, fence_at = "", 0
    position, after_blank, in_container = start, True, False
    for line in _LINE.findall(text[start:]):
        opening = _FENCE.match(line)
        is_code = True
        if fence:
            if line.strip() == fence:
                fence = ""
        elif opening:
            fence, fence_at = opening["fence"], position
            fences.append((position, opening["info"].strip()))
        elif not line.strip():
            after_blank, is_code = True, False
        elif line.startswith(("    ", "\t")):
            is_code = after_blank and not in_container
        else:
            in_container = bool(_CONTAINER.match(line))
            after_blank = is_code = False
        parts.append(_blank(line) if is_code else line)
        position += len(line)
    return Prose(_without_spans("".join(parts)), fence_at if fence else None, tuple(fences))


def _without_spans(text: str) -> str:
    """Blank out `code` inside a line: from a run of ticks to the next of equal length in its block."""
    spans: list[tuple[int, int]] = []
    block: list[tuple[int, int]] = []
    for match in _TICKS.finditer(text):
        if match[0][0] == "`":
            block.append(match.span())
        else:
            spans += _pairs(block)
            block = []
    spans += _pairs(block)
    parts, position = [], 0
    for begin, end in spans:
        parts += [text[position:begin], _blank(text[begin:end])]
        position = end
    return "".join([*parts, text[position:]])


def _pairs(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    following: dict[int, int] = {}
    closes: list[int | None] = [None] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        length = runs[number][1] - runs[number][0]
        closes[number] = following.get(length)
        following[length] = number
    pairs, number = [], 0
    while number < len(runs):
        close = closes[number]
        if close is not None:
            pairs.append((runs[number][0], runs[close][1]))
            number = close
        number += 1
    return pairs


def _blank(text: str) -> str:
    return _NOT_A_LINE_END.sub(" ", text)

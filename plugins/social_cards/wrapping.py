"""Where the lines of a title break: as few lines as fit, of like length, ending where a reader rests."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, takewhile

Measure = Callable[[str], float]
"""Gives a width in em: of a text, or of what hangs out of the line where a text begins it."""

_SPACE = re.compile(r"[ \t\r\n\f\v]+")  # a no-break space is none
_RESTS = (",", ":", ";", ".", "?", "!", "–", "—", "…")
_CLOSING = "”’»\"')"
_LEANS = {1: 0.12, 2: 0.12, 3: 0.06}  # by letters: "a", "to" and "the" lean on the next word


@dataclass(frozen=True)
class Room:
    """Where a title goes: `width` by `height`, in the largest of `sizes` (from large to small) at
    which it fits; a line takes `leading` times the size."""

    width: float
    height: float
    sizes: Sequence[float]
    leading: float

    def lines(self, size: float) -> int:
        return max(1, int(self.height // (size * self.leading)))


def fitted(text: str, room: Room, measure: Measure, hang: Measure) -> tuple[float, tuple[str, ...]]:
    """Return the size at which `text` fits into `room`, and its lines.

    Where `text` has line breaks, they are its only ones, if it fits so at any size. A text that is
    too long at the smallest size ends with an ellipsis.
    """
    asked_for = text.count("\n") + 1
    smallest = room.sizes[-1]
    area = room.width * room.lines(smallest) / smallest
    words = _SPACE.split(text.strip())
    whole = list(takewhile(lambda at: at < area, accumulate(map(measure, words))))
    if len(whole) == len(words):
        fits = []
        for size in room.sizes:
            lines = balanced(text, room.width / size, measure, hang)
            if len(lines) <= room.lines(size):
                fits.append((size, lines))
                if len(lines) == asked_for or asked_for == 1:
                    return size, lines
        if fits:
            return fits[0]
    text = " ".join(words[: len(whole) + 1])  # no more than that can fit
    return smallest, _shortened(text, room.width / smallest, room.lines(smallest), measure, hang)


def balanced(text: str, width: float, measure: Measure, hang: Measure) -> tuple[str, ...]:
    """Return `text` in as few lines as fit into `width`, none much longer than another.

    Line breaks in `text` stay. A word that is wider than a line is cut.
    """
    return tuple(
        line for part in text.splitlines() for line in _balanced_part(part, width, measure, hang)
    )


def _balanced_part(text: str, width: float, measure: Measure, hang: Measure) -> tuple[str, ...]:
    words = [
        piece for word in _SPACE.split(text) if word for piece in _pieces(word, width, measure)
    ]
    space = measure(" ")
    ends = [0.0, *accumulate(measure(word) + space for word in words)]

    def length(start: int, end: int) -> float:
        return ends[end] - ends[start] - space - hang(words[start])

    @cache
    def best(start: int) -> tuple[int, float, tuple[int, ...]]:
        """Return lines needed from word `start` on, how uneven they are, and where each ends."""
        if start == len(words):
            return 0, 0.0, ()
        choices = []
        for end in range(start + 1, len(words) + 1):
            if length(start, end) > width and end > start + 1:
                break
            count, cost, breaks = best(end)
            lean = 0.0 if end == len(words) else _lean(words[end - 1])
            slack = (width - length(start, end)) / width
            choices.append((count + 1, cost + slack**2 + lean, (end, *breaks)))
        return min(choices)

    # Words from the last to the first: `best` then never goes deep, however long the text is.
    for start in range(len(words), -1, -1):
        best(start)
    breaks = best(0)[2]
    return tuple(
        " ".join(words[start:end]) for start, end in zip((0, *breaks), breaks, strict=False)
    )


def _lean(word: str) -> float:
    """Return what it costs to break after `word`: little where a reader rests, much where not."""
    bare = word.rstrip(_CLOSING)
    if bare.endswith(_RESTS):
        return -0.06
    return _LEANS.get(len(bare), 0.0)


def _pieces(word: str, width: float, measure: Measure) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _shortened(
    text: str, width: float, room: int, measure: Measure, hang: Measure
) -> tuple[str, ...]:
    words = text.split(" ")
    for end in range(len(words), 0, -1):
        lines = balanced(" ".join(words[:end]) + "…", width, measure, hang)
        if len(lines) <= room:
            return lines
    return lines[:room]

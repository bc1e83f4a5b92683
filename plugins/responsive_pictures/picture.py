"""The words this plugin speaks in: a picture, how it is to be made, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DRAWING, MOVING, STILL = "drawing", "moving", "still"
SUFFIXES = frozenset(
    {".avif", ".bmp", ".gif", ".jpe", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"}
)

TYPES = {"avif": "image/avif", "webp": "image/webp"}


@dataclass(frozen=True)
class Picture:
    """A source file as a browser would show it.

    `kind` is DRAWING (SVG), MOVING (an animation) or STILL. `exact` says that every pixel counts
    (PNG and the like, as opposed to JPEG), `clear` that some are transparent.
    """

    width: int
    height: int
    kind: str = STILL
    exact: bool = False
    clear: bool = False


@dataclass(frozen=True)
class Shown:
    """A picture of the site where an author shows it: the file, what it is, and its place."""

    path: Path
    picture: Picture
    file: str
    line: int


@dataclass(frozen=True)
class Form:
    """A picture that was made: its format, width and address from the root of the site."""

    format: str
    width: int
    url: str


@dataclass(frozen=True)
class Recipe:
    """How pictures are made: their widths in pixels, the width of the form for old browsers, the
    quality of each format (the newest first), the most pixels of a source, and where they go."""

    widths: Sequence[int]
    plain_width: int
    quality: Mapping[str, int]
    largest: int
    save_as: str


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend. `file` is as a person would type it; `line` counts from 1."""

    file: str
    line: int
    what: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} {self.cure}"


class PictureError(Exception):
    """Pictures that someone must mend; `problems` holds a sentence for each, in order of place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.problems = tuple(map(str, sorted(set(faults))))
        super().__init__("\n".join(self.problems))


class Unreadable(Exception):
    """A file that can't be shown; the arguments are what is wrong and what to do."""


def widths_of(picture: Picture, wanted: Sequence[int]) -> tuple[int, ...]:
    """Return the widths to make of `picture`: those `wanted` that it has, and its own if it is small.

    None is wider than the picture; one that is almost as wide as the widest is left out.
    """
    widest = min(picture.width, max(wanted))
    return (*(width for width in sorted(wanted) if width < widest * 0.9), widest)


def height_at(picture: Picture, width: int) -> int:
    """Return the height of `picture` at `width`, at least one pixel."""
    return max(1, round(picture.height * width / picture.width))


def suffix_of(path: Path | str) -> str:
    """Return how the name of a file ends, in small letters: ".jpg"."""
    return Path(path).suffix.lower()

"""What a conversion hands back, and what it is told about pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """A picture as the Markdown shall name it; `alt` and the sizes (pixels) where they are known.

    An `alt` of None leaves the one that the post has. A thumbnail and its original are of one
    `original`, where that is known.
    """

    source: str
    alt: str | None = None
    width: int | None = None
    height: int | None = None
    original: str = ""

    @property
    def shows(self) -> str:
        """What it shows: equal for a picture and the same one in another size."""
        return self.original or self.source


@dataclass(frozen=True)
class Kept:
    """A part that stays HTML: `what` it is (its first words) and `why` it does."""

    what: str
    why: str


@dataclass(frozen=True)
class Conversion:
    """The Markdown of a post, "" for an empty one, with what its author should know of it."""

    markdown: str
    kept: tuple[Kept, ...] = ()
    removed: tuple[str, ...] = ()

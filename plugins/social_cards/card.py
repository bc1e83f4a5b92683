"""The words this plugin speaks in: what stands on a card, how it looks, and the card on the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COLORS = {
    "ground": "#f2f4f7",
    "ink": "#1a1f2b",  # the title
    "second": "#4a5266",  # the name of the site
    "line": "#2b5c9e",
    "stop": "#ffffff",  # inside a stop
    "halo": "#c3d3e8",  # round the stop that this is about
    "end": "#e0a100",  # inside the last stop
}
WEIGHTS = {"title": 800, "under": 500, "label": 700, "name": 700}


class CardsError(Exception):
    """Settings that can't be used; `problems` holds a sentence for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Words:
    """What stands on a card.

    `title` may hold line breaks and no-break spaces, which are kept; `under` is a sentence below it.
    `stops` says how many stops the line has (0: no line), `here` which of them to fill, counted from
    0, the one with the `label` first.
    """

    title: str
    site: str = ""
    under: str = ""
    label: str = ""
    stops: int = 0
    here: tuple[int, ...] = ()

    @property
    def spoken(self) -> str:
        """The words of the card in one line, for those who can't see it."""
        parts = (" ".join(part.split()) for part in (self.title, self.under, self.label, self.site))
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class Design:
    """How cards look: a size in pixels, font files (the first that has a letter draws it), colours
    and weights by the names in COLORS and WEIGHTS, and how far letters stand apart, in em."""

    size: tuple[int, int]
    fonts: tuple[Path, ...]
    colors: Mapping[str, str]
    weights: Mapping[str, int]
    tracking: float


@dataclass(frozen=True)
class Card:
    """A card on the site: its address from the root, its size in pixels, and its words as text."""

    url: str
    width: int
    height: int
    alt: str


class Cards(Mapping):
    """The card of each thing that has one; `site` is the card for all the rest."""

    def __init__(self, site: Card, cards: Mapping[Any, Card]) -> None:
        self.site = site
        self._cards = dict(cards)

    def __getitem__(self, thing: Any) -> Card:
        return self._cards[thing]

    def __iter__(self):
        return iter(self._cards)

    def __len__(self) -> int:
        return len(self._cards)

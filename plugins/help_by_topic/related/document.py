"""The words of this package: what the ranking is given and what it hands back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Document:
    """One article as the ranking sees it: plain text, no markup, no Pelican."""

    slug: str
    title: str
    text: str
    topics: tuple[str, ...]  # names; the first is the article's place
    date: datetime  # settles ties only: newer first, then slug
    links: frozenset[str] = frozenset()  # slugs of articles linked in the body
    chosen: tuple[str, ...] = ()  # the author's own choice, in the author's order
    lang: str = "en"  # "" where nobody knows: it is then guessed from the text
    translation_of: str = ""  # documents with the same key say the same in other languages


@dataclass(frozen=True)
class Pick:
    """One article to read next, and why.

    `kind` is "author" (the author's choice), "topic" (`detail` names the shared topic), "terms"
    (`detail` holds one or two terms that both discuss), "place" (`detail` names the topic that the
    pick stands under) or "recent" (nothing in common, but nothing else was left).
    """

    slug: str
    kind: str
    detail: tuple[str, ...]
    score: float

"""The words this plugin speaks in: a topic, an article, and what can be wrong with either."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Topic:
    """One subject that articles are filed under.

    `summary` is one line of plain text, `introduction` Markdown as the catalogue has it and HTML
    once the generator has rendered it; `about` is what the name is inside a sentence ("also about
    ..."); `start_here` holds article slugs in the author's order; `synonyms` are other names that
    front matter may use; `was` holds slugs that it had before. `url` and `feed_url` are relative to
    the root of the site; `feed_url` is empty where the topic has no feed.
    """

    slug: str
    name: str
    summary: str = ""
    introduction: str = ""
    about: str = ""
    start_here: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    url: str = ""
    feed_url: str = ""

    def __hash__(self) -> int:
        return hash(self.slug)  # by which a site tells its topics apart


class Article(Protocol):
    """What this plugin needs to know of an article; Pelican's own have it, and so has a small fake."""

    slug: str
    title: str
    date: Any
    source_path: str
    metadata: dict[str, Any]
    translations: list[Any]


class TopicError(Exception):
    """Something an author must mend; `problems` holds a sentence for each, with file and line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def same_name(name: str) -> str:
    """Return the form in which two spellings of one topic's name are equal."""
    return re.sub(r"[\W_]+", " ", name).strip().casefold() or name


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" for the choice most like `word`, or nothing."""
    from difflib import get_close_matches  # seldom wanted

    close = get_close_matches(word.casefold(), {c.casefold(): c for c in choices}, n=1, cutoff=0.6)
    return f" Did you mean '{close[0]}'?" if close else ""

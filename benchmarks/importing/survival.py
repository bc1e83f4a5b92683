"""How much of what stands in a text is on the page that was made of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from commands.import_blogger.markdown import Facts

KINDS = ("words", "links", "pictures", "headings", "items", "cells", "code")


@dataclass
class Survival:
    """Of each kind, how many there were and how many survived; and of how many texts no HTML is left."""

    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    texts: int = 0
    arrived: int = 0
    whole: int = 0
    """Texts whose words are the same, in the same order."""
    free_of_html: int = 0

    def add(self, before: Facts, after: Facts | None, markdown: str) -> None:
        """Count a text in: what the export has, and what the built page has (None: no page)."""
        self.texts += 1
        self.arrived += after is not None
        # The post's "link field" may stand at the end.
        self.whole += after is not None and after.words[: len(before.words)] == before.words
        self.free_of_html += after is not None and not has_html(markdown)
        for kind in KINDS:
            there = Counter(_comparable(kind, before))
            self.before[kind] += there.total()
            if after is not None:
                self.after[kind] += (there & Counter(_comparable(kind, after))).total()

    def shares(self) -> list[str]:
        """Return the share of each kind that survived, in percent."""
        return [_percent(self.after[kind], self.before[kind]) for kind in KINDS] + [
            _percent(self.whole, self.texts),
            _percent(self.free_of_html, self.texts),
        ]


def _comparable(kind: str, facts: Facts) -> Iterable:
    if kind == "links":  # addresses change on purpose: what was clickable shall be
        return (words for _, words in facts.links)
    if kind == "pictures":  # so do theirs
        return ("picture" for _ in facts.pictures)
    if kind == "headings":
        return (words for _, words in facts.headings)
    if kind == "cells":
        rows = Counter(cell[0] for cell in facts.cells)
        return (
            cell for cell in facts.cells if rows[cell[0]] > 3
        )  # two rows and columns, or a layout
    return getattr(facts, kind)


def _percent(part: int, whole: int) -> str:
    if not whole:
        return "-"
    share = 100 * part / whole
    return f"{share if share == 100 else min(share, 99.99):.{1 if share == 100 else 2}f}"


def has_html(markdown: str) -> bool:
    """Return whether HTML is left in a text in Markdown, outside its code."""
    text = re.sub(r"^(`{3,}|~{3,}).*?^\1", "", markdown, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"(?m)^(?: {4}|\t).*$", "", text)
    text = re.sub(r"(`+).+?\1", "", text)
    return bool(re.search(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!--", text))

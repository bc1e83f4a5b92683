"""Texts that would take Markdown minutes: they stay HTML as a whole."""

from __future__ import annotations

from .conversion import Kept
from .writing import as_block

LARGEST = 120_000
"""Characters of HTML without what only formats; five times a very long article."""
MOST_TAGS = 6_000
MOST_MARKS = 1_500
"""Brackets, backticks, asterisks and underscores: Python-Markdown looks for the partner of each."""


def is_tangled(html: str) -> bool:
    """Return whether Markdown would take seconds over a text, given as plain HTML."""
    marks = sum(html.count(mark) for mark in "[`*_")
    # Each link makes a bracket, and a link is dearer than another element.
    links = html.count("<a ") + html.count("<img ")
    return len(html) > LARGEST or html.count("<") > 2 * MOST_TAGS or marks + links > MOST_MARKS


def left_as_html(html: str) -> tuple[str, tuple[Kept, ...]]:
    """Return a whole text as a block of HTML in Markdown, and a word about it."""
    return as_block(html.strip()), (
        Kept("the whole text", "It is too long, or too tangled, for Markdown."),
    )

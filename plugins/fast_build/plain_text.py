"""Lets Markdown pass over text in which no inline pattern can find anything.

Markdown looks through every paragraph and list item once for each of its patterns, some sixteen
times. Each pattern of Markdown's own begins with one of few characters; where a text has none of
them, it is done. Where a pattern of another extension takes part, everything stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import STX

# What a text must hold for a pattern to find something, by the pattern's class.
_NEEDS = {
    "markdown.inlinepatterns.BacktickInlineProcessor": "`",
    "markdown.inlinepatterns.EscapeInlineProcessor": "\\",
    "markdown.inlinepatterns.ReferenceInlineProcessor": "[",
    "markdown.inlinepatterns.LinkInlineProcessor": "[",
    "markdown.inlinepatterns.ImageInlineProcessor": "[",
    "markdown.inlinepatterns.ImageReferenceInlineProcessor": "[",
    "markdown.inlinepatterns.ShortReferenceInlineProcessor": "[",
    "markdown.inlinepatterns.ShortImageReferenceInlineProcessor": "[",
    "markdown.inlinepatterns.AutolinkInlineProcessor": "<",
    "markdown.inlinepatterns.AutomailInlineProcessor": "<",
    "markdown.inlinepatterns.HtmlInlineProcessor": "<&",
    "markdown.extensions.footnotes.FootnoteInlineProcessor": "[",
}
# These look for their whole pattern, which extensions may widen: one of some characters, or a text.
_THEMSELVES = {
    "markdown.inlinepatterns.DelimiterProcessor",
    "markdown.inlinepatterns.SubstituteTagInlineProcessor",
}
_ONE_OF = re.compile(r"(?:\\[^\w|\\]|_)(?:\|(?:\\[^\w|\\]|_))*", re.ASCII)  # of characters
_TEXT = re.compile(r"[^.^$*+?{}\[\]\\|()]+")
_HANDLE = "_InlineProcessor__handleInline"
_APPLY = "_InlineProcessor__applyPattern"
_PLACE = "_InlineProcessor__processPlaceholders"


def pass_over_plain_text(markdown: Markdown) -> bool:
    """Make `markdown` look for inline patterns only where there can be one; return whether it does."""
    may_match = what_may_match(markdown)
    if may_match is None or "inline" not in markdown.treeprocessors:
        return False
    inline = markdown.treeprocessors["inline"]
    if type(inline) is not InlineProcessor or not all(
        hasattr(inline, name) for name in (_HANDLE, _APPLY, _PLACE)
    ):
        return False
    look_through, apply_stock = getattr(inline, _HANDLE), getattr(inline, _APPLY)
    place_found = getattr(inline, _PLACE)

    def handle(text: str, pattern: int = 0) -> str:
        return look_through(text, pattern) if pattern or may_match(text) else text

    def apply(pattern, text: str, place: int, start: int = 0) -> tuple[str, bool, int]:
        for character in needs[place]:
            if character in text:
                break
        else:
            return text, False, 0
        return apply_stock(pattern, text, place, start)

    def place(text: str | None, parent: Element, is_text: bool = True) -> list:
        if not text or STX in text:
            return place_found(text, parent, is_text)
        name = "text" if is_text else "tail"
        before = getattr(parent, name)
        setattr(parent, name, before + text if before else text)
        return []

    setattr(inline, _PLACE, place)
    setattr(inline, _HANDLE, handle)
    setattr(inline, _APPLY, apply)
    # The patterns in their order, which Markdown would make sure of at each step.
    inline.inlinePatterns = tuple(markdown.inlinePatterns)
    # An empty text is in every text.
    needs = [_needs_of(pattern) or ("",) for pattern in inline.inlinePatterns]
    return True


def what_may_match(markdown: Markdown) -> Callable[[str], object] | None:
    """Return what tells whether a pattern can find something in a text; None where nothing can."""
    parts: set[str] = set()
    searches = []
    for pattern in markdown.inlinePatterns:
        if needs := _needs_of(pattern):
            parts.update(needs)
        elif kind_of(pattern) in _THEMSELVES:
            searches.append(pattern.getCompiledRegExp().search)
        else:
            return None
    if not parts:
        return None

    def may_match(text: str) -> bool:
        # One after the other: each is found sooner than one of several.
        for part in parts:
            if part in text:
                return True
        return bool(searches) and any(search(text) for search in searches)

    return may_match


def _needs_of(pattern: Any) -> Collection[str]:
    """Return texts one of which a text must hold for a pattern to find something; none where only the
    pattern itself can tell."""
    kind = kind_of(pattern)
    if kind in _NEEDS:
        return _NEEDS[kind]
    if kind in _THEMSELVES and _ONE_OF.fullmatch(pattern.pattern):
        return pattern.pattern.replace("\\", "").replace("|", "")
    if kind in _THEMSELVES and _TEXT.fullmatch(pattern.pattern):
        return (pattern.pattern,)
    return ()


def kind_of(processor: object) -> str:
    """Return the whole name of the class of one of Markdown's processors."""
    return f"{type(processor).__module__}.{type(processor).__qualname__}"

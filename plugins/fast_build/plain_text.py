"""Lets Markdown pass over text in which no inline pattern can find anything.

Markdown looks through every paragraph and list item once for each of its patterns, some sixteen
times. Each pattern of Markdown's own begins with one of few characters; where a text has none of
them, it is done. Where a pattern of another extension takes part, everything stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, STX, AtomicString

# The signs of patterns, one of which a text must hold for them to find something, by the pattern's class.
_SIGNS = {
    "markdown.inlinepatterns.BacktickInlineProcessor": ("`",),
    "markdown.inlinepatterns.EscapeInlineProcessor": ("\\",),
    "markdown.inlinepatterns.ReferenceInlineProcessor": ("[",),
    "markdown.inlinepatterns.LinkInlineProcessor": ("[",),
    "markdown.inlinepatterns.ImageInlineProcessor": ("![",),
    "markdown.inlinepatterns.ImageReferenceInlineProcessor": ("![",),
    "markdown.inlinepatterns.ShortReferenceInlineProcessor": ("[",),
    "markdown.inlinepatterns.ShortImageReferenceInlineProcessor": ("![",),
    "markdown.inlinepatterns.AutolinkInlineProcessor": ("<",),
    "markdown.inlinepatterns.AutomailInlineProcessor": ("<",),
    "markdown.inlinepatterns.HtmlInlineProcessor": ("<", "&"),
    "markdown.extensions.footnotes.FootnoteInlineProcessor": ("[^",),
}
# These look for their whole pattern, which extensions may widen: a text, or one of several.
_THEMSELVES = {
    "markdown.inlinepatterns.DelimiterProcessor",
    "markdown.inlinepatterns.SubstituteTagInlineProcessor",
}
_TEXT = re.compile(r"(?:\\[^\w\s]|\\n|[^.^$*+?{}\[\]\\|()])+", re.ASCII)
_TEXTS = re.compile(rf"{_TEXT.pattern}(?:\|{_TEXT.pattern})*", re.ASCII)
_ESCAPED = re.compile(r"\\(.)")
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
    apply, place_found, run_stock = getattr(inline, _APPLY), getattr(inline, _PLACE), inline.run

    def run(tree: Element, ancestors: list[str] | None = None) -> Element:
        inline.stashed_nodes = {}
        text = "".join(tree.itertext())
        # A character is found much sooner than several.
        signs = [sign for sign in all_signs if sign[-1] in text and sign in text]
        if signs and (some := _where(signs, tree)) is not None:
            run_stock(some, ancestors)
        return tree

    def handle(text: str, place: int = 0) -> str:
        if isinstance(text, AtomicString) or not may_match(text):
            return text
        start = 0
        while place < len(patterns):
            if _holds(text, signs_of[place]):
                text, is_found, start = apply(patterns[place], text, place, start)
                place += not is_found
            else:
                place, start = place + 1, 0
        return text

    def place(text: str | None, parent: Element, is_text: bool = True) -> list:
        if not text or STX in text:
            return place_found(text, parent, is_text)
        name = "text" if is_text else "tail"
        before = getattr(parent, name)
        setattr(parent, name, before + text if before else text)
        return []

    inline.run = run
    setattr(inline, _PLACE, place)
    setattr(inline, _HANDLE, handle)
    # The patterns in their order, which Markdown would make sure of at each step.
    patterns = inline.inlinePatterns = tuple(markdown.inlinePatterns)
    signs_of = [_signs_of(pattern) for pattern in patterns]
    all_signs = _fewest((INLINE_PLACEHOLDER_PREFIX,), *signs_of)
    return True


def _where(signs: Collection[str], element: Element) -> Element | None:
    """Return `element` with those children alone in which there is a sign; None where there is none in
    any. Where one comes after a child, what it becomes is put beside that: so all children are there."""
    kept = []
    for child in element:
        if child.tail and _holds(child.tail, signs):
            return element
        if child.text and _holds(child.text, signs):
            kept.append(child)
        elif len(child) and (some := _where(signs, child)) is not None:
            kept.append(some)
    if not kept:
        return None
    some = Element(element.tag)
    some.extend(kept)
    return some


def what_may_match(markdown: Markdown) -> Callable[[str], bool] | None:
    """Return what tells whether a pattern can find something in a text; None where nothing can."""
    signs_of = [_signs_of(pattern) for pattern in markdown.inlinePatterns]
    signs = _fewest(*signs_of)
    return (lambda text: _holds(text, signs)) if signs and all(signs_of) else None


def _fewest(*signs_of: Collection[str]) -> list[str]:
    """Return all signs but those that hold another one."""
    all_signs = dict.fromkeys(chain.from_iterable(signs_of))
    return [
        sign for sign in all_signs if not any(other in sign for other in all_signs if other != sign)
    ]


def _holds(text: str, signs: Collection[str]) -> bool:
    # One after the other: each is found sooner than one of several, and sooner than by `any`.
    for sign in signs:  # noqa: SIM110
        if sign in text:
            return True
    return False


def _signs_of(pattern: Any) -> Collection[str]:
    """Return texts one of which a text must hold for a pattern to find something; none where only the
    pattern itself can tell."""
    kind = kind_of(pattern)
    if kind in _SIGNS:
        return _SIGNS[kind]
    if kind in _THEMSELVES and _TEXTS.fullmatch(pattern.pattern):
        texts = _TEXT.findall(pattern.pattern)
        return [_ESCAPED.sub(lambda it: "\n" if it[1] == "n" else it[1], text) for text in texts]
    return ()


def kind_of(processor: object) -> str:
    """Return the whole name of the class of one of Markdown's processors."""
    return f"{type(processor).__module__}.{type(processor).__qualname__}"

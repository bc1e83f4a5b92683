"""Blocks in, Markdown out that brings them back: each is rendered, read again and compared.

The whole text is tried first. Where it differs, block by block; in a block that differs the smallest
part is sought that, left as HTML, makes it whole: one link or emphasis, then all of them, then all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bs4 import Tag

from .conversion import Kept
from .facts import Facts, facts_of
from .harmless import is_harmless
from .rendering import rendered
from .writing import APART, HTML, LISTS, as_html, written

_INLINE = [
    "a",
    "abbr",
    "code",
    "del",
    "em",
    "img",
    "ins",
    "kbd",
    "mark",
    "small",
    "strong",
    "sub",
    "sup",
]
_MOST_PARTS = 40  # tried one by one; a block with more goes as a whole


def verified(blocks: Sequence[Tag]) -> tuple[str, tuple[Kept, ...]]:
    """Return the Markdown of plain blocks, and what had to stay HTML in it."""
    text = _joined(blocks, [written(block) for block in blocks])
    if _comes_back(text, _facts(blocks)):
        return text, ()
    texts: list[str] = []
    kept: list[Kept] = []
    for block in blocks:
        markdown, parts = _block(block)
        texts.append(markdown)
        kept += parts
    text = _joined(blocks, texts)
    if not _comes_back(text, _facts(blocks)):  # each comes back alone, but not side by side
        for block in blocks:
            block[HTML] = "block"
        text = "\n\n".join(as_html(block) for block in blocks)
        kept = [
            _kept(block, "Markdown reads it otherwise beside its neighbours") for block in blocks
        ]
    return text, tuple(kept)


def _facts(blocks: Sequence[Tag]) -> Facts:
    return facts_of("\n".join(as_html(block) for block in blocks))


def _joined(blocks: Sequence[Tag], texts: Sequence[str]) -> str:
    parts: list[str] = []
    for index, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if index and block.name in LISTS and blocks[index - 1].name in LISTS:
            parts.append(APART)
        parts.append(text)
    return "\n\n".join(parts)


def _comes_back(markdown: str, expected: Facts) -> bool:
    try:
        html = rendered(markdown)
    except Exception:  # a text can break Markdown in any way; then it stays HTML
        return False
    return is_harmless(html) and facts_of(html) == expected


def _block(block: Tag) -> tuple[str, list[Kept]]:
    expected = facts_of(as_html(block))
    if _comes_back(text := written(block), expected):
        return text, []
    differs = ", ".join(expected.missing_in(_facts_or_none(text))) or "what it does"
    why = f"Markdown would change its {differs}"
    for parts in _parts(block):
        for part in parts:
            part[HTML] = "inline"
        if _comes_back(text := written(block), expected):
            return text, [_kept(part, why) for part in parts]
        for part in parts:
            del part[HTML]
    block[HTML] = "block"
    return as_html(block), [_kept(block, why)]


def _facts_or_none(text: str) -> Facts:
    try:
        return facts_of(rendered(text))
    except Exception:
        return Facts()


def _parts(block: Tag) -> Iterator[list[Tag]]:
    """Yield what to leave as HTML, the smallest first."""
    parts = block.find_all(_INLINE)
    if len(parts) <= _MOST_PARTS:
        yield from ([part] for part in reversed(parts))
    if len(parts) > 1:
        yield [part for part in parts if not part.find_parent(_INLINE)]


def _kept(part: Tag, why: str) -> Kept:
    words = " ".join(part.get_text().split())
    return Kept(f"<{part.name}> {words[:60]}{'…' if len(words) > 60 else ''}".strip(), f"{why}.")

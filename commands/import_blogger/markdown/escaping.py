r"""Text that Markdown would read as marks: escaped where it would be, left alone where it would not.

The rules are those of Python-Markdown with the extensions of this site, and of typogrify, which takes
`\.` for an escape of its own.
"""

from __future__ import annotations

import re

_INLINE = (
    (re.compile(r"&(?=#?\w+;)"), "&amp;"),
    (re.compile(r"<(?=[A-Za-z/!?])"), "&lt;"),
    (re.compile(r"\\(?=[\\`*_{}\[\]()>#+.!\"'|<&-]|$)"), "&#92;"),
    (re.compile(r"`"), r"\`"),
    (re.compile(r"(?<!\s)\*|\*(?!\s|$)|^\*"), r"\*"),  # a lone one between spaces is an asterisk
    (re.compile(r"(?<![^\W_])_(?!\s)|(?<!\s)_(?![^\W_])"), r"\_"),  # in_a_word it is harmless
    (re.compile(r"\](?=[(\[{])"), r"\]"),
    (re.compile(r"^\{(?=.*\})"), r"\{"),  # what stands behind a link or emphasis may be attributes
)
_BRACKET = re.compile(r"[\[\]]")
_BANG = re.compile(r"!$")
_LINE = (
    (re.compile(r"^(#|>|[=-]{2,}\s*$|(?:[*_-]\s?){3,}\s*$|!!!|~~~|```|\{)"), r"\\\1"),
    (re.compile(r"^(\[[^\]\n]+)\](?=:)"), r"\1\\]"),
    (re.compile(r"^(\|)"), r"\\\1"),
)
_ITEM = (
    (re.compile(r"^([*+-])(?=\s|$)"), r"\\\1"),
    (re.compile(r"^(\d+)\.(?=\s|$)"), r"\1\\."),
)
_TILDES = re.compile(r"^\\~~~")
_COLON = re.compile(r"^:(?=\s)")


def escaped(text: str, in_link: bool = False, before_link: bool = False) -> str:
    """Return a text as Markdown; `in_link`: it is in a link's words; `before_link`: one follows."""
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement.replace("\\", "\\\\"), text)
    if in_link:
        text = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", text)
    if before_link:
        text = _BANG.sub(r"\\!", text)
    return text


def lines_escaped(text: str, in_item: bool = False) -> str:
    """Return the Markdown of a paragraph without what begins a heading, list, quotation or fence.

    In an item of a list, each line can begin another item; elsewhere only the first can.
    """
    lines = text.split("\n")
    for index, line in enumerate(lines):
        for pattern, replacement in _LINE:
            line = pattern.sub(replacement, line)
        line = _COLON.sub("&#58;", _TILDES.sub("&#126;~~", line))
        if in_item or index == 0:
            for pattern, replacement in _ITEM:
                line = pattern.sub(replacement, line)
        lines[index] = line
    return "\n".join(lines)

"""What is wrong with the panels of a text: blocks that look like one and would not become one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from commands.check.source import Source
from commands.problem import ERROR, WARNING, Problem

PANELS = ("script", "checklist", "example", "note")
_MARKS = re.compile(r"^!!! *(?P<kind>[\w-]*).*$", re.MULTILINE)
_NEXT_LINE = re.compile(r"\n(?:[ \t]*\n)*(?P<line>[^\n]+)")
_EXAMPLE = '!!! script "What to write"'


def check_panels(source: Source) -> Iterator[Problem]:
    """Yield panels that Markdown takes for words, of a kind that the theme does not have, and empty
    ones."""
    from markdown.extensions.admonition import AdmonitionProcessor

    text = source.prose.text
    for match in _MARKS.finditer(text):
        kind = match["kind"].lower()
        if not AdmonitionProcessor.RE.match(match[0]):
            severity = ERROR if kind in PANELS else WARNING
            what = "this would not become a panel."
            cure = f"Write it as {_EXAMPLE}, with straight quotes."
            yield source.problem_at(match.start(), what, cure, severity)
            continue
        if kind not in PANELS:
            meant = get_close_matches(kind, PANELS, n=1)
            cure = f"Did you mean {meant[0]}?" if meant else f"Use one of {', '.join(PANELS)}."
            what = f"there is no panel '{match['kind']}'."
            yield source.problem_at(match.start(), what, cure, WARNING)
        # Of the text with its code: a panel may hold a fence alone.
        after = _NEXT_LINE.match(source.text, match.end())
        if not after or not after["line"].startswith(("    ", "\t")):
            what = "this panel is empty."
            cure = "Begin each line of what it holds with four blanks."
            yield source.problem_at(match.start(), what, cure, WARNING)

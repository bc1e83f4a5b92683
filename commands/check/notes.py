"""What is wrong with the footnotes of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commands.check.source import Source
from commands.problem import WARNING, Problem

_NOTE = re.compile(r"\[\^(?P<id>[^\[\]\n]+)\](?P<is_text>:)?")


def check_notes(source: Source) -> Iterator[Problem]:
    """Yield notes that no place in the text refers to, and places that refer to no note."""
    texts: dict[str, int] = {}
    places: dict[str, int] = {}
    prose = source.prose.text
    for match in _NOTE.finditer(prose):
        begin = prose.rfind("\n", 0, match.start()) + 1
        at_start = match.start() - begin <= 3 and not prose[begin : match.start()].strip()
        is_text = match["is_text"] and at_start
        if is_text and match["id"] in texts:
            what = f"the note [^{match['id'][:30]}] has two texts, and readers would see one."
            yield source.problem_at(match.start(), what, "Give one of them another number.")
        (texts if is_text else places).setdefault(match["id"], match.start())
    for name, position in texts.items():
        if name not in places:
            what = f"no place in the text refers to the note [^{name[:30]}]."
            cure = "Write it behind the words that the note is about, or take the note out."
            yield source.problem_at(position, what, cure)
    for name, position in places.items():
        if name not in texts:
            what = f"there is no note [^{name[:30]}]."
            yield source.problem_at(position, what, f"Add [^{name[:30]}]: and its text.", WARNING)

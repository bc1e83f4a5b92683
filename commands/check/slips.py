"""Slips of the keyboard that leave brackets where a link was meant, and versions put side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commands.check.source import Source
from commands.problem import ERROR, WARNING, Problem

_ADDRESS = r"(?:https?:|mailto:|\{(?:filename|static)\})"
_SLIPS = (
    (
        re.compile(rf"\]\s{{1,3}}\({_ADDRESS}"),
        "there is a blank between ] and (, so this is no link.",
        "Take the blank out.",
    ),
    (
        re.compile(rf"\([^()\n]{{1,200}}\)\[{_ADDRESS}"),
        "round and square brackets have changed places, so this is no link.",
        "Write [words](address).",
    ),
    (
        re.compile(rf"\]\({_ADDRESS}[^\s()]*(?:[ \t]+(?![\"'( \t])|\n\s*\n|\n?\Z)"),
        "the bracket behind this address is missing, so this is no link.",
        "Put ) behind the address.",
    ),
)
_SIDES = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_NAMED = re.compile(r"(?<!!)\[(?P<words>[^\[\]\n]{1,200})\]\[(?P<name>[^\[\]\n^]{0,100})\]")
_NAMES = re.compile(r"^ {0,3}\[(?P<name>[^\[\]\n]+)\]:", re.MULTILINE)


def check_slips(source: Source) -> Iterator[Problem]:
    """Yield links that will not be links, and what a version control put between two versions."""
    for match in _SIDES.finditer(source.text):
        what = "two versions of this text stand one above the other."
        cure = "Keep one of them, and take out the lines <<<<<<<, ======= and >>>>>>>."
        yield source.problem_at(match.start(), what, cure, ERROR)
    text = source.prose.text
    for pattern, what, cure in _SLIPS:
        for match in pattern.finditer(text):
            yield source.problem_at(match.start(), what, cure)
    names = {" ".join(match["name"].casefold().split()) for match in _NAMES.finditer(text)}
    for match in _NAMED.finditer(text):
        name = match["name"] or match["words"]
        if " ".join(name.casefold().split()) not in names:
            what = f"there is no line [{name[:60]}]: with an address, so this is no link."
            cure = f"Add [{name[:60]}]: and the address on a line of its own, or write (address)."
            yield source.problem_at(match.start(), what, cure, WARNING)

"""The head of a file: keys and values that mean the same when Pelican has read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo

LONGEST_TITLE = 200
LONGEST_SUMMARY = 160
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TAG = re.compile(r"<(?=[a-zA-Z!/?])")
_MARKS = re.compile(r"([\\`*_\[\]])")
_BLOCK = re.compile(r"^(#|>|[-+](?=\s)|\d+(?=[.)]\s)|[=-]+$|:)")
# What turns text round or is not seen at all, and line ends that are none to an editor.
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def head(fields: Iterable[tuple[str, str]]) -> str:
    """Return the lines of `fields` that have a value, and the empty line after them."""
    return "".join(f"{key}: {value}\n" for key, value in fields if value) + "\n"


def one_line(text: str) -> str:
    """Return `text` on one line, without what can't be seen."""
    return " ".join(_INVISIBLE.sub(" ", text).split())


def as_title(text: str) -> str:
    """Return plain text as a title has it: no markup comes of it."""
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", one_line(text)))


def as_summary(text: str) -> str:
    """Return plain text as Summary has it, which Pelican reads as Markdown."""
    return _BLOCK.sub(r"\\\1", _MARKS.sub(r"\\\1", as_title(text)))


def shortened(text: str, most: int) -> str:
    """Return `text`, or as many of its words as fit into `most` letters, with three dots behind."""
    if len(text) <= most:
        return text
    whole = text[: most - 1].rpartition(" ")[0]
    return f"{whole or text[: most - 1]}…"


def first_sentences(text: str, most: int = LONGEST_SUMMARY) -> str:
    """Return the sentences at the beginning of `text` that fit into `most` letters, else its words."""
    text = one_line(text)
    if len(text) <= most:
        return text
    ends = [match.end() for match in re.finditer(r"[.!?…。！？][)”\"']*(?=\s|$)", text[:most])]
    return text[: ends[-1]] if ends and ends[-1] > most // 3 else shortened(text, most)


def as_date(moment: datetime, zone: tzinfo, seconds: bool = False) -> str:
    """Return the moment as its place's clock showed it; the offset is said where it is not that of
    the site's own `zone`."""
    said = f"{moment:%Y-%m-%d %H:%M}" + (f":{moment:%S}" if seconds and moment.second else "")
    if moment.utcoffset() == moment.replace(tzinfo=zone).utcoffset():
        return said
    offset = f"{moment:%z}"[:5]
    return f"{said}{offset[:3]}:{offset[3:]}"


def as_tags(labels: Iterable[str]) -> str:
    """Return the value of Tags; where one of them has a comma, semicolons stand between."""
    # An escaped sign would bring a semicolon of its own, which ends a tag.
    plain = [
        re.sub("[<>]", "", one_line(label)).replace(";", ",")
        for label in labels
        if re.search(r"\w", label)
    ]
    if any("," in label for label in plain):
        return "; ".join(plain) + (";" if len(plain) == 1 else "")
    return ", ".join(plain)

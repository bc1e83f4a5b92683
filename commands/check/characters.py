"""What is wrong with the bytes of a file, and with single characters of its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from commands.check.source import Source
from commands.problem import WARNING, Problem

LARGEST = 1_000_000  # bytes; a long article has 30,000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u2028\u2029]")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
# What nobody sees, and search does not find a word with: but for joiners, which scripts and emoji
# need, and the tags of flags.
_UNSEEN = re.compile(
    "[\u061c\u200b\u200e\u200f\u2060-\u2064\ufeff\ufff9-\ufffb]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
# U+FFFD stands for bytes that were lost; the others are UTF-8 read as Windows-1252, then saved.
_DAMAGED = re.compile("\ufffd|â€[™œ\x9d“”]|Ã[©¨¼¶¤±]|Â[ \xa0«»]")
_SAVE = "Save the file again with the encoding UTF-8."
# How files of other programs begin, and what they are.
_OTHER_FILES = {
    b"PK\x03\x04": "a Word, Pages or other packed document",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"{\\rtf": "an RTF document",
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture or a sound",
    b"\x1f\x8b": "a packed file",
}


def decode(raw: bytes) -> tuple[str, tuple[int, str, str] | None]:
    """Return the text of a file with its line ends made one, or else line, fault and cure."""
    if len(raw) > LARGEST:
        size = f"{len(raw) / 1_000_000:.1f} MB"
        return "", (1, f"the file has {size}; the limit is 1 MB.", "Make several articles of it.")
    for beginning, what in _OTHER_FILES.items():
        if raw.startswith(beginning):
            cure = "Copy its words into a text file that ends in .md, and move this one away."
            return "", (1, f"this is not a text file but {what}.", cure)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw.count(b"\0") * 3 > len(raw):
        return "", (1, "the file is saved as UTF-16.", _SAVE)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", _not_utf_8(raw, error.start)
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def _not_utf_8(raw: bytes, position: int) -> tuple[int, str, str]:
    line = raw.count(b"\n", 0, position) + 1
    sample = raw[:4096]
    strange = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    if strange * 20 > len(sample):
        cure = "Pictures belong in content/images; remove the file or write the article anew."
        return 1, "this is not a text file.", cure
    what = f"byte {position} (0x{raw[position]:02X}) is not UTF-8."
    if raw[position : position + 1] == b"\xed" and raw[position + 1 : position + 2] >= b"\xa0":
        return line, f"{what[:-1]}: it is half of a character.", "Type this character again."
    try:
        meant = raw[position : position + 1].decode("cp1252")
    except UnicodeDecodeError:
        return line, what, _SAVE
    if not meant.isprintable():
        return line, what, _SAVE
    return line, f"{what[:-1]}; in Windows-1252 it would be '{meant}'.", _SAVE


def check_characters(source: Source) -> Iterator[Problem]:
    """Yield the characters that readers must not get, that turn text round, or that are damaged."""
    for match in _CONTROL.finditer(source.text):
        name = unicodedata.name(match[0], "a control character").lower()
        cure = "Take it out; it often comes along when text is pasted."
        if match[0] in "\u2028\u2029":
            cure = "Begin a new line there with the Enter key; it was pasted from another program."
        what = f"the character U+{ord(match[0]):04X} ({name}) does not belong here."
        yield source.problem_at(match.start(), what, cure)
    for match in _TURNING.finditer(source.text):
        name = unicodedata.name(match[0]).lower()
        what = f"the invisible character U+{ord(match[0]):04X} ({name}) turns text round."
        cure = "Take it out; Arabic and Hebrew need none."
        yield source.problem_at(match.start(), what, cure, WARNING)
    for match in _UNSEEN.finditer(source.text):
        name = unicodedata.name(match[0], "a tag").lower()
        what = f"there is an invisible character here, U+{ord(match[0]):04X} ({name})."
        cure = "Delete it together with the letter before it, and type that letter again."
        yield source.problem_at(match.start(), what, cure, WARNING)
    for match in _PRIVATE.finditer(source.text):
        what = f"the character U+{ord(match[0]):04X} is a box or nothing on most devices."
        cure = "Type what it should be; it was pasted from a program with signs of its own."
        yield source.problem_at(match.start(), what, cure, WARNING)
    for match in _DAMAGED.finditer(source.text):
        what = f"'{match[0]}' looks like a damaged character."
        yield source.problem_at(match.start(), what, "Type it again.", WARNING)

"""Bytes to plain text, whatever they are said to be."""

from __future__ import annotations

import re
import unicodedata

# Invisible, or turns text round; the two joiners stay, since Persian and Hindi need them.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufffe\uffff\ud800-\udfff]"
)
# Digits and signs of full width, which would hide a number or an address from a pattern.
_FULL_WIDTH = {code: code - 0xFEE0 for code in [*range(0xFF10, 0xFF1A), 0xFF20, 0xFF0E, 0xFF0B]}


def decoded(raw: bytes, charset: str = "") -> str:
    """Return the text of `raw`; `charset` is what the sender says, which need not be true.

    UTF-8 that reads as such is UTF-8, whatever is said of it; what fits nothing is Windows-1252.
    """
    tries = ["utf-8-sig", charset, "cp1252"]
    if charset.lower().replace("_", "-").startswith(("iso-2022", "utf-16", "utf-7", "hz")):
        tries.insert(0, charset)  # these are all ASCII, or nearly
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries.insert(0, "utf-16")
    for name in filter(None, tries):
        try:
            return raw.decode(name)
        except (LookupError, ValueError):
            continue
    return raw.decode("cp1252", "replace")


def plain(text: str) -> str:
    """Return `text` with line ends of one kind and nothing invisible; spaces and empty lines tidied."""
    text = re.sub(r"\r\n?|\u2028|\u2029|\x85|\x0c", "\n", text)
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).translate(_FULL_WIDTH)
    lines = (re.sub(r"[^\S\n]+", " ", line).rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")

"""Bytes of any message in, a letter out: what a reader wrote, in plain text.

mail        an e-mail as any mail program saves it
form        what a form service's webhook sends, as JSON
(neither)   text that somebody pasted
html_text   a message in HTML alone, as text; quoted parts keep their mark
decoding    bytes of any charset, whatever they are said to be
"""

from __future__ import annotations

import json

from .decoding import decoded, plain
from .form import letter_of_form
from .letter import Letter, Refused
from .mail import letter_of_mail, looks_like_mail

__all__ = ["LARGEST", "Letter", "Refused", "letter_of"]

LARGEST = 10_000_000  # bytes; a letter with pictures is smaller
LONGEST = 50_000  # letters of text; a question of twenty pages


def letter_of(raw: bytes) -> Letter:
    """Return the letter in the bytes of a message: an e-mail, a webhook's JSON, or pasted text.

    Raises Refused, with one sentence, where there is nothing to read.
    """
    if len(raw) > LARGEST:
        size = f"{len(raw) / 1e6:.0f} MB"
        raise Refused(
            f"The message has {size}, and no question needs more than {LARGEST / 1e6:.0f}: "
            "ask for it again as plain text, without attachments."
        )
    if not raw.strip():
        raise Refused("The message is empty.")
    letter = _read(raw)
    if not letter.text.strip():
        raise Refused(_nothing_there(letter))
    if len(letter.text) > LONGEST:
        raise Refused(
            f"The text has {len(letter.text):,} letters: paste the part that asks something, "
            "with ./invoke ask -"
        )
    return letter


def _read(raw: bytes) -> Letter:
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        try:
            return letter_of_form(json.loads(decoded(raw)))
        except (json.JSONDecodeError, RecursionError):
            pass  # somebody's text may begin so
    if looks_like_mail(raw):
        return letter_of_mail(raw)
    return Letter(plain(decoded(raw)))


def _nothing_there(letter: Letter) -> str:
    if letter.attachments:
        return "The message has attachments and no text, and attachments are not opened."
    return "The message has no text."

"""The words: a letter is what a message says; a refusal is why it says nothing that can be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Letter:
    """What a reader sent, in plain text, nothing struck out yet.

    `names` are the sender's as the headers or the form have them, `address` the one to answer to
    ("" where there is none), `lang` a tag or "". `attachments` counts what was not opened.
    """

    text: str
    subject: str = ""
    names: tuple[str, ...] = ()
    address: str = ""
    date: date | None = None
    lang: str = ""
    attachments: int = 0
    message_id: str = ""


class Refused(Exception):
    """The message can't be taken; the text is one sentence that says why, and what to do."""

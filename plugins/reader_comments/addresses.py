"""Which web addresses a stranger may put on a page."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# White space and invisible characters hide where a link goes; browsers read "\" as "/".
_DECEIVING = re.compile(r"[\s\\\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LONGEST = 2000


def is_web_address(address: str) -> bool:
    """Tell whether `address` is a whole http or https address that hides nothing.

    `https://bank.example@other.example/` is not: it shows one host and leads to another.
    """
    if len(address) > _LONGEST or _DECEIVING.search(address):
        return False
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def without_markup(address: str) -> str:
    """Return `address` with what could end an attribute percent-encoded: the same address."""
    return re.sub(r"[\"'<>`]", lambda character: quote(character[0]), address)

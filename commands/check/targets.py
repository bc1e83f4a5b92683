"""What is wrong with the address of a link by itself: what it runs, or that readers can't follow it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from commands.check.source import Source
from commands.problem import ERROR, WARNING, Problem

_RUNS = (
    *("javascript:", "vbscript:", "livescript:", "mocha:", "view-source:", "blob:", "filesystem:"),
    *("data:text", "data:image/svg", "data:application", "data:,", "data:;"),
)
# Kinds of addresses that a reader's device knows what to do with.
_FOLLOWED = """
http https mailto tel sms geo ftp sftp webcal xmpp irc ircs matrix magnet news whatsapp skype facetime
"""
_KINDS = frozenset(_FOLLOWED.split())
_KIND = re.compile(r"(?P<kind>[a-zA-Z][a-zA-Z0-9+.-]*):")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ONLY_HERE = re.compile(r"localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0")


def check_target(source: Source, position: int, target: str) -> Iterator[Problem]:
    """Yield what is wrong with `target`, which stands at `position`, one problem at most."""
    fault = fault_of(target)
    if fault:
        what, cure, severity = fault
        yield source.problem_at(position, what, cure, severity)


def fault_of(target: str) -> tuple[str, str, str] | None:
    """Return what is wrong with an address, what to do about it, and how bad that is; None if nothing."""
    plain = re.sub(r"[\x00-\x20]+", "", unquote(target)).casefold()
    shown = target if len(target) <= 60 else f"{target[:59]}…"
    if plain.startswith(_RUNS):
        what = f"the link '{shown}' runs a program in the reader's browser."
        return what, "Link to a page, or take it out.", ERROR
    if plain.startswith("data:"):
        what = f"a picture of {len(target):,} characters stands in the text itself."
        cure = "Put it in content/images and name it with {static}/images/NAME."
        return what, cure, WARNING
    if target.startswith(("|", "{")):
        return None
    kind = _KIND.match(target)
    if plain.startswith("file:") or (kind and len(kind["kind"]) == 1) or target.startswith("\\\\"):
        what = f"the link '{shown}' leads to a file on your own computer."
        cure = "Put the file in content/images and write {static}/images/NAME."
        return what, cure, ERROR
    if MAIL.fullmatch(target):
        return f"'{shown}' is an address of mail.", f"Write mailto:{shown}", ERROR
    if target.lower().startswith("www."):
        return f"'{shown}' would be looked for on this site.", f"Write https://{shown}", ERROR
    if kind and kind["kind"].lower() not in _KINDS:
        close = get_close_matches(kind["kind"].lower(), ("http", "https", "mailto"), n=1)
        cure = (
            f"Did you mean {close[0]}:?" if close else "Write https://, mailto: or tel: before it."
        )
        return f"no browser knows what '{kind['kind'][:30]}:' is.", cure, ERROR
    if kind and kind["kind"].lower() in ("http", "https"):
        return _fault_of_web(target, shown)
    return None


def _fault_of_web(target: str, shown: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(target)
        host = parts.hostname or ""
        _ = parts.port  # reading it is what checks it
    except ValueError:
        host = ""
    if not host or host in ("http", "https"):
        cure = "Copy it from the address bar of a browser: https://example.org/page."
        return f"'{shown}' is not a whole address.", cure, ERROR
    if _ONLY_HERE.fullmatch(parts.netloc.rpartition("@")[2].split(":")[0].lower()):
        cure = "Link to the page itself, from where it is published."
        return f"'{shown}' leads somewhere on your own computer only.", cure, WARNING
    return None

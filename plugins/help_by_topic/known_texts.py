"""What a text came to when it was last read: the digest of its words and its links.

The ranking needs no more of an article that has not changed. Texts are known by a digest of their
HTML, so that an article that says this itself need not be asked for its text at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from .page_text import read_html
from .side_by_side import side_by_side

_DIGEST = 16  # bytes; by chance no two texts of any collection share one
_FEWEST = 1000  # texts that are worth a process of their own
_Read = tuple[bytes, str, tuple[str, ...]]  # the digest of the words, the words, every `href`


class KnownText(NamedTuple):
    """The digest of the words of a text, every `href` in it as written, and the words themselves,
    where they had to be read now."""

    digest: bytes
    hrefs: tuple[str, ...]
    words: str | None = None


class KnownTexts:
    """Texts that were read before, kept in a file from one build to the next, or in none.

    A file that is damaged, of other code or can't be written costs time and nothing else.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._before = _recalled(path) if path else {}
        self._now: dict[str, list] = {}
        self._ahead: dict[bytes, _Read] = {}

    def of(self, digest: bytes, html: Callable[[], str]) -> KnownText:
        """Return what is known of the text with this digest; `html` gives it where nothing is yet."""
        key = digest.hex()
        known, text = self._now.get(key) or self._before.get(key), None
        if known is None:
            own, text, hrefs = self._ahead.pop(digest, None) or _read_one(html)
            known = [own.hex(), hrefs]
        self._now[key] = known
        return KnownText(bytes.fromhex(known[0]), tuple(known[1]), text)

    def read_ahead(self, texts: Sequence[tuple[bytes, Callable[[], str]]]) -> None:
        """Read those of `texts`, each a digest and what gives its HTML, of which nothing is known."""
        unknown = [(digest, html) for digest, html in texts if digest.hex() not in self._before]
        for part in side_by_side(unknown, _read, _FEWEST):
            self._ahead.update(part)

    def keep(self) -> None:
        """Keep what this build has asked for."""
        if self._path is None or self._now.keys() == self._before.keys():
            return
        text = json.dumps([_version(), self._now])
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            aside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
            aside.write_text(f"{_checksum(text)}\n{text}", encoding="utf-8")
            os.replace(aside, self._path)


def _read(texts: Iterable[tuple[bytes, Callable[[], str]]]) -> dict[bytes, _Read]:
    return {digest: _read_one(html) for digest, html in texts}


def _read_one(html: Callable[[], str]) -> _Read:
    text, hrefs = read_html(html())
    return digest_of(text), text, hrefs


def digest_of(text: str) -> bytes:
    """Return a digest of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_DIGEST]


def _recalled(path: Path) -> dict[str, list]:
    with suppress(OSError, ValueError):
        checksum, _, text = path.read_text(encoding="utf-8").partition("\n")
        if checksum == _checksum(text):
            version, known = json.loads(text)
            return known if version == _version() else {}
    return {}


def _version() -> str:
    """Of what decides how a text is read."""
    code = Path(__file__).with_name("page_text.py").read_bytes()
    return hashlib.sha256(sys.version.encode() + code).hexdigest()


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

"""What was answered while one source file was read: each question, by its exact words."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

Answer = str | list | dict
_Made = TypeVar("_Made", bound=Answer)


class Record:
    """The answers given while one source was read, from an earlier build or from this one.

    A question holds everything that its answer depends on besides what the key of the record holds,
    so an answer found here is right whatever a plugin did to the text in between.
    """

    def __init__(self, kept: bytes | None = None) -> None:
        self._known: dict[str, Any] = _decoded(kept)
        self._asked: dict[str, Answer] = {}
        self._is_new = False

    def answer(self, kind: str, words: str, make: Callable[[], _Made]) -> _Made:
        """Return the answer to the question `words` of this `kind`, made now or earlier."""
        question = sha256(f"{kind}\0{words}".encode("utf-8", "surrogatepass")).hexdigest()
        if question in self._known:
            found = self._known[question]
        else:
            found = self._known[question] = make()
            self._is_new = True
        self._asked[question] = found
        return found

    def to_keep(self) -> bytes | None:
        """Return this record for later builds, or None where nothing in it is new."""
        if not self._is_new:
            return None
        # A twentieth of the time of JSON. Python's version is in the key, whatever marshal makes of it.
        return marshal.dumps(self._asked)


def _decoded(kept: bytes | None) -> dict[str, Answer]:
    try:
        known = marshal.loads(kept) if kept else {}
    except (EOFError, ValueError, TypeError):
        return {}
    return known if isinstance(known, dict) else {}

"""Remembers the picks for as long as no article changes.

What is stored is found again by its content: every article's texts and dates, the limit and the
source of this package. An edit anywhere makes another key, so nothing stale is ever shown. A file
that is missing, broken or cannot be written costs a little time and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from .document import Document, Pick

Picks = dict[str, tuple[Pick, ...]]


def remembered(
    path: Path, documents: Sequence[Document], limit: int, make: Callable[[], Picks]
) -> Picks:
    """The picks stored in `path`, if they are of these `documents`; else what `make` makes."""
    key = _key(documents, limit)
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["key"] == key:
            return _read(stored["picks"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        pass
    picks = make()
    _write(path, {"key": key, "picks": {slug: [*map(astuple, picks[slug])] for slug in picks}})
    return picks


def _key(documents: Sequence[Document], limit: int) -> str:
    digest = hashlib.sha256(repr(limit).encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    for one in sorted(documents, key=lambda document: document.slug):
        fields = {**vars(one), "links": sorted(one.links), "date": one.date.isoformat()}
        digest.update(json.dumps(fields, sort_keys=True).encode())
    return digest.hexdigest()


def _read(stored: dict[str, list]) -> Picks:
    return {
        slug: tuple(Pick(pick, kind, tuple(detail), score) for pick, kind, detail, score in row)
        for slug, row in stored.items()
    }


def _write(path: Path, value: object) -> None:
    # Beside it and then in its place: a build that is stopped half-way leaves the old file whole.
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps(value), encoding="utf-8")
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()

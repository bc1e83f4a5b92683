"""Writes all of an import or nothing: first aside, then, when all is there, each file into its place.

put -> .staging/NUMBER          nothing of the site has changed yet: an interruption loses nothing
commit -> .staging/plan.json    from here on the import will be completed
       -> the files into their places, one step each; then the ledger
recover                         the next import: completes what has a plan, sweeps out what has none
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from .ledger import Record, as_text, digest_of, read_ledger

FOLDER = "blogger"
LEDGER = f"{FOLDER}/ledger.jsonl"
_PLAN = "plan.json"


class Fate(StrEnum):
    """What an import did with a file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    EDITED = "edited by you"
    OFFERED = "edited by you, and new in the export too"
    GONE = "taken away by you"


class Staging:
    """The files of one import below the folder `into`."""

    def __init__(self, into: Path) -> None:
        self._into = into
        self._aside = into / FOLDER / ".staging"
        self._moves: list[tuple[str, str, str]] = []  # what is aside, its place, what stood there
        self.records = read_ledger(into / LEDGER)
        self.fates: Counter[Fate] = Counter()
        self.by_fate: dict[str, Fate] = {}

    def put(self, file: str, content: str | bytes, id: str) -> Fate:
        """Take `content` for `file`, which comes of the entry `id`; say what will become of it.

        A file that the author has edited or taken away is left so. Where the export has a newer
        version of an edited one, that goes beside it, to `file`.new, once.
        """
        raw = content.encode() if isinstance(content, str) else content
        new, old = digest_of(raw), self.records.get(file)
        there = self._digest(file)
        if there == new:
            fate = Fate.SAME
            self.records[file] = Record(id, new)
        elif there is None and old is None:
            fate = Fate.NEW
            self._stage(file, raw, "")
            self.records[file] = Record(id, new)
        elif old is None:
            fate = self._offer(file, raw, new, Record(id, ""))
        elif there is None:
            fate = Fate.GONE
        elif there == old.digest:
            fate = Fate.CHANGED
            self._stage(file, raw, there)
            self.records[file] = Record(id, new)
        elif new == old.digest:
            fate = Fate.EDITED
        else:
            fate = self._offer(file, raw, new, old)
        self.fates[fate] += 1
        self.by_fate[file] = fate
        return fate

    def put_own(self, file: str, content: str) -> None:
        """Take what only the import writes: it replaces what is there."""
        raw = content.encode()
        if (there := self._digest(file)) != digest_of(raw):
            self._stage(file, raw, there or "")

    def desk(self) -> Path:
        """Return a folder for what need not stay."""
        desk = self._aside / "desk"
        desk.mkdir(parents=True, exist_ok=True)
        return desk

    def commit(self) -> None:
        """Put everything into its place."""
        self.put_own(LEDGER, as_text(self.records))
        if not self._moves:
            shutil.rmtree(self._aside, ignore_errors=True)
            return
        plan = self._aside / f"{_PLAN}.part"
        _write(plan, json.dumps(self._moves).encode())
        os.replace(plan, self._aside / _PLAN)
        recover(self._into)

    def discard(self) -> None:
        """Forget everything, unless it is being put into its place: that will be completed."""
        if not (self._aside / _PLAN).exists():
            shutil.rmtree(self._aside, ignore_errors=True)
            with suppress(OSError):  # not empty: an import has been here
                self._aside.parent.rmdir()

    def _offer(self, file: str, raw: bytes, new: str, old: Record) -> Fate:
        if old.offered != new:
            self._stage(f"{file}.new", raw, self._digest(f"{file}.new") or "")
            self.records[file] = Record(old.id, old.digest, new)
        return Fate.OFFERED

    def _digest(self, file: str) -> str | None:
        try:
            return digest_of((self._into / file).read_bytes())
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def _stage(self, file: str, raw: bytes, stood: str) -> None:
        name = str(len(self._moves))
        _write(self._aside / name, raw)
        self._moves.append((name, file, stood))


def recover(into: Path) -> None:
    """Complete an import that was interrupted while it put files into their places; sweep out what
    an earlier interruption left."""
    aside = into / FOLDER / ".staging"
    try:
        moves = json.loads((aside / _PLAN).read_bytes())
    except FileNotFoundError:
        moves = []
    for name, file, stood in moves:
        place = into / file
        place.parent.mkdir(parents=True, exist_ok=True)
        if not (aside / name).exists():
            continue  # it is in its place
        if place.exists() and digest_of(place.read_bytes()) != stood:
            place = place.with_name(f"{place.name}.new")  # the author came in between
        os.replace(aside / name, place)
    shutil.rmtree(aside, ignore_errors=True)


def _write(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)

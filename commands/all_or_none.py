"""Writes several files as one: a change that is cut off in the middle is completed by the next run.

    every new text is written into .changing.new/      cut off here: nothing has happened
    .changing.new/ becomes .changing/, in one step     from here on the change is decided
    each file is replaced, in one step each            cut off here: `finish` goes on
    .changing/ is removed

A file that somebody edits after the change was cut off is left as they saved it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock

_NAME = ".changing"
_PLAN = "plan.json"


class Edited(Exception):
    """A file is not as it was read; nothing was written. The text names the file."""


def write_all(texts: Mapping[Path, tuple[bytes, bytes]], root: Path) -> None:
    """Replace the text of every file of `texts`, which has what stands there now and what shall.

    What is needed to go on after an interruption lies in `root` meanwhile. Raises Edited, and OSError,
    with nothing changed, where a file has become another or the new texts can't be kept.
    """
    with _lock(root):
        _finish(root)
        for path, (before, _) in texts.items():
            if _bytes(path) != before:
                raise Edited(f"{path} was saved just now. Try again.")
        fresh, journal = root / f"{_NAME}.new", root / _NAME
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        plan = []
        for number, (path, (before, after)) in enumerate(texts.items()):
            _write(fresh / str(number), after)
            # A link among the sources stays one: what it leads to is replaced.
            plan.append([str(path.resolve()), _digest(before), _digest(after)])
        _write(fresh / _PLAN, json.dumps(plan).encode())
        fresh.rename(journal)
        _finish(root)


def finish(root: Path) -> tuple[bool, tuple[Path, ...]]:
    """Complete a change that was cut off; return whether there was one, and the files that were
    edited since and are left as they are."""
    if not (root / _NAME).exists():
        return False, ()
    with _lock(root):
        return (root / _NAME).exists(), _finish(root)


def _finish(root: Path) -> tuple[Path, ...]:
    journal, done = root / _NAME, root / f"{_NAME}.done"
    shutil.rmtree(done, ignore_errors=True)
    if not journal.exists():
        return ()
    edited = []
    for number, (name, before, after) in enumerate(json.loads((journal / _PLAN).read_bytes())):
        path = Path(name)
        beside = path.with_name(f".{path.name}.changing")
        beside.unlink(missing_ok=True)
        now = _digest(_bytes(path))
        if now == before:
            _write(beside, (journal / str(number)).read_bytes())
            shutil.copymode(path, beside)
            os.replace(beside, path)
        elif now != after:
            edited.append(path)
    os.replace(journal, done)
    shutil.rmtree(done, ignore_errors=True)
    return tuple(edited)


def _lock(root: Path) -> FileLock:
    return FileLock(root / f"{_NAME}.lock")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _write(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())

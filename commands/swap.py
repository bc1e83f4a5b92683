"""Puts a finished folder in the place of another in one step, so that a reader meets the old or the
new and never a mix of both, not even when the power fails in between."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # renameat2(2), Linux 3.15
_RENAME_SWAP = 2  # renamex_np(2), macOS 10.12


def put_in_place(new: Path, place: Path) -> None:
    """Move the folder `new` to `place`; what stood there is deleted afterwards.

    Both lie in one folder. Raises OSError and leaves `place` as it was when that can't be done.
    """
    old = aside(place)
    shutil.rmtree(old, ignore_errors=True)
    if not place.exists():
        new.rename(place)
        return
    if _exchange(new, place):
        # `new` now holds what stood at `place`.
        shutil.rmtree(new, ignore_errors=True)
        return
    # Between these two steps there is nothing at `place`; `recover` mends that.
    place.rename(old)
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(place: Path) -> None:
    """Bring back what an interrupted `put_in_place` had set aside."""
    old = aside(place)
    if old.exists() and not place.exists():
        old.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def aside(place: Path) -> Path:
    """Return where the folder that stood at `place` waits while another takes its place."""
    return place.with_name(f".{place.name.lstrip('.')}.old")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two paths in one step of the file system; return False where it has no such step."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return libc.renamex_np(os.fsencode(one), os.fsencode(other), _RENAME_SWAP) == 0
        return (
            libc.renameat2(
                _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
            )
            == 0
        )
    except (AttributeError, OSError, TypeError):  # no such function, or no libc (Windows)
        return False

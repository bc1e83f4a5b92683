"""Values kept in a file from one build to the next: each is there as it was kept, or not at all.

The standard library alone, and little of it: see `unchanged`.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DIGEST = 32  # bytes of the SHA-256 of what follows


def write_whole(path: str | os.PathLike, value: Any) -> None:
    """Put `value`, plain values that `marshal` can hold, in the place of what is at `path`, in one step.

    Raises OSError where that can't be done; what was there stays.
    """
    content = marshal.dumps(value)
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    aside = f"{os.fspath(path)}.{os.getpid()}"
    try:
        with open(aside, "wb") as file:
            file.write(_digest(content))
            file.write(content)
        os.replace(aside, path)
    except OSError:
        _remove(aside)  # a full disk has no room for a half of it either
        raise


class InTwoParts:
    """A value kept in two files: the whole of it, and what has changed since that was written.

    Where little changes, writing that takes next to no time. How the two are put together is the
    caller's to say.
    """

    def __init__(self, path: str | os.PathLike) -> None:
        self._path = path
        self._changes = f"{os.fspath(path)}-changes"
        self._digest = b""  # of the whole: its name in the other file

    def read(self) -> tuple[Any, Any]:
        """Return the whole, and what has changed since, or None.

        Raises what `read_whole` does where there is no whole, or either file is damaged.
        """
        content = _read(self._path)
        self._digest = content[:_DIGEST]
        changes = None
        with suppress(FileNotFoundError):
            of, changes = read_whole(self._changes)
            if of != self._digest:  # another whole was written after it
                changes = None
        return marshal.loads(memoryview(content)[_DIGEST:]), changes

    def write(self, whole: Any) -> None:
        """Put a whole in the place of both. Raises OSError where that can't be done."""
        write_whole(self._path, whole)
        _remove(self._changes)

    def write_changes(self, changes: Any) -> None:
        """Put these in the place of others, for the whole that was read. Raises OSError where that
        can't be done."""
        write_whole(self._changes, (self._digest, changes))


def read_whole(path: str | os.PathLike) -> Any:
    """Return the value at `path`.

    Raises OSError, ValueError, EOFError or TypeError where there is none, or a damaged one.
    """
    return marshal.loads(memoryview(_read(path))[_DIGEST:])


def _read(path: str | os.PathLike) -> bytes:
    with open(path, "rb", buffering=0) as file:
        content = file.read()
    if _digest(memoryview(content)[_DIGEST:]) != content[:_DIGEST]:
        raise ValueError(f"{path} is damaged")
    return content


def _remove(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)


def _digest(content: bytes | memoryview) -> bytes:
    return hashlib.sha256(content).digest()

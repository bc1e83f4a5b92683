"""Values kept in a file from one build to the next: each is there as it was kept, or not at all."""

from __future__ import annotations

import hashlib
import marshal
import os
from pathlib import Path
from typing import Any

_DIGEST = 32  # bytes of the SHA-256 of what follows


def write_whole(path: Path, value: Any) -> None:
    """Put `value`, plain values that `marshal` can hold, in the place of what is at `path`.

    Raises OSError where that can't be done; what was there stays.
    """
    content = marshal.dumps(value)
    path.parent.mkdir(parents=True, exist_ok=True)
    put_in_place(path, _digest(content) + content)


def put_in_place(path: str | os.PathLike, content: bytes) -> None:
    """Put `content` in the place of what is at `path`, in one step.

    Raises OSError where that can't be done; what was there stays.
    """
    aside = Path(f"{os.fspath(path)}.{os.getpid()}")
    try:
        aside.write_bytes(content)
        os.replace(aside, path)
    except OSError:
        aside.unlink(missing_ok=True)  # a full disk has no room for a half of it either
        raise


def read_whole(path: Path) -> Any:
    """Return the value at `path`.

    Raises OSError, ValueError, EOFError or TypeError where there is none, or a damaged one.
    """
    content = path.read_bytes()
    if _digest(content[_DIGEST:]) != content[:_DIGEST]:
        raise ValueError(f"{path} is damaged")
    return marshal.loads(memoryview(content)[_DIGEST:])


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()

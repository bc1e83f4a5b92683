"""Keeps one ranking's memory in a file for the next.

The file is whole or it is nothing: it begins with a checksum of all that follows, and is written
beside its place and then put there, so that neither a build that is stopped half-way nor two builds
at once leave a mixture. What is missing, broken, of another version or cannot be written costs
time and nothing else.
"""

from __future__ import annotations

import io
import json
import tempfile
import time
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import numpy as np

from .memory import Memory
from .version import version

_CHECKSUM = 4  # bytes
_NEW = ".new"
_ABANDONED = 3600  # seconds after which nobody is still writing a file


def recall(path: Path) -> Memory | None:
    """What the ranking before this one wrote in `path`, if it can be trusted."""
    try:
        content = memoryview(path.read_bytes())
    except OSError:
        return None
    if zlib.crc32(content[_CHECKSUM:]).to_bytes(_CHECKSUM) != bytes(content[:_CHECKSUM]):
        return None
    # Whole, so it is as one of us wrote it; but perhaps one of another version, or not ours at all.
    with suppress(ValueError, LookupError, TypeError, EOFError, zipfile.BadZipFile):
        stored = np.load(io.BytesIO(content[_CHECKSUM:]), allow_pickle=False)
        head = json.loads(stored["head"].tobytes())
        if head["version"] == version():
            return Memory.restored(head, stored)
    return None


def remember(path: Path, memory: Memory) -> None:
    head, arrays = memory.to_store()
    head = json.dumps({"version": version(), **head}).encode()
    content = io.BytesIO()
    content.seek(_CHECKSUM)
    np.savez(content, head=np.frombuffer(head, np.uint8), **arrays)
    checksum = zlib.crc32(content.getbuffer()[_CHECKSUM:])
    content.getbuffer()[:_CHECKSUM] = checksum.to_bytes(_CHECKSUM)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f"{path.name}.", suffix=_NEW, delete=False
        ) as file:
            new = Path(file.name)
            try:
                file.write(content.getbuffer())
                file.close()
                new.replace(path)
            finally:
                new.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Takes away what a build that was killed while it wrote has left beside `path`."""
    for left in path.parent.glob(f"{path.name}.*{_NEW}"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()

"""A folder of results, each under the key of what it was made from."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_SUFFIX = ".kept"  # no other file of the cache folder is ever touched
DAY = 24 * 60 * 60
_DIGEST = 32  # bytes of the SHA-256, of the key and the content, before the content


def key_of(*parts: object) -> str:
    """Return a key for a result that depends on `parts`: anything that JSON can hold, and bytes."""
    return hashlib.sha256(_as_json(parts).encode()).hexdigest()


def _digest_of_bytes(part: object) -> str:
    if isinstance(part, bytes):
        return hashlib.sha256(part).hexdigest()
    raise TypeError(f"{part!r} can't be part of a key")


# Made once: to make one takes longer than a key.
_as_json = json.JSONEncoder(sort_keys=True, default=_digest_of_bytes).encode


class Shelf:
    """Results of earlier builds in a folder.

    Safe against crashes, damage and two builds at once: a result is written aside and moved into
    place in one step, bears its own digest, and counts as absent where that is not right. A folder
    that can't be written costs time, never a build.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fetch(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the result kept under `key`, or make it and keep it."""
        content = self.get(key)
        if content is None:
            content = make()
            self.put(key, content)
        return content

    def __contains__(self, key: str) -> bool:
        """Return whether there is something under `key`; only `get` knows whether it is sound."""
        return self._path(key).exists()

    def get(self, key: str) -> bytes | None:
        """Return the result kept under `key`, or None."""
        path = self._path(key)
        try:
            kept = path.read_bytes()
        except OSError:
            return None
        content = content_of(key, kept)
        if content is not None:
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > DAY:
                    os.utime(path)  # still wanted: see `prune`
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep `content` under `key`, if the folder can be written."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=_SUFFIX)
            try:
                with open(handle, "wb") as file:
                    file.write(sealed(key, content))
                os.replace(name, self._path(key))
            except OSError:
                os.unlink(name)
                raise

    def close(self) -> None:
        """Write what waits to be written, and let go of the disk; what comes later opens it again."""

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"


def sealed(key: str, content: bytes) -> bytes:
    """Return `content` after what tells it from damaged content, and from that of another key."""
    return _digest(key, content) + content


def content_of(key: str, kept: bytes) -> bytes | None:
    """Return the content that was `sealed` for `key`, or None where this is no such thing."""
    content = kept[_DIGEST:]
    return content if _digest(key, content) == kept[:_DIGEST] else None


def _digest(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + content).digest()


def prune(folder: Path, days: float) -> None:
    """Remove from every shelf in `folder` what was not asked for in the last `days`."""
    limit = time.time() - days * DAY
    for path in folder.glob(f"*/*{_SUFFIX}"):
        with suppress(OSError):  # another build may have been quicker
            if path.stat().st_mtime < limit:
                path.unlink()

"""The messages as they came, in a folder that git ignores and no build reads: nothing is lost.

They hold names and addresses, so the folder is its owner's alone. Removing it loses nothing but what
`./invoke reply` needs to say whom an answer goes to.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(".letters")


def keep_message(raw: bytes, id: str, suffix: str = "") -> Path:
    """Write the message `raw` into the box and return its path; one that is there stays as it is."""
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    path = FOLDER / f"{id}{suffix or '.txt'}"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(raw)
    return path


def message_of(id: str) -> bytes | None:
    """Return the message that the question `id` came in, or None where it is not in the box."""
    paths = sorted(FOLDER.glob(f"{id}.*")) if FOLDER.is_dir() else []
    return paths[0].read_bytes() if paths else None

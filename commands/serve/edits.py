"""When each source was last edited. A fresh clone gives every file the time of the cloning, so git is
asked where it knows better."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from commands.git import said_by_git


def last_edits(paths: Iterable[Path], root: Path) -> dict[Path, datetime]:
    """Return when each of `paths`, files below `root`, was last edited: by its last commit where it is
    as committed, else by the time of the file. Without git, by the time of the file."""
    committed = _commits(root)
    changed = set(said_by_git(root, "ls-files", "-z", "--modified", "--others").split("\0"))
    edits = {}
    for path in paths:
        name = path.relative_to(root).as_posix()
        seconds = committed.get(name) if name not in changed else None
        try:
            edits[path] = datetime.fromtimestamp(seconds or path.stat().st_mtime, UTC)
        except FileNotFoundError:  # renamed a moment ago
            continue
    return edits


def _commits(root: Path) -> dict[str, int]:
    """Return the seconds of the last commit of each file that the last thousand commits touched."""
    log = said_by_git(
        root, "log", "-1000", "-z", "--relative", "--name-only", "--format=@%ct", "content"
    )
    found: dict[str, int] = {}
    seconds = 0
    for part in log.split("\0"):
        part = part.strip("\n")
        if part.startswith("@"):
            seconds = int(part[1:])
        elif part:
            found.setdefault(part, seconds)
    return found

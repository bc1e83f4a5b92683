"""Which comment files there are, and what lies among them that is none."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

from .problem import Problem, as_typed

SUFFIX = ".md"


def comment_files(
    root: Path, ignored: Iterable[str] = ()
) -> tuple[dict[str, tuple[Path, ...]], list[Problem]]:
    """Return the comment files below `root` by folder, and what is wrong there, both in order.

    A folder is named by its path from `root`, with "/". Hidden files, those whose names end in "~"
    and those that match one of the patterns `ignored` are passed over. No `root`, no comments.
    """
    ignored = (".*", "*~", *ignored)
    folders: dict[str, tuple[Path, ...]] = {}
    problems: list[Problem] = []

    def unreadable(error: OSError) -> None:
        what = f"can't be read ({error.strerror})"
        problems.append(Problem(as_typed(Path(error.filename)), 1, what, "Mend that."))

    for directory, below, names in os.walk(root, onerror=unreadable) if root.is_dir() else ():
        # In place: this is how os.walk is told where to go, and in which order.
        below[:] = sorted(name for name in below if not _matches(name, ignored))
        here = Path(directory)
        problems += [_link(here / name) for name in below if (here / name).is_symlink()]
        files = []
        for path in (here / name for name in sorted(names) if not _matches(name, ignored)):
            if problem := _fault(path, root):
                problems.append(problem)
            else:
                files.append(path)
        if files:
            # macOS takes accents apart in names; slugs have them whole.
            folder = unicodedata.normalize("NFC", here.relative_to(root).as_posix())
            folders[folder] = tuple(files)
    return folders, problems


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _link(path: Path) -> Problem:
    cure = "Put the comments themselves here."
    return Problem(as_typed(path), 1, "is a link to somewhere else", cure)


def _fault(path: Path, root: Path) -> Problem | None:
    if path.is_symlink():
        return _link(path)
    if not stat.S_ISREG(path.stat().st_mode):
        return Problem(as_typed(path), 1, "is not an ordinary file", "Take it away.")
    if path.suffix != SUFFIX:
        cure = f"Give its name the ending {SUFFIX}, or take it away."
        return Problem(as_typed(path), 1, "is not read as a comment", cure)
    if path.parent == root:
        cure = "Move it into a folder named by the slug of its article."
        return Problem(as_typed(path), 1, "lies in no article's folder", cure)
    return None

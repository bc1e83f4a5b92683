"""What lies in a folder of sources: the files to read, and what only looks like one."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

from commands.problem import WARNING, Problem, as_typed

# What editors and desktops leave behind; Pelican reads none of it.
_LEFT_BEHIND = (".#*", "#*#", "*~", "*.sw?", ".DS_Store", "Thumbs.db", ".gitkeep", ".git*")
_LIKE_ARTICLES = {".txt", ".docx", ".doc", ".odt", ".rtf", ".markdown", ".mdown", ".mkd", ".pdf"}
_LIKE_ARTICLES |= {".pages", ".wpd", ".tex", ".org", ".adoc"}
_READ_UNCHECKED = {".html", ".htm", ".rst"}  # Pelican would publish these; nothing here reads them
_LOCKED = "you are not allowed to read this."
_UNLOCK = "Allow it in the properties of the file or folder."
_NO_FILE = "this is not an ordinary file but a pipe, a socket or a device."


def source_files(folder: Path) -> tuple[list[Path], list[Problem]]:
    """Return the Markdown files below `folder` in order, and what is wrong with what lies there."""
    files: list[Path] = []
    problems: list[Problem] = []

    def unreadable(error: OSError) -> None:
        if isinstance(error, NotADirectoryError):
            what = "this is a file, where a folder belongs."
            problems.append(_problem(Path(error.filename), what, "Give it another name."))
        else:
            problems.append(_problem(Path(error.filename), _LOCKED, _UNLOCK))

    for directory, below, names in os.walk(folder, onerror=unreadable) if folder.exists() else ():
        here = Path(directory)
        below.sort()
        problems += _look_alike([*below, *names], here)
        for name in list(below):
            problems += _check_folder(here / name)
            if name.startswith(".") and any((here / name).rglob("*.md")):
                what = "this folder is hidden on most systems, and read like the others."
                cure = "Take the dot away, or keep the folder elsewhere."
                problems.append(_problem(here / name, what, cure))
            if (here / name).is_symlink():
                below.remove(name)
        for path in (here / name for name in sorted(names) if not left_behind(name)):
            found = list(_check_file(path, folder))
            problems += found
            readable = not any(problem.severity != WARNING for problem in found)
            if path.suffix == ".md" and readable:
                files.append(path)
    return files, problems


def odd_files(folder: Path) -> list[Problem]:
    """Return what is wrong with a folder of files that are copied as they are: links that lead out
    of it, and what is no file, which nobody could finish reading."""
    problems = []
    for directory, below, names in os.walk(folder):
        here = Path(directory)
        problems += [p for name in sorted(below) for p in _check_folder(here / name)]
        for path in (here / name for name in sorted(names)):
            if path.is_symlink():
                problems += _check_link(path, folder)
            elif not stat.S_ISREG(path.lstat().st_mode):
                problems.append(_problem(path, _NO_FILE, "Take it away."))
    return problems


def left_behind(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in _LEFT_BEHIND)


def _problem(path: Path, what: str, cure: str, severity: str = "error") -> Problem:
    return Problem(as_typed(path), 1, what, cure, severity=severity)


def _check_folder(path: Path) -> Iterator[Problem]:
    if path.is_symlink():
        cure = "Put the files themselves here."
        yield _problem(path, "this folder is only a link to another place (a symbolic link).", cure)
    elif path.suffix.lower() == ".md":
        cure = "Give the folder a name without .md."
        yield _problem(path, "this is a folder with the name of an article.", cure, WARNING)


def _check_file(path: Path, root: Path) -> Iterator[Problem]:
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in path.name):
        yield _problem(path, "there is a line end or control character in the name.", "Rename it.")
        return
    if path.is_symlink():
        yield from _check_link(path, root)
        return
    if not stat.S_ISREG(path.lstat().st_mode):
        yield _problem(path, _NO_FILE, "Take it away.")
    elif path.suffix == ".md":
        if not os.access(path, os.R_OK):
            yield _problem(path, _LOCKED, _UNLOCK)
        elif path.name.startswith("."):
            cure = "Take the dot away, or keep the file in another folder."
            yield _problem(path, "this file is hidden on most systems, and published.", cure)
    elif path.suffix.lower() == ".md":
        cure = f"Rename it to {path.stem}.md."
        yield _problem(path, f"the ending {path.suffix} is not read.", cure, WARNING)
    elif path.suffix.lower() in _READ_UNCHECKED:
        what = f"a file that ends in {path.suffix} would be published without being checked."
        yield _problem(path, what, f"Write it in Markdown as {path.stem}.md, or move it away.")
    elif path.suffix.lower() in _LIKE_ARTICLES:
        cure = f"Save it as text in {path.stem}.md, or move it away."
        yield _problem(path, f"files that end in {path.suffix} are not read.", cure, WARNING)


def _check_link(path: Path, root: Path) -> Iterator[Problem]:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        what = f"this symbolic link leads to {os.readlink(path)}, which does not exist."
        yield _problem(path, what, "Remove it, or put the file itself here.")
        return
    if not target.is_relative_to(root.resolve().parent):
        what = f"this symbolic link leads out of {as_typed(root.parent)}/."
        yield _problem(path, what, "Put the file itself here.")
    elif not target.is_file():
        yield _problem(path, "this symbolic link leads to no ordinary file.", "Remove it.")


def _look_alike(names: Iterable[str], here: Path) -> Iterator[Problem]:
    """Such names are one on Windows and macOS: one of the files would be lost there."""
    first: dict[str, str] = {}
    for name in sorted(names):
        folded = unicodedata.normalize("NFC", name).casefold()
        other = first.setdefault(folded, name)
        if other != name:
            same = unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", other)
            differs = "the form of its accents" if same else "small and capital letters"
            what = f"its name differs from {as_typed(here / other)} only in {differs}."
            yield _problem(here / name, what, "Rename one of them.")

"""A problem: where it is, what is wrong, and what to do about it."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from pathlib import Path

ERROR, WARNING = "error", "warning"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)
_IN_USE = (errno.EBUSY, errno.EXDEV)
_IN_THE_WAY = (errno.EEXIST, errno.ENOTDIR, errno.EISDIR)
_REFUSED = (*_NO_ROOM, *_NOT_ALLOWED, *_IN_USE, *_IN_THE_WAY)
_SENTENCE = re.compile(r"(?P<path>.+?):(?P<line>\d+): (?P<what>.+)", re.DOTALL)
# What a terminal would act on instead of showing: control characters and those that turn text round.
_ACTS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. `path` is as a person would type it; `line` and `column` count from 1.

    `column` is 0 where the line says enough. An error stops a build; a warning does not.
    """

    path: str
    line: int
    what: str
    cure: str
    column: int = 0
    severity: str = ERROR

    def __str__(self) -> str:
        label = "warning: " if self.severity == WARNING else ""
        return visible(f"{self.place}{label}{self.what} {self.cure}").rstrip()

    @property
    def place(self) -> str:
        """Where it is, with a colon and a blank behind it; nothing where it has no path."""
        if not self.path:
            return ""
        column = f"{self.column}:" if self.column else ""
        return f"{self.path}:{self.line}:{column} "


def from_sentence(sentence: str) -> Problem:
    """Return the error that `sentence` tells, as the plugins of this site word theirs.

    One without FILE:LINE before it becomes a problem without a path.
    """
    match = _SENTENCE.fullmatch(sentence)
    if not match:
        return Problem("", 0, " ".join(sentence.split()), "")
    return Problem(match["path"], int(match["line"]), match["what"], "")


def refused(error: BaseException) -> str:
    """Return a sentence on what the disk or the system has refused, and what to do; nothing where an
    error says something else."""
    number = getattr(error, "errno", None)
    if not isinstance(error, OSError) or number not in _REFUSED:
        return ""
    if number in _NO_ROOM:
        return (
            "There is no room left on the disk. Delete what is not needed there, and build again."
        )
    where = as_typed(error.filename) if isinstance(error.filename, str | Path) else "a file"
    if number == errno.EROFS:
        cure = "This disk can only be read: work in a copy on another one."
    elif number in _NOT_ALLOWED:
        cure = "What a task has made as another user, such as root, is theirs: make it yours again."
    elif number in _IN_THE_WAY:
        cure = "Something else belongs there: give this another name."
    else:
        cure = "Where a disk is mounted, mount it above, or make this a link to a folder on it."
    return visible(f"{where}: {error.strerror}. {cure}")


def visible(text: str) -> str:
    """Return `text` on one line, with what a terminal would act on written as an escape."""
    return _ACTS.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def why_no_text(text: str) -> str:
    """Return why `text` can't be written into a file, as a sentence with its cure; "" where it can. A
    word of a command may be in the encoding of another terminal."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return f"'{visible(text)}' is not UTF-8. Use a terminal whose encoding is UTF-8."
    return ""


def as_typed(path: Path | str) -> str:
    """Return `path` relative to the working directory where it lies below it."""
    path = Path(path)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return str(path)

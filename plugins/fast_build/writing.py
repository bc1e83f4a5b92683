"""Files that are written where what they hold has changed."""

from __future__ import annotations

import io
import os
from collections import Counter
from pathlib import Path

written: Counter[str] = Counter()  # how often each file was written here
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class ChangedOnly(io.StringIO):
    """A text file for writing. What stands at its place already is left alone, with its date."""

    def __init__(self, path: str, encoding: str) -> None:
        super().__init__(newline="")
        self._path = path
        self._encoding = encoding

    def close(self) -> None:
        if not self.closed:
            _write_where_changed(self._path, self.getvalue(), self._encoding)
        super().close()

    def __exit__(self, kind, *_) -> None:
        if kind:
            super().close()  # what is not whole is not written
        else:
            self.close()


def open_changed(path: str, mode: str = "r", encoding: str | None = None, **more):
    """Open a file as `open` does; one for writing text is written where it changes."""
    if mode != "w" or path == os.devnull or not encoding:
        return open(path, mode, encoding=encoding, **more)
    return ChangedOnly(path, encoding)


def write_changed(path: str, text: str, encoding: str) -> None:
    """Write a text file where it changes, in a folder that may have to be made."""
    folder = os.path.dirname(path)
    try:
        os.mkdir(folder)  # that of a page is new as a rule, and the one above it there
    except FileExistsError:
        pass  # as opening the file will tell, if it is no folder
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    _write_where_changed(path, text, encoding)


def open_nothing(*_args, **_more) -> io.StringIO:
    """Return a text file for writing of which nothing stays."""
    return io.StringIO()


def _write_where_changed(path: str, text: str, encoding: str) -> None:
    content = text.replace("\n", os.linesep).encode(encoding)
    if not _holds(path, content):
        written[os.path.abspath(path)] += 1
        _write(path, content)


def _write(path: str, content: bytes) -> None:
    file = os.open(path, _ANEW, 0o666)  # Python's own files ask the system more
    try:
        while content:  # what there is no room for raises OSError the next time
            content = content[os.write(file, content) :]
    finally:
        os.close(file)


def _holds(path: str, content: bytes) -> bool:
    try:
        return os.stat(path).st_size == len(content) and Path(path).read_bytes() == content
    except OSError:
        return False

"""The standard streams, such that what a task does never depends on who listens to it.

Imports next to nothing, for the launcher's sake.
"""

import errno
import io
import os
import sys

_GONE = (errno.EPIPE, errno.EIO)  # whoever read a pipe, and a terminal


def make_safe() -> None:
    """Let this process, and those that it starts, go on where a stream is closed, where its reader has
    gone (`| head -1`), and where it has no sign for a letter."""
    _open_closed()
    sys.stdin = sys.stdin or io.TextIOWrapper(io.BufferedReader(io.FileIO(os.devnull)))
    sys.stdout = _safe(sys.stdout)
    sys.stderr = _safe(sys.stderr)


def _open_closed() -> None:
    """Let nothing else become the file behind a standard stream that is closed: what is written to
    standard output would be written into it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # it gets the lowest number


def _safe(stream):
    if stream is None:
        return io.TextIOWrapper(io.BufferedWriter(_Heedless(os.devnull, "wb")), encoding="utf-8")
    if type(stream) is not io.TextIOWrapper or type(_raw(stream)) is not io.FileIO:
        return stream  # safe already, or none of Python's own
    raw = _Heedless(stream.fileno(), "wb", closefd=False)
    return io.TextIOWrapper(
        # Unbuffered (PYTHONUNBUFFERED) it writes through, to the file itself.
        raw if stream.write_through else io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors="backslashreplace",
        newline=None,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def _raw(stream):
    return getattr(stream.buffer, "raw", stream.buffer)


class _Heedless(io.FileIO):
    """A file that takes what nobody reads any more."""

    def write(self, content) -> int:
        try:
            return super().write(content)
        except OSError as error:
            if error.errno in _GONE:
                return memoryview(content).nbytes
            raise

"""A bar for uploads that take a while, where somebody is watching."""

from __future__ import annotations

import sys
import time
from typing import TextIO

_WIDTH = 30


class Progress:
    """Shows how much of `total` bytes was sent; draws nothing where `out` is not a terminal."""

    def __init__(self, total: int, out: TextIO | None = None) -> None:
        self._total = max(total, 1)
        self._sent = 0
        self._out = out or sys.stderr
        self._next = time.monotonic() + 0.5  # what is over at once needs no bar

    def add(self, count: int) -> None:
        """Note that `count` more bytes were sent."""
        self._sent += count
        if self._out.isatty() and time.monotonic() >= self._next:
            self._next = time.monotonic() + 0.1
            self._out.write(f"\r{bar(self._sent, self._total)}")
            self._out.flush()

    def end(self) -> None:
        """Take the bar away."""
        if self._out.isatty():
            self._out.write("\r\x1b[K")
            self._out.flush()


def bar(sent: int, total: int) -> str:
    """Return a line such as `[#####.....]  50 %  1.0 of 2.0 MB`."""
    part = min(sent / total, 1)
    full = int(part * _WIDTH)
    megabytes = f"{sent / 1e6:.1f} of {total / 1e6:.1f} MB"
    return f"[{'#' * full}{'.' * (_WIDTH - full)}] {part:4.0%}  {megabytes}"

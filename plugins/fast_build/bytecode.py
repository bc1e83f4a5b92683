"""Compiled modules that are kept whole, or not at all.

Where there is no room, older Pythons put a file in place of which only a part could be written, and
can't import that module, the site's settings say, any more: not even when there is room again.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import wraps
from importlib.machinery import SourceFileLoader


def keep_whole_or_nothing() -> None:
    """Let this process remove a compiled module that it could not write whole."""
    write = SourceFileLoader.set_data
    if hasattr(write, "__wrapped__"):
        return

    @wraps(write)
    def write_whole(loader, path, data, **more) -> None:
        write(loader, path, data, **more)
        with suppress(OSError):  # nothing was written
            if os.path.getsize(path) != len(data):
                os.unlink(path)

    SourceFileLoader.set_data = write_whole  # type: ignore[method-assign]

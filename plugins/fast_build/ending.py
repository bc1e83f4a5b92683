"""Ends a process at once. Python would first free all that a build has made, thing by thing: a second
and more for ten thousand articles, while the operating system takes it back in one go.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
from contextlib import suppress


def end_at_once() -> None:
    """End this process as one that has succeeded; all that is to be done at its end is done.

    Does nothing where a thread still runs, or a file is open for writing, which may hold back what
    it writes when it is freed: the process then ends as others do.
    """
    if threading.enumerate() != [threading.main_thread()] or _may_be_written():
        return
    atexit._run_exitfuncs()  # as Python itself would, and os._exit does not
    with suppress(OSError):  # which Python will meet again, and say so
        for stream in filter(None, (sys.stdout, sys.stderr)):  # one that was closed is None
            stream.flush()
        if not _may_be_written():
            os._exit(0)


def _may_be_written() -> bool:
    """Return whether a file is open for writing, or that can't be told."""
    try:
        return any(map(_is_for_writing, os.listdir("/dev/fd")))
    except (ImportError, OSError):
        return True


def _is_for_writing(descriptor: str) -> bool:
    from fcntl import F_GETFL, fcntl  # there is none everywhere

    with suppress(OSError):  # the one that listed them is closed
        # Others are not of this process, but what it was started with.
        is_own = not os.get_inheritable(int(descriptor))
        return is_own and fcntl(int(descriptor), F_GETFL) & os.O_ACCMODE != os.O_RDONLY
    return False

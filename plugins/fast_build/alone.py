"""One build at a time in a folder. Of two at once, one could write an old page after the other has
written the new one, and before that notes how its pages look: it would stand as good from then on.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

try:
    import fcntl
except ImportError:  # Windows has other locks: there nobody waits
    fcntl = None


def wait_for_others() -> None:
    """Return when no other build is at work in the current folder; from then on others wait.

    They wait until this process has ended, and all that were forked from it: workers go on for a
    while where the build that started them was killed.
    """
    if not fcntl:
        return
    with suppress(OSError):  # a file system without locks
        folder = os.open(os.curdir, os.O_RDONLY)  # is closed by the end of the process
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another build is at work here; waiting for it.", file=sys.stderr, flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)

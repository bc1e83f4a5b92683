"""One publish at a time to a place, and what it sends does not change under its hands."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Hold the lock `file`, after waiting for it.

    The programs that inherit open files hold it too: where a publish was killed, the rclone that it
    started goes on for a while, and the next publish has to wait until that has ended.
    """
    if fcntl is None:
        with FileLock(file):
            yield
        return
    with file.open("a") as held:
        os.set_inheritable(held.fileno(), True)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another publish is at work there; waiting for it.", file=sys.stderr, flush=True)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextmanager
def set_aside(output: Path, folder: Path) -> Iterator[Path]:
    """Yield `folder` with the files that `output` holds now: a build may replace those meanwhile,
    and pages of one build must not be sent with the assets of another."""
    shutil.rmtree(folder, ignore_errors=True)  # of a publish that was killed
    shutil.copytree(output, folder, copy_function=_link)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copy2(source, target)

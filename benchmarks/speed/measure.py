"""What a program costs: seconds of the processor and of the clock, and memory at its highest."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Cost:
    cpu: float  # seconds, user and system, of the program and all that it started
    wall: float  # seconds
    peak: float  # MB, of the largest process


def run(command: Sequence[str], folder: Path, plugins: Path) -> Cost:
    """Run `command` in `folder`, with `plugins` among what Python imports from.

    Raises RuntimeError with what it said where it fails.
    """
    # Python as people run it: what it has compiled it keeps.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(plugins)
    log = folder / "said.txt"
    if hasattr(os, "sync"):
        os.sync()  # a disk still busy with the removal of the last output would be on this bill
    began = time.perf_counter()
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"{command[0]} in {folder}: {log.read_text(errors='replace')[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*(median(getattr(c, name) for c in costs) for name in ("cpu", "wall", "peak")))

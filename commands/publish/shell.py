"""Runs shell commands where a folder lies: on this machine, or on another one by ssh."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from commands.publish.refusals import Refused


@dataclass(frozen=True)
class Shell:
    """The POSIX shell of `host` ("" for this machine), reached with the program `ssh`."""

    host: str = ""
    ssh: tuple[str, ...] = ("ssh", "-o", "BatchMode=yes")

    def run(self, script: str, given: str = "") -> str:
        """Run `script` with the text `given` as its input and return what it printed.

        Raises Refused with what it complained of when it fails.
        """
        done = subprocess.run(
            self._command(script), input=given.encode(), capture_output=True, check=False
        )
        if done.returncode:
            raise Refused(self._failure(done.stderr))
        return done.stdout.decode(errors="replace")

    def send(self, script: str, write: Callable[[IO[bytes]], None]) -> None:
        """Run `script` with what `write` writes as its input. Raises Refused when it fails."""
        with subprocess.Popen(
            self._command(script),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as process:
            try:
                write(process.stdin)
                process.stdin.close()
            except BrokenPipeError:
                pass  # it has ended early, and says why
            complaint = process.stderr.read()
        if process.returncode:
            raise Refused(self._failure(complaint))

    def _command(self, script: str) -> list[str]:
        if self.host:
            return [*self.ssh, self.host, f"sh -c {shlex.quote(script)}"]
        return ["sh", "-c", script]

    def _failure(self, complaint: bytes) -> str:
        said = complaint.decode(errors="replace").strip() or "nothing was said"
        where = self.host or "this machine"
        return f"A step on {where} failed: {said}. The site there is as it was; publish again."

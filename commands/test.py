"""Runs the tests, with everything that they need installed first."""

from __future__ import annotations

import os
import subprocess
import sys

from commands.environment import chromium, install_test_tools


def run_tests(everything: bool = False, only: str = "") -> int:
    """Run the tests and return pytest's exit code; a test that was skipped counts as a failure.

    `everything` adds the long trials (marked `long`); `only` picks tests by a word in their names.
    """
    install_test_tools()
    environment = {**os.environ, "CHROMIUM": str(chromium())}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    if not everything:
        command += ["-m", "not long"]
    if only:
        command += ["-k", only]
    return subprocess.run(command, env=environment).returncode

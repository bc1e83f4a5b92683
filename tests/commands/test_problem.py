"""What a task says of what the disk or the system refuses."""

import subprocess
import sys

import pytest

from commands.problem import refused
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied", str(ROOT / "output")), "output: Permission den"),
        (OSError(30, "Read-only file system"), "a file: Read-only file system. What a task"),
        (OSError(28, "No space left on device", "x"), "There is no room left on the disk. Del"),
        (OSError(16, "Device or resource busy", "output"), "output: Device or resource busy. Wh"),
    ],
)
def test_what_is_refused_is_said_in_a_sentence_that_ends_the_run(error, said):
    raised = f"{type(error).__name__}{(*error.args, *filter(None, [error.filename]))!r}"
    command = [sys.executable, "-c", f"import tasks; raise {raised}"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert (ended.returncode, ended.stderr) == (1, f"{refused(error)}\n")
    assert ended.stderr.startswith(said)


@pytest.mark.parametrize("error", ["KeyError('x')", "FileNotFoundError(2, 'No such file', 'x')"])
def test_what_is_a_fault_of_the_code_keeps_its_traceback(error):
    command = [sys.executable, "-c", f"import tasks; raise {error}"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert ended.stderr.startswith("Traceback")

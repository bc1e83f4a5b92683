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
        (OSError(30, "Read-only file system"), "a file: Read-only file system. This disk"),
        (OSError(28, "No space left on device", "x"), "There is no room left on the disk. Del"),
        (OSError(17, "File exists", "output"), "output: File exists. Something else belongs th"),
        (OSError(16, "Device or resource busy", "output"), "output: Device or resource busy. Wh"),
    ],
)
def test_what_is_refused_is_said_in_a_sentence_that_ends_the_run(error, said):
    raised = f"{type(error).__name__}{(*error.args, *filter(None, [error.filename]))!r}"
    command = [sys.executable, "-c", f"import tasks; raise {raised}"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert (ended.returncode, ended.stderr) == (1, f"{refused(error)}\n")
    assert ended.stderr.startswith(said)


def test_so_is_what_a_plugin_says_of_the_sources_in_a_task_that_only_reads():
    raised = (
        "from help_by_topic.topic import TopicError; raise TopicError(['a.md:1: A.', 'b.md:2: B.'])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", f"import tasks; {raised}"], cwd=ROOT, capture_output=True, text=True
    )

    assert (ended.returncode, ended.stderr) == (1, "a.md:1: A.\nb.md:2: B.\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("SITENAME +=", "conf.py:1: invalid syntax. Mend this line."),
        ("import nosuch", "conf.py:1: ModuleNotFoundError: No module named 'nosuch'."),
    ],
)
def test_so_is_a_fault_of_the_settings(tmp_path, line, said):
    (tmp_path / "conf.py").write_text(line, encoding="utf-8")
    task = "import tasks, sys; from commands.status import status; status(sys.argv[1])"
    ended = subprocess.run(
        [sys.executable, "-c", task, tmp_path / "conf.py"], cwd=ROOT, capture_output=True, text=True
    )

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"{tmp_path}/{said}"), ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_number_that_is_none_is_told_as_what_it_is():
    command = [sys.executable, "-m", "invoke", "serve", "--port", "x"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert (ended.returncode, ended.stderr) == (
        1,
        "An option wants a whole number, and got 'x'. `./invoke --help TASK` shows the options of a "
        "task.\n",
    )


@pytest.mark.parametrize("error", ["KeyError('x')", "FileNotFoundError(2, 'No such file', 'x')"])
def test_what_is_a_fault_of_the_code_keeps_its_traceback(error):
    command = [sys.executable, "-c", f"import tasks; raise {error}"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert ended.stderr.startswith("Traceback")

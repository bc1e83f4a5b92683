"""What becomes of a task where nobody listens: each in a process of its own, with real streams."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

SAFE = "from commands.streams import make_safe; make_safe(); make_safe(); import os, sys\n"


@pytest.fixture
def nobody():
    """The end of a pipe whose other end is closed."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


def run(code, unbuffered="", **streams):
    return subprocess.run(
        [sys.executable, "-c", SAFE + code],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
    )


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_where_the_reader_has_gone_the_work_goes_on(nobody, tmp_path, stream, unbuffered):
    said = f"print('x' * 99999, file=sys.{stream}); print('x', 'y', file=sys.{stream}, flush=True)"
    work = f"\nopen({str(tmp_path / 'done')!r}, 'w').close(); print('left', file=sys.{stream})"
    done = run(said + work, unbuffered, **{stream: nobody})

    assert (done.returncode, done.stdout or b"", done.stderr or b"") == (0, b"", b"")
    assert (tmp_path / "done").exists()


@pytest.mark.parametrize("closed", [[0], [1], [2], [0, 1, 2]])
def test_nothing_else_takes_the_place_of_a_closed_stream(closed, tmp_path):
    number = tmp_path / "number"
    work = (
        "print('out'); print('err', file=sys.stderr); sys.stdin.isatty(); sys.stdout.isatty()\n"
        f"with open({str(number)!r}, 'w') as file: file.write(str(file.fileno()))\n"
        "import subprocess; subprocess.run([sys.executable, '-c', 'import os; os.fstat(2)'], check=True)"
    )
    closing = " ".join(f"{it}{'<' if it == 0 else '>'}&-" for it in closed)
    command = ["sh", "-c", f'exec "$0" "$@" {closing}', sys.executable, "-c", SAFE + work]
    done = subprocess.run(command, cwd=ROOT, capture_output=True)

    assert done.returncode == 0, done.stderr
    assert int(number.read_text()) > 2
    assert done.stdout == (b"" if 1 in closed else b"out\n")
    assert done.stderr == (b"" if 2 in closed else b"err\n")


def test_what_a_terminal_has_no_sign_for_is_written_as_an_escape(monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")

    assert run("print('Résumé’s')").stdout == "Résumé\\u2019s\n".encode("latin-1")


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["--list"], ["topics"], ["status"]])
def test_tasks_bear_it_too(nobody, words):
    command = [sys.executable, "commands/start.py", *words]
    done = subprocess.run(command, cwd=ROOT, stdout=nobody, stderr=subprocess.PIPE)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="got empty parameter set: no full disk")
def test_what_can_not_be_written_is_said_in_a_sentence():
    command = [sys.executable, "commands/start.py", "topics"]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE)

    assert done.returncode == 1
    assert done.stderr.startswith(b"There is no room left on the disk.")
    assert done.stderr.count(b"\n") == 1


def test_so_they_do_without_the_launcher(nobody):
    command = [sys.executable, "-m", "invoke", "topics"]
    done = subprocess.run(command, cwd=ROOT, stdout=nobody, stderr=subprocess.PIPE)

    assert (done.returncode, done.stderr) == (0, b"")

"""How a build of the preview is run: by a command, or by a process that has the libraries loaded."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# What fetched changes need is installed by the launcher, as it starts.
_BROKE_OFF = (
    "The build broke off before it could say what is wrong. If you have just fetched changes (git "
    "pull), end ./invoke serve with Ctrl-C and start it again: that installs what they need.\n\n"
)
_PATIENCE = 2  # seconds for the page of one source; then a whole build has to do


@dataclass(frozen=True)
class Build:
    """How one build went: its exit code, what it printed, and what it reported (see
    `commands.build.as_json`), which is nothing where it ended before it could."""

    code: int
    printed: str
    problems: Sequence[Mapping[str, Any]] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


def _build_of(code: int, said: bytes, report: Path) -> Build:
    printed = said.decode(errors="replace").strip()
    if report.exists():
        return Build(code, printed, **json.loads(report.read_text(encoding="utf-8")))
    return Build(code, f"{_BROKE_OFF}{printed}" if code else printed)


def run_command(command: Sequence[str], root: Path) -> Build:
    """Build by `command`, which runs in `root` and writes its report into the file named behind
    `--report`."""
    with tempfile.TemporaryDirectory(prefix="preview-") as folder:
        report = Path(folder, "report.json")
        done = subprocess.run(
            [*command, "--report", str(report)],
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return _build_of(done.returncode, done.stdout, report)


class Builder:
    """The process of builder.py, which builds the site of `root` into `output` by `settings`."""

    def __init__(self, root: Path, settings: str, output: str) -> None:
        self._root = root
        self._arguments = [str(root), settings, output]
        self._modules: list[str] = []
        self._running: int | None = None  # its process
        self._ended = threading.Event()
        self._keeper: _Keeper | None = None
        self._lock = threading.Lock()
        self._process: subprocess.Popen | None = None
        self._is_closed = False

    def build(self) -> Build | None:
        """Build and return how it went; nothing where it was stopped."""
        ended = self._ended = threading.Event()
        try:
            with tempfile.TemporaryDirectory(prefix="preview-") as folder:
                return self._built(Path(folder))
        finally:
            self._running = None
            ended.set()

    def _built(self, folder: Path) -> Build | None:
        said, report = folder / "said", folder / "report.json"
        answers = self._order(folder / "order.json", {"said": str(said), "report": str(report)})
        pid, code = 0, 1
        try:
            pid = self._running = answers.recv()
            if self._is_closed:
                _end(pid)
            code, self._modules = answers.recv()
        except (EOFError, OSError):
            if self._is_closed or (pid and self._running is None):
                answers.close()
                return None
        if code:
            answers.close()
        else:
            self._take(_Keeper(pid, answers))
        return _build_of(code, said.read_bytes() if said.exists() else b"", report)

    def _order(self, file: Path, order: Mapping[str, str]) -> Connection:
        """Give the order for a build and return the connection for its answers."""
        from multiprocessing.connection import Connection

        file.write_text(json.dumps({**order, "modules": self._modules}), encoding="utf-8")
        ours, theirs = socket.socketpair()
        with theirs:
            for _ in range(2):  # a second time where the process has ended meanwhile
                with self._lock:
                    if self._is_closed:
                        break
                    if self._process is None:
                        self._start()
                with suppress(OSError):
                    socket.send_fds(self._orders, [str(file).encode()], [theirs.fileno()])
                    break
                self._end_process()
        return Connection(ours.detach())

    def _start(self) -> None:
        self._orders, theirs = socket.socketpair()
        with theirs:
            # -P: what stands beside builder.py is not to be taken for a library.
            program = [sys.executable, "-P", str(Path(__file__).with_name("builder.py"))]
            self._process = subprocess.Popen(
                [*program, *self._arguments, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                process_group=0,  # Ctrl-C is for `serve`, which ends this, also while it starts
            )

    def stop(self) -> None:
        """End the build that is running, if there is one."""
        pid, self._running = self._running, None
        if pid:
            _end(pid)
            self._ended.wait()

    def page(self, path: Path, aside: Path) -> tuple[str, list[dict]] | None:
        """Make the page of the source at `path` in the folder `aside`; return its path below that,
        and what is wrong with the source. Nothing where only a whole build could tell."""
        with self._lock:
            return self._keeper.page(path, aside) if self._keeper else None

    def is_ready(self) -> bool:
        """Return whether pages can be asked for."""
        with self._lock:
            return self._keeper is not None and self._keeper.is_ready()

    def _take(self, keeper: _Keeper) -> None:
        with self._lock:
            before, self._keeper = self._keeper, keeper
        if before:
            before.end()

    def close(self) -> None:
        """End every process; none is started any more."""
        self._is_closed = True
        self.stop()
        with self._lock:
            if self._keeper:
                self._keeper.end()
            self._keeper = None
        self._end_process()

    def _end_process(self) -> None:
        process, self._process = self._process, None
        if process:
            self._orders.close()
            process.kill()
            process.wait()


class _Keeper:
    """A build that has ended well and has everything in memory still."""

    def __init__(self, pid: int, answers: Connection) -> None:
        self._pid = pid
        self._answers = answers
        self._is_ready = False
        self._made: set[Path] = set()
        self.why_not = ""

    def is_ready(self) -> bool:
        try:
            if not self._is_ready and self._answers.poll(0):
                self._is_ready = self._answers.recv() == "ready"
        except (EOFError, OSError):
            return False
        return self._is_ready

    def page(self, path: Path, aside: Path) -> tuple[str, list[dict]] | None:
        if not self.is_ready():
            return None
        try:
            # What it has made before no longer stands as its own build left it.
            self._answers.send((str(path), str(aside), path not in self._made))
            if not self._answers.poll(_PATIENCE):
                self.end()
                return None
            made, self.why_not = self._answers.recv()
        except (EOFError, OSError):
            return None
        if made:
            self._made.add(path)
        return made

    def end(self) -> None:
        _end(self._pid)
        self._answers.close()


def _end(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)

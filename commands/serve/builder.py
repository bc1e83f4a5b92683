"""The process that builds the preview: it has the libraries loaded, and forks for every build.

    serve --order--> builder --fork--> build --good: stays, and has all in memory--> keeper
      ^  <-- how it went ------------------'                                           |
      '----- the page of one saved source, at once <--fork-- asked by serve -----------'

Of this project nothing is loaded before the fork: each build has the code, the plugins and the
settings as they are now. An order is the name of a file, with the end of a connection for the answers.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commands.one_page import Run

INSTALLED = (sys.prefix, sys.base_prefix)


def main(root: str, settings: str, output: str, orders: socket.socket) -> None:
    """Fork a build for every order, until there are no more to come."""
    os.chdir(root)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        file, handles, _, _ = socket.recv_fds(orders, 4096, 1)
        if not file:
            return
        try:
            order = json.loads(Path(os.fsdecode(file)).read_bytes())
        except FileNotFoundError:  # who gave it has gone
            os.close(handles[0])
            continue
        for name in order["modules"]:  # those that a build before had to load
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        if os.fork() == 0:
            orders.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            with _ending_here():
                _build(settings, Path(output), order, Connection(handles[0]))
        os.close(handles[0])


@contextlib.contextmanager
def _ending_here() -> Iterator[None]:
    """Let this process end with the block, whatever happens in it: it is not its parent."""
    code = 1
    try:
        yield
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _build(settings: str, output: Path, order: dict, answers: Connection) -> None:
    os.setpgid(0, 0)  # so that it can be ended with all that it has started
    answers.send(os.getpid())
    with open(order["said"], "wb") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    sys.path.insert(0, os.getcwd())
    from commands.build import build, build_aside
    from commands.one_page import Run

    run = Run()
    code = build(Path(settings), output, Path(order["report"]))
    sys.stdout.flush()
    sys.stderr.flush()
    answers.send((code, _libraries()))
    if code:
        return
    if run.pelican is None:  # nothing had changed, so nothing was made
        aside = output.with_name(f"{output.name}.warm")
        build_aside(Path(settings).absolute(), aside.absolute(), output)
        shutil.rmtree(aside, ignore_errors=True)
    if run.pelican is not None:
        _keep(run, output.absolute(), answers)


def _libraries() -> list[str]:
    """Return the modules that were loaded and are not of this project."""
    modules = [(name, getattr(module, "__file__", None)) for name, module in sys.modules.items()]
    return [name for name, file in modules if file and file.startswith(INSTALLED)]


def _keep(run: Run, output: Path, answers: Connection) -> None:
    """Answer what the page of a source is that was saved, as long as somebody asks."""
    # What takes its time and is the same for every question.
    assert run.sources is not None
    assert run.contents is not None
    gc.collect()
    gc.freeze()
    answers.send("ready")
    with contextlib.suppress(EOFError):
        while True:
            path, aside, is_first = answers.recv()
            child = os.fork()
            if child == 0:
                with _ending_here():
                    stands = output if is_first else None
                    answers.send(_answer(run, path, Path(aside), stands))
            _, status = os.waitpid(child, 0)
            if status:
                answers.send((None, "it broke off"))


def _answer(run: Run, path: str, aside: Path, stands: Path | None) -> tuple:
    from commands.one_page import make_page

    try:
        made = make_page(run, path, aside, stands)
    except Exception as reason:  # a whole build follows, and tells what is wrong
        return None, f"{type(reason).__name__}: {reason}"
    return (made.page, made.problems), ""


if __name__ == "__main__":
    root, settings, output, orders = sys.argv[1:]
    main(root, settings, output, socket.socket(fileno=int(orders)))

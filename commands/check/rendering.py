"""Texts that Markdown might take minutes for: tried in a process of their own, which can be ended.

Only what is long or deeply nested is tried. An ordinary article costs a glance.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from commands.check.source import Source
from commands.problem import Problem

SECONDS = 2  # of the processor, so that a busy machine judges as an idle one does
_BUSY = 10  # times as long as that may pass on the clock
_AT_ONCE = 2
_LONG_LINE = re.compile(r"[^\n]{3000}")
_DEEP = re.compile(r"^(?: {40}|\t{10}|(?:[ \t]*>){30})", re.MULTILINE)
# Run with -P and from here: this folder's modules must not hide those of the standard library.
_PROGRAM = """
import json, sys
text, settings, seconds = json.load(sys.stdin.buffer)
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
except (ImportError, ValueError, OSError):
    pass  # there is the clock too
from markdown import Markdown
from typogrify.filters import typogrify
try:
    typogrify(Markdown(**settings).convert(text))
except RecursionError:
    print("nested too deeply")
except MemoryError:
    print("more than the memory holds")
except Exception as error:
    print(f"{type(error).__name__}: {error}")
"""


def is_suspicious(text: str) -> bool:
    """Return whether a text has the size or the shape of those that Markdown is slow with."""
    return (
        len(text) > 40_000
        or text.count("\n") > 1_500
        or text.count("[") > 600
        or text.count("<") > 1_500
        or bool(_LONG_LINE.search(text) or _DEEP.search(text))
    )


def check_rendering(
    sources: Iterable[Source], markdown: Mapping[str, Any], seconds: int = SECONDS
) -> Iterator[Problem]:
    """Yield a problem for each suspicious source that Markdown can't render within `seconds`."""
    waiting = [source for source in sources if is_suspicious(source.text)]
    settings = {
        "extensions": list(markdown.get("extension_configs", {})) or ["extra", "meta"],
        **markdown,
    }
    running: list[tuple[Source, subprocess.Popen, float]] = []
    try:
        while waiting or running:
            while waiting and len(running) < _AT_ONCE:
                source = waiting.pop(0)
                process = _start(source.text, settings, seconds)
                running.append((source, process, time.monotonic() + _BUSY * seconds))
            source, process, until = running.pop(0)
            try:
                said, _ = process.communicate(timeout=max(0.01, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                _end(process)
                yield _problem(source, f"takes longer than {seconds} seconds")
            else:
                if process.returncode < 0:  # ended by the system: its time was up
                    yield _problem(source, f"takes longer than {seconds} seconds")
                elif said.strip() or process.returncode:
                    words = said.decode(errors="replace").strip() or "the program ended"
                    yield _problem(source, f"can't be done ({words[:200]})")
    finally:
        for _, process, _ in running:
            _end(process)


def _start(text: str, settings: Mapping[str, Any], seconds: int) -> subprocess.Popen:
    # A file, not a pipe: the child may die before it has read everything.
    with tempfile.TemporaryFile() as handed:
        handed.write(json.dumps([text, settings, seconds]).encode())
        handed.seek(0)
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM],
            stdin=handed,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )


def _end(process: subprocess.Popen) -> None:
    process.kill()
    process.communicate()


def _problem(source: Source, what: str) -> Problem:
    shape = "its lists, quotes or brackets are nested too deeply, or it is too long"
    what = f"turning this text into a page {what}: {shape}."
    return source.problem(
        source.body_line, what, "Make it simpler, or make several articles of it."
    )

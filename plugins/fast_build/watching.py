"""Notices what a conversion takes from elsewhere than its text, or says besides its result.

An extension that includes another file, asks a server or starts a program makes a result that the
text does not decide; one that logs a warning says something that must be said in the next build
too. The results of such conversions can't be kept.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

# Events of Python that bring what can't be looked at again, in words.
BEYOND = {
    "socket.connect": "used the network",
    "socket.getaddrinfo": "used the network",
    "subprocess.Popen": "started {}",
    "os.system": "started {}",
    "os.exec": "started {}",
    "os.posix_spawn": "started {}",
}
_EVENTS = {
    "open": "read {}",
    "os.listdir": "listed {}",
    "os.scandir": "listed {}",
    "sqlite3.connect": "read {}",
    **BEYOND,
}
_IMPORTING = ("importlib._bootstrap", "importlib._bootstrap_external")
_watching: list[list[str]] = []
_is_hooked = False


@contextmanager
def watched() -> Iterator[list[str]]:
    """Yield a list that fills with what is noticed, in words, while the block runs. What happens in a
    block within it is noticed there alone."""
    seen: list[str] = []
    _watching.append(seen)
    try:
        if len(_watching) > 1:  # who listens does so already
            yield seen
        else:
            with _listening():
                yield seen
    finally:
        _watching.pop()


@contextmanager
def _listening() -> Iterator[None]:
    _hook()
    logging.getLogger().addHandler(_listener)
    shown = warnings.showwarning

    def show(*said, **more) -> None:
        _watching[-1].append("warned")
        shown(*said, **more)

    warnings.showwarning = show
    try:
        yield
    finally:
        warnings.showwarning = shown
        logging.getLogger().removeHandler(_listener)


class _Listener(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        _watching[-1].append("logged a warning")


_listener = _Listener(logging.WARNING)  # to make one takes longer than to use it


def _hook() -> None:
    global _is_hooked
    if not _is_hooked:  # a hook stays as long as the process; while nobody watches it does nothing
        _is_hooked = True
        sys.addaudithook(_notice)


def _notice(event: str, arguments: tuple, ours: dict = _EVENTS) -> None:
    if event not in ours or not _watching or _is_an_import():
        return
    subject = arguments[0] if arguments else ""
    if isinstance(subject, bytes | os.PathLike):
        subject = os.fsdecode(subject)
    _watching[-1].append(_EVENTS[event].format(subject))


def _is_an_import() -> bool:
    """Return whether what happens, happens because a module is loaded: its code is in the key."""
    frame = sys._getframe(2)
    while frame:
        # Not `f_code`: that would be an event too, at each step.
        if frame.f_globals.get("__name__") in _IMPORTING:
            return True
        frame = frame.f_back
    return False

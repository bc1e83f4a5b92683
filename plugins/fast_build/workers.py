"""Work shared out among forked processes, which hand back what they made by the disk."""

from __future__ import annotations

import os
import threading
import traceback
import warnings
from collections.abc import Callable, Sequence
from typing import TypeVar

_FEWEST = 24  # for less, forking costs more than it saves
_T = TypeVar("_T")


def share_out(work: Sequence[_T], do: Callable[[_T], None]) -> None:
    """Call `do` with each item of `work`, in as many processes as there are processors.

    Does nothing where that can't be done, or is not worth it: `do` makes ahead what the caller
    would otherwise make by itself. What a worker raises is left to the caller to meet again.
    """
    workers = min(_processors(), len(work) // _FEWEST)
    if workers < 2 or not hasattr(os, "fork") or not _is_alone():
        return
    children = [_start(work[number::workers], do) for number in range(workers)]
    for child in children:
        os.waitpid(child, 0)


def _is_alone() -> bool:
    """Return whether no other thread could hold a lock that a worker needs.

    A fork copies one thread alone, and the locks of the others as they stand. The thread that turns
    Pelican's spinner holds none but that of the terminal, to which no worker writes.
    """
    others = set(threading.enumerate()) - {threading.current_thread()}
    return all(type(thread).__module__ == "rich.live" for thread in others)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start(share: Sequence[_T], do: Callable[[_T], None]) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads: see `_is_alone`
        child = os.fork()
    if child:
        return child
    try:
        for item in share:
            do(item)
    except BaseException:  # whatever it is, this process must not go on as a second build
        if os.environ.get("FAST_BUILD_DEBUG"):
            traceback.print_exc()
    finally:
        os._exit(0)

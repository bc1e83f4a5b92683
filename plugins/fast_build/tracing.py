"""Notes every file and folder that a process reads, from the moment it is asked to."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib.util import source_from_cache
from stat import S_ISDIR, S_ISREG
from threading import local
from types import ModuleType

from .unchanged import (
    NOTHING,
    Built,
    Inputs,
    digest_of_names,
    folders_of_packages,
    look_at,
    looks_of,
    sources_among,
)
from .watching import BEYOND

_LISTED = ("os.listdir", "os.scandir")
_DATABASE = "sqlite3.connect"
_EVENTS = frozenset(("open", _DATABASE, *_LISTED, *BEYOND))
_WRITES = os.O_WRONLY | os.O_RDWR
_NOT_LOOKED_AT = (None, NOTHING)


class Trace:
    """What was read since this was made; it goes on as long as the process.

    `earlier` is a build before, and `found` how its inputs are now: the process may take it that
    they are so, and not read them.
    """

    def __init__(self, earlier: Built | None = None, found: Inputs | None = None) -> None:
        self._earlier, self._found = earlier, found
        self._ahead: Inputs | None = None
        self._seen: dict[str, list[int] | set[str] | None] = {}
        self._beyond: list[str] = []
        self._databases: set[str] = set()
        self.written: Counter[str] = Counter()  # files, by how often they were opened for it
        self._own = local()  # to each thread
        note = self._note

        # Told of every event, most of which are none of ours: a plain function is called sooner.
        def notice(event: str, arguments: tuple, ours: frozenset = _EVENTS) -> None:
            if event in ours:
                note(event, arguments)

        sys.addaudithook(notice)

    def _note(self, event: str, arguments: tuple) -> None:
        if hasattr(self._own, "look"):
            return
        if event in BEYOND:
            self._beyond.append(BEYOND[event].format(arguments[0]))
        elif event == _DATABASE:  # opens its file unseen
            self._databases.add(os.path.abspath(os.fsdecode(arguments[0])))
        elif event == "open" or event in _LISTED:
            given = "." if arguments[0] is None else arguments[0]
            if isinstance(given, int):  # what is open already
                return
            given = os.fsdecode(given)
            writes = event == "open" and (arguments[2] or 0) & _WRITES
            if not writes and given in self._seen:  # a source, as a rule
                return
            if not writes and _is_installed(given) and (given.endswith(".pyc") or _is_an_import()):
                return  # most are such; a module is looked at in the end, if it counts
            path = _source(os.path.abspath(given))
            if writes:
                self.written[path] += 1
            else:  # a folder, too, where a module is looked for that may come
                self._see(path)

    def is_new(self, path: str) -> bool:
        """Return whether nobody found a path there before the build began: else it is one of the
        inputs anyway."""
        return not self._found or self._found.files.get(path, _NOT_LOOKED_AT)[1] == NOTHING

    def see_all(self, paths: Iterable[str]) -> None:
        """Take these for read as they are now, whether they are there or not."""
        paths = [path for path in paths if path not in self._seen]
        self._own.look = True  # is no reading of the process
        self._seen.update((path, _state(path)) for path in paths)
        del self._own.look

    def look_ahead(self, folders: Sequence[str]) -> None:
        """Look now at what was read below these folders: then `inputs` finds most as it was."""
        below = _below(*folders)
        self._own.look = True
        self._ahead = look_at((), [path for path in self._seen if _is_in(path, below)])
        del self._own.look

    def _see(self, path: str) -> None:
        if path not in self._seen:
            self._own.look = True  # is no reading of the process
            self._seen[path] = _state(path)
            del self._own.look

    def inputs(
        self,
        words: Sequence[str],
        ours: Sequence[str],
        sources: Sequence[str] = (),
        restored: Iterable[str] = (),
    ) -> tuple[Inputs | None, str]:
        """Return all that was read, or nothing and why that does not tell the whole.

        Below the folders `ours` lies what the process makes and keeps for itself, below `sources` what
        counts even where packages are installed. What was made of those that are `restored` is what they
        were when this build began: unless somebody has read them since they count as they were found,
        whatever has become of them. Whether they are there their folders tell.
        """
        ours = [os.path.abspath(folder) for folder in ours]
        modules = list(filter(None, map(_file_of, list(sys.modules.values()))))
        records = list(_records_of_packages())
        apart, installed = _below(*ours, "/proc"), _BELOW_INSTALLED
        counts = _below(*sources, *records)
        self.see_all(
            path
            for path in (*modules, *records)
            if _is_in(path, counts) or not _is_in(path, installed)
        )
        self._own.look = True
        for path in (*sources, *modules):
            if _is_in(path, apart) and not _is_in(path, installed):
                return None, f"writes where {path} is"
        seen = {
            path: state
            for path, state in self._seen.items()
            if not _is_in(path, apart)
            and (_is_in(path, counts) or not _is_in(path, installed))
            and not _is_device(path)
            and not path.endswith("__pycache__")
        }
        for path in self._databases:
            if not path.startswith((*apart, *installed)):
                self._beyond.append(f"used the database {path}")
        if self._beyond:
            return None, self._beyond[0]
        # What an earlier build read and this one had no need to, since it went on from that.
        carried = self._found.files if self._found else {}
        as_found = {*restored} & carried.keys() - seen.keys()
        to_look_at = dict.fromkeys(path for path in (*carried, *seen) if path not in as_found)
        looked = look_at(words, to_look_at, self._found or self._ahead)
        inputs = looked._replace(files={**carried, **looked.files})
        for path in self.written:
            if path in inputs.files:
                return None, f"read {path}, which it writes"
        for path, state in seen.items():
            looks_as_it_did = inputs.files[path][0] == state is not None
            if not looks_as_it_did and not _is_same(path, state, _state(path), ours):
                return None, f"read {path}, which changed meanwhile"
        for path, look in carried.items():
            if inputs.files[path] is look:  # as most are
                continue
            # A folder in which one of `ours` has come since it was seen stood as it was found.
            if look[1] not in (inputs.files[path][1], _digest_of_names(seen.get(path))):
                return None, f"read {path}, which changed meanwhile"
            if path not in seen and look[1] == NOTHING != self._earlier.files[path][1]:
                del inputs.files[path]  # the source of an article that is gone
        return inputs, ""


def _state(path: str) -> list[int] | set[str] | None:
    """Return the names in a folder, how a file looks, or nothing where there is none."""
    try:
        status = os.stat(path)
        return set(os.listdir(path)) if S_ISDIR(status.st_mode) else looks_of(status)
    except (OSError, ValueError):
        return None


def _digest_of_names(state: list[int] | set[str] | None) -> str | None:
    """Return what stands for the names in a folder when it was seen; None for anything else."""
    return digest_of_names(sources_among(state)) if isinstance(state, set) else None


def _is_same(path: str, before: object, after: object, ours: Sequence[str]) -> bool:
    """Return whether nothing has changed, but for folders `ours` that have come meanwhile."""
    if isinstance(before, set) and isinstance(after, set):
        other = (before ^ after) - {"__pycache__"}
        return all(os.path.join(path, name) in ours for name in other)
    return before == after


def _below(*folders: str) -> tuple[str, ...]:
    """Return how the paths of folders begin, and of all below them: see `_is_in`."""
    return tuple(os.path.join(folder, "") for folder in folders)


def _is_in(path: str, folders: tuple[str, ...]) -> bool:
    return (path + os.sep).startswith(folders)


def _records_of_packages() -> Iterator[str]:
    """Yield the file of each installed package that names its files with their digests: who installs
    it again may give it other files under the same version."""
    for folder in folders_of_packages():
        with suppress(OSError):
            for name in os.listdir(folder):
                if name.endswith(".dist-info"):
                    yield os.path.join(folder, name, "RECORD")


def _is_device(path: str) -> bool:
    """Return whether a path is that of a device; a site may lie in the memory below `/dev/shm`."""
    if path.startswith("/dev/"):
        with suppress(OSError, ValueError):
            mode = os.stat(path).st_mode
            return not S_ISREG(mode) and not S_ISDIR(mode)
    return False


def _file_of(module: object) -> str | None:
    """Return the file of a module. One that waits to be used isn't asked, for that would load it."""
    try:
        return ModuleType.__getattribute__(module, "__dict__").get("__file__")
    except TypeError:  # something else stands in its place
        return getattr(module, "__file__", None)


def _source(path: str) -> str:
    try:
        return source_from_cache(path) if path.endswith(".pyc") else path
    except ValueError:
        return path


def _is_installed(path: str) -> bool:
    return path.startswith(_BELOW_INSTALLED) and ".." not in path


def _is_an_import() -> bool:
    """Return whether what is told of by `notice` happens in search of a module."""
    return sys._getframe(3).f_globals.get("__name__") == "importlib._bootstrap_external"


# Python and its packages, which their versions name.
_BELOW_INSTALLED = _below(
    *{os.path.join(prefix, "lib") for prefix in (sys.prefix, sys.base_prefix, sys.exec_prefix)}
)

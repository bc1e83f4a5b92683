"""What one build leaves to the next.

`python -m fast_build` tells it, which alone knows all that a build reads. What is kept besides its
note bears a token that stands in the note too: both are of one build, or nothing is taken from it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from itertools import chain

from .unchanged import Built, Inputs, changed, digest_of_names, looks_of, names_in, sources_among


# No dataclass: what makes them takes longer to load than it takes to see that nothing has changed.
class Earlier:
    """A build that differs from this one in nothing but files, and how these are now."""

    def __init__(self, built: Built, inputs: Inputs) -> None:
        self.built = built
        self.inputs = inputs

    @cached_property
    def changed(self) -> frozenset[str]:
        """The files that are no longer as that build found them, with those that came or went.

        A folder is among them where it can't be told which of its files came or went.
        """
        came_or_went = (path for folder in self._folders for path in self._came_or_went(folder))
        return frozenset((self._paths - self._folders).union(came_or_went))

    def has_found_all_below(self, folder: str) -> bool:
        """Return whether that build looked for all that is below a folder, and nothing has come since."""
        within = os.path.join(folder, "")
        return folder in self.built.sources and not any(
            os.path.join(path, "").startswith(within) for path in self._folders
        )

    def holds_the_same_names(self, folder: str) -> bool:
        """Return whether a folder holds at this moment what that build found in it, and nothing besides."""
        looks, digest = self.built.files.get(folder, (None, ""))
        with suppress(OSError):
            if looks == looks_of(os.stat(folder)):
                return True
            names = os.listdir(folder)
            return digest == digest_of_names(names) and sources_among(names) == {*names}
        return False

    @cached_property
    def _paths(self) -> set[str]:
        return changed(self.built, self.inputs)

    @cached_property
    def _folders(self) -> set[str]:
        """Those that hold other names than they did."""
        return {path for path in self._paths if os.path.isdir(path)}

    def _came_or_went(self, folder: str) -> Iterator[str]:
        files = self.built.files
        before = {os.path.basename(path) for path in files if os.path.dirname(path) == folder}
        if digest_of_names(before) != files[folder][1]:
            yield folder
        try:
            now = names_in(folder)
        except OSError:  # nobody may read it any more
            yield folder
            return
        for name in before ^ now:
            yield os.path.join(folder, name)


_earlier: Earlier | None = None
_written: Mapping[str, int] | None = None
_see: Callable[[Iterable[str]], object] = len  # nobody wants to know
_keepers: list[Callable[[str], None]] = []
_restored: list[Collection[str]] = []


def know(
    earlier: Earlier | None,
    written: Mapping[str, int],
    see: Callable[[Iterable[str]], object] = len,
) -> None:
    """Let this process know of the build before it, if there is one that can be told, how often each
    file has been opened for writing (a mapping that goes on counting), and whom to tell of files that
    others read for it."""
    global _earlier, _written, _see
    _earlier, _written, _see = earlier, written, see


def known() -> Earlier | None:
    """Return what `know` was told."""
    return _earlier


def see(paths: Iterable[str]) -> None:
    """Take files for read by this process, as they are now: others will read them for it."""
    _see(paths)


def restores(sources: Collection[str]) -> None:
    """Let this process know of sources, or those that will be among them, of which it takes what an
    earlier build made of them."""
    _restored.append(sources)


def restored() -> Iterator[str]:
    """Yield what `restores` was told."""
    return chain.from_iterable(_restored)


def is_told() -> bool:
    """Return whether this process notes all that it reads, so that the next can go on from it."""
    return _written is not None


def times_written(path: str) -> int:
    """Return how often this process has opened a file for writing."""
    return _written.get(os.path.abspath(path), 0) if _written else 0


def when_kept(keeper: Callable[[str], None]) -> None:
    """Have `keeper` called with the token of this build, if it is one that the next may go on from."""
    _keepers.append(keeper)


def keep() -> str:
    """Call all that have something to keep for the next build; return the token that marks it."""
    token = os.urandom(16).hex()
    for keeper in _keepers:
        keeper(token)
    return token

"""Tells that a site need not be built again: nothing that it is made of has changed, and it stands.

What a build was made of is named by its content: every file and folder that it can read, and words
such as the versions of libraries. A file whose size, times and number are as they were is not read
again, as git does it; one that was as young as the look at it is, since a file system's clock may
not tell two saves apart. The standard library alone, and little of it: this runs before all else.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections import namedtuple
from contextlib import suppress

from .whole_files import read_whole, write_whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# What a build is made of: `words`, and for each path how it looked (nothing where it was too young
# to tell) and a digest of its content.
Inputs = namedtuple("Inputs", "words files")

# A build that succeeded: made of what, good until when (seconds since 1970), the folder of its
# output and how that was left, how many pages, what it printed and reported, the token that marks
# what else it kept for the next one, who has a head start then (see `head_starts`), and the folders
# of which all that is below is among what it was made of.
Built = namedtuple(
    "Built",
    "words files until output left pages printed report token head_starts sources",
    defaults=["", {}, ()],
)

_YOUNG = 2_000_000_000  # nanoseconds: the coarsest clock of a file system
# Seconds: longer than the clock of one that is in use today takes for a step. Linux gives files the time
# of its coarse clock (number 5), which tells how long its steps are: 0.001 to 0.01.
TICK = 2 * time.clock_getres(5) if sys.platform == "linux" else 0.02
SHARES = 8  # in which an output is looked at, by whoever has time for the next
NOTE = ".fast_build"  # the record of `python -m fast_build`
_NOT_SOURCES = frozenset(("__pycache__", "node_modules", ".git", NOTE))
NOTHING = "no file to read"  # stands for the content of what is not there, or no file


def look_at(
    words: Sequence[str], paths: Iterable[str], before: Inputs | Built | None = None
) -> Inputs:
    """Return what a build is made of now; what looks as it did `before` is not read again."""
    known = before.files if before else {}
    began = time.time_ns()
    return Inputs(list(words), {path: _look(path, known.get(path), began) for path in paths})


def _look(path: str, known: list | None, began: int) -> list:
    try:
        status = os.stat(path)
    except (OSError, ValueError):  # a link that leads nowhere
        return [None, NOTHING]
    looks = looks_of(status)
    if known and known[0] == looks:
        return known
    is_young = max(status.st_mtime_ns, status.st_ctime_ns) > began - _YOUNG
    return [None if is_young else looks, _content(path, status.st_mode)]


def looks_of(status: os.stat_result) -> list[int]:
    """Return what of a file changes whenever its content does."""
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _content(path: str, mode: int) -> str:
    """Return what stands for the content of a file or the names in a folder. Nothing is opened that
    could keep its reader waiting, such as a pipe: the checks of the sources name it."""
    with suppress(OSError):
        if stat.S_ISREG(mode):
            with open(path, "rb") as file:
                return hashlib.sha256(file.read()).hexdigest()
        if stat.S_ISDIR(mode):
            return digest_of_names(names_in(path))
    return NOTHING


def names_in(folder: str) -> set[str]:
    """Return the names of what can be a source in a folder."""
    return sources_among(os.listdir(folder))


def sources_among(names: Iterable[str]) -> set[str]:
    """Return those of the names in a folder that can be sources."""
    return set(names) - _NOT_SOURCES


def digest_of_names(names: Iterable[str]) -> str:
    """Return what stands for a folder with these names in it."""
    return hashlib.sha256(os.fsencode("/".join(sorted(names)))).hexdigest()


def all_below(folder: str) -> Iterator[str]:
    """Yield `folder`, whether it is there or not, and every file and folder below it."""
    yield folder
    seen: set[str] = set()
    for place, folders, files in os.walk(folder, followlinks=True):
        real = os.path.realpath(place)
        if real in seen:  # a link to a folder above it
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(set(folders) - _NOT_SOURCES)
        for name in (*folders, *files):
            if name != NOTE:
                yield os.path.join(place, name)


def packages(prefix: str = sys.prefix) -> str:
    """Return the names of the installed packages with their versions, as one line, and Python's."""
    lib = os.path.join(prefix, "lib", f"python{sys.version_info[0]}.{sys.version_info[1]}")
    folder = os.path.join(prefix, "Lib") if os.name == "nt" else lib
    return _packages_in([os.path.join(folder, "site-packages")])


def packages_of_all() -> str:
    """Return as `packages` does what this process can import: in an environment that has those of
    the system as well, too, and where a system puts its own elsewhere, as Debian does."""
    return _packages_in(folders_of_packages())


def folders_of_packages() -> list[str]:
    """Return the folders of installed packages that this process looks through."""
    names = ("site-packages", "dist-packages")
    return [folder for folder in sys.path if os.path.basename(folder) in names]


def _packages_in(folders: Iterable[str]) -> str:
    words = [sys.version]
    for folder in folders:
        with suppress(OSError):
            words += sorted(names_in(folder))  # compiled modules come and go: they are none
    return " ".join(words)


def left(output: str | os.PathLike) -> str:
    """Return digests of the names, sizes and dates of all that is in the folder `output`, each with the
    number of its share: every eighth of what stands in it, with all that is below."""
    output = os.path.abspath(output)
    entries = _entries_of(output)
    shares = [entries[share::SHARES] for share in range(SHARES)]
    lines = [_lines_of(output, share, float("inf"))[0] for share in shares]
    return _digests(dict(enumerate(lines)))


def left_by_now(output: str | os.PathLike, shares: Iterable[int] = range(SHARES)) -> str:
    """Return what `left` does, or of it the digests of some shares, such that whatever is written there
    from now on changes it: what was written a moment ago is looked at a moment later."""
    output = os.path.abspath(output)
    began, by = time.monotonic(), time.time_ns() - TICK * 1e9
    entries, seen = [], {}
    for share in shares:
        entries = entries or _entries_of(output)
        seen[share] = _lines_of(output, entries[share::SHARES], by)
    if any(young for _, young in seen.values()):
        time.sleep(max(began + TICK - time.monotonic(), 0))
    for lines, young in seen.values():
        for place in young:
            path = output + lines[place].partition("\0")[0]
            with suppress(OSError):  # it is gone, and stays among those that are to be there
                lines[place] = _line(output, path, os.lstat(path))
    return _digests({share: lines for share, (lines, _) in seen.items()})


def put_together(*several: str) -> str:
    """Return what `left_by_now` gives for all shares, of what it gave for some of them; nothing where
    one is missing."""
    shares = sorted(" ".join(several).split())
    return " ".join(shares) if len(shares) == SHARES else ""


def _entries_of(folder: str) -> list[os.DirEntry]:
    """Return what stands in a folder, by name."""
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError:
        return []
    if len(entries) > 1:  # most folders hold one page
        entries.sort(key=lambda entry: entry.name)
    return entries


def _lines_of(output: str, entries: list[os.DirEntry], by: float) -> tuple[list[str], list[int]]:
    """Return a line for each of the entries and for all that is below them, and the places of those
    files that have changed since a time, in nanoseconds since 1970."""
    lines, young, pending = [], [], []
    while True:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
                lines.append(_line(output, entry.path))
                continue
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:  # it is gone
                continue
            if status.st_mtime_ns > by or status.st_ctime_ns > by:
                young.append(len(lines))
            lines.append(_line(output, entry.path, status))
        if not pending:
            return lines, young
        entries = _entries_of(pending.pop())


def _line(output: str, path: str, status: os.stat_result | None = None) -> str:
    return f"{path[len(output) :]}\0{looks_of(status) if status else ''}\n"


def _digests(shares: Mapping[int, list[str]]) -> str:
    return " ".join(f"{share}:{_digest_of(lines)}" for share, lines in shares.items())


def _digest_of(lines: list[str]) -> str:
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def remember(
    record: str | os.PathLike,
    inputs: Inputs,
    output: str | os.PathLike,
    until: float = float("inf"),
    pages: int = 0,
    printed: Sequence[str] = (),
    report: str = "",
    token: str = "",
    how: str = "",
    head_starts: Mapping[str, str] | None = None,
    sources: Sequence[str] = (),
) -> None:
    """Keep what is known of a build that has just succeeded: see `Built`. `how` its output was left
    is looked at here, unless that is known."""
    output = os.path.abspath(output)
    how = how or left_by_now(output)
    more = pages, list(printed), report, token, dict(head_starts or {}), list(sources)
    _keep(record, Built(*inputs, until, output, how, *more))


def _keep(record: str | os.PathLike, built: Built) -> None:
    with suppress(OSError):  # a record that can't be written costs the next build time
        write_whole(record, built._asdict())


def recall(record: str | os.PathLike) -> Built | None:
    """Return the build that `record` tells of; nothing where it is damaged or missing."""
    try:
        return Built(**read_whole(record))
    except (OSError, ValueError, EOFError, TypeError):
        return None


def still_good(record: str | os.PathLike, words: Sequence[str], now: float) -> Built | None:
    """Return the build that `record` tells of, if its output is what another would come to.

    `words` are those that go into a build today, `now` is in seconds since 1970.
    """
    again = look_again(record, words, now)
    return stands(record, *again) if again else None


def look_again(
    record: str | os.PathLike, words: Sequence[str], now: float
) -> tuple[Built, Inputs] | None:
    """Return the build that `record` tells of, and how all that it was made of is now.

    Nothing where what goes into a build today differs in more than files.
    """
    built = recall(record)
    if not built or built.words != list(words) or now >= built.until:
        return None
    return built, look_at(words, built.files, built)


def changed(built: Built, inputs: Inputs) -> set[str]:
    """Return the paths that are no longer as a build found them."""
    before = built.files
    return {
        path
        for path, look in inputs.files.items()
        if look is not before[path] and look[1] != before[path][1]  # most are the very same
    }


def stands(record: str | os.PathLike, built: Built, inputs: Inputs) -> Built | None:
    """Return `built` if nothing of what it was made of has changed, nor its output."""
    if changed(built, inputs) or built.left != left(built.output):
        return None
    if inputs.files != built.files:  # saved as they were, or no longer young
        _keep(record, built._replace(files=inputs.files))
    return built


def first_after(moment: float, times: Iterable[float]) -> float:
    """Return the first of the `times` after a moment, all in seconds since 1970; infinity if none is."""
    return min((time for time in times if time > moment), default=float("inf"))

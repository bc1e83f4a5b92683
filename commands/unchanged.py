"""Tells that a site need not be built again: nothing that it is made of has changed, and it stands.

What a build was made of is named by its content, not by dates: every file of the project that a
build can read, the installed packages, the variables that settings look at, and the day. Where that
is as it was, and the files of the output are as that build left them, another build would write the
same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

FOLDERS = ("content", "theme", "plugins", "commands")
VARIABLES = ("SITEURL", "SOURCE_DATE_EPOCH")


@dataclass(frozen=True)
class Built:
    """A build that succeeded: `made_of` what, good until `until` (seconds since 1970), `pages` many,
    the output `left` how, and what it printed and reported."""

    made_of: str
    until: float
    left: str
    pages: int
    printed: list[str]
    report: str


def made_of(settings_file: Path) -> str:
    """Return a digest of all that a build by `settings_file` is made of, but for the hour."""
    root = settings_file.absolute().parent
    digest = hashlib.sha256()
    known = [sys.version, str(settings_file.name), f"{datetime.now(UTC):%Y-%m-%d}"]
    known += [f"{name}={os.environ.get(name)}" for name in VARIABLES]
    known += sorted(os.listdir(sysconfig.get_path("purelib")))  # names of packages with versions
    digest.update("\n".join(known).encode("utf-8", "surrogateescape"))
    for path in sorted(_files(root)):
        digest.update(f"\n{path[len(str(root)) :]}\0".encode("utf-8", "surrogateescape"))
        digest.update(_content(path))
    return digest.hexdigest()


def _content(path: str) -> bytes:
    """Return what stands for the content of a file. Nothing is opened that could keep its reader
    waiting, such as a pipe: the checks of the sources come later, and name it."""
    try:
        if stat.S_ISREG(os.stat(path).st_mode):
            with open(path, "rb") as file:
                return hashlib.sha256(file.read()).digest()
    except OSError:  # a link that leads nowhere, a file that may not be read
        pass
    return b"no file to read"


def _files(root: Path) -> Iterator[str]:
    with os.scandir(root) as entries:
        yield from (e.path for e in entries if e.name.endswith((".py", ".toml", ".txt")))
    for name in FOLDERS:
        seen: set[str] = set()
        for folder, folders, files in os.walk(root / name, followlinks=True):
            place = os.path.realpath(folder)
            if place in seen:  # a link to a folder above it
                folders.clear()
                continue
            seen.add(place)
            folders[:] = (each for each in folders if each not in ("__pycache__", "node_modules"))
            yield from (os.path.join(folder, file) for file in files)


def left(output: Path) -> str:
    """Return a digest of the names, sizes and dates of all files in `output`."""
    digest = hashlib.sha256()
    for folder, folders, files in os.walk(output):
        folders.sort()
        for file in sorted(files):
            status = os.lstat(os.path.join(folder, file))
            digest.update(f"{folder}\0{file}\0{status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def until(dates: Iterable[datetime], now: datetime) -> float:
    """Return when the first of the `dates` after `now` comes, in seconds since 1970."""
    # As timestamps: dates of one time zone are compared by the clock, which may have gone back.
    times = (date.timestamp() for date in dates)
    return min((time for time in times if time > now.timestamp()), default=float("inf"))


def remember(record: Path, built: Built) -> None:
    """Keep what is known of a build; a record that can't be written costs the next build time."""
    with suppress(OSError):
        text = json.dumps(asdict(built))
        aside = record.with_name(f"{record.name}.{os.getpid()}")
        aside.write_text(f"{_checksum(text)}\n{text}", encoding="utf-8")
        aside.replace(record)


def still_good(record: Path, made_of: str, output: Path, now: float) -> Built | None:
    """Return the build that `record` tells of, if `output` is what another would come to."""
    try:
        checksum, _, text = record.read_text(encoding="utf-8").partition("\n")
        built = Built(**json.loads(text)) if checksum == _checksum(text) else None
    except (OSError, ValueError, TypeError):
        return None
    if built and built.made_of == made_of and now < built.until and built.left == left(output):
        return built
    return None


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

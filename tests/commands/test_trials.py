"""A build in bad luck: killed, out of room, its cache damaged.

What stood in output/ stays whole, and the next build is what a first one would be, to the byte.
"""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.commands.test_build import ARTICLE, replace, snapshot
from tests.conftest import ROOT, copy_of_the_site, run_build

COMMAND = (sys.executable, "-m", "commands.build", "publishconf.py", "output")
TEXTS = ("Keep the faith!", "Keep the faith, still!")
OFTEN = pytest.mark.parametrize("times", [1, pytest.param(30, marks=pytest.mark.long)])
MEGABYTE = 1 << 20


class Site(SimpleNamespace):
    """A site of two states, and what a first build makes of each."""

    def turn(self) -> None:
        """Edit an article, so that the next build has to make the other state."""
        self.state = 1 - self.state
        replace(self.folder / ARTICLE, TEXTS[1 - self.state], TEXTS[self.state])

    def is_as_before(self) -> bool:
        return snapshot(self.folder / "output") == self.good[1 - self.state]

    def is_right(self) -> bool:
        return not self.differences()

    def build(self) -> None:
        done = run_build(self.folder)
        assert done.returncode == 0, done.stderr
        assert self.differences() == []

    def differences(self) -> list[str]:
        """Return the files that are not what a first build makes of this state."""
        stands = snapshot(self.folder / "output").items() ^ self.good[self.state].items()
        return sorted({path for path, _ in stands})


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Site:
    return built_in(tmp_path_factory.mktemp("built") / "project")


def built_in(folder: Path) -> Site:
    """Make a site with a cache of its own, and both of its states as first builds make them."""
    copy_of_the_site(folder)
    (folder / ".cache").unlink()
    for dear in ("cards", "pictures"):  # no edit here changes any
        if (ROOT / ".cache" / dear).exists():
            shutil.copytree(ROOT / ".cache" / dear, folder / ".cache" / dear)
    site = Site(folder=folder, state=1, good=[{}, {}])
    replace(folder / ARTICLE, TEXTS[0], TEXTS[1])
    for _ in TEXTS:
        for texts in ("bodies", "related"):
            shutil.rmtree(folder / ".cache" / texts, ignore_errors=True)
        site.turn()
        assert run_build(folder).returncode == 0
        site.good[site.state] = snapshot(folder / "output")
    assert site.good[0] != site.good[1]
    return site


@pytest.fixture
def site(built, tmp_path) -> Site:
    folder = shutil.copytree(built.folder, tmp_path / "project")
    return Site(**{**vars(built), "folder": folder})


# --- Killed ---------------------------------------------------------------------------------------


@OFTEN
def test_after_a_kill_at_any_moment_the_next_build_is_right(site, times):
    chance = random.Random(times)
    for _ in range(times):
        if chance.random() < 0.5:
            shutil.rmtree(site.folder / ".cache", ignore_errors=True)
        site.turn()
        # At times all that it started dies with it, at times none of it does.
        killed(site.folder, chance.uniform(0, 4), chance.choice([os.kill, os.killpg]))
        assert site.is_as_before() or site.is_right()
        site.build()


def killed(folder: Path, seconds: float, kill) -> None:
    """Start a build and kill it after so many seconds, if it is not done by then."""
    process = subprocess.Popen(
        COMMAND,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    if process.poll() is None:
        kill(process.pid, signal.SIGKILL)
    process.wait()


# --- Out of room ----------------------------------------------------------------------------------


SMALL_FILES = pytest.param("files that can't grow", marks=pytest.mark.long)


@pytest.fixture(params=["a small disk", SMALL_FILES])
def disk(request, tmp_path):
    """Room that can run out: a small file system or, where none may be mounted, small files."""
    tmp_path.joinpath("disk").mkdir()
    if request.param == "a small disk" and mounted(tmp_path / "disk"):
        yield MountedDisk(tmp_path / "disk")
        subprocess.run(["umount", "--lazy", tmp_path / "disk"], check=True)
    else:
        yield LimitedFiles(tmp_path / "disk")


def mounted(folder: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "none", folder]
    return (
        bool(shutil.which("mount")) and subprocess.run(command, capture_output=True).returncode == 0
    )


@OFTEN
def test_where_there_is_no_room_the_site_stays_and_the_next_build_is_right(disk, times):
    chance = random.Random(times)
    # Pagefind names its files by the order in which a file system lists the pages.
    site = built_in(disk.folder / "project")
    for _ in range(times):
        if chance.random() < 0.5:
            shutil.rmtree(site.folder / ".cache/bodies", ignore_errors=True)
        site.turn()
        disk.leave(chance.randrange(4 * MEGABYTE))
        done = subprocess.run(
            COMMAND, cwd=site.folder, capture_output=True, text=True, preexec_fn=disk.limit
        )
        if done.returncode:
            assert "no room left" in done.stderr or "Pagefind made no" in done.stderr
            assert "Traceback" not in done.stderr
            assert site.is_as_before(), done.stderr
        else:  # what had no room was not needed: a cache
            assert site.is_right(), done.stderr
        disk.leave(None)
        site.build()


class MountedDisk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def leave(self, room: int | None) -> None:
        """Fill the disk until so many bytes are free; with None, empty it again."""
        self._filler.unlink(missing_ok=True)
        if room is not None:
            free = shutil.disk_usage(self.folder).free
            with self._filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, free - room)

    def limit(self) -> None:
        """There is no limit but the disk's own."""


class LimitedFiles:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._room: int | None = None

    def leave(self, room: int | None) -> None:
        # The largest files of the site have some 100 kB.
        self._room = None if room is None else room // 32

    def limit(self) -> None:
        """Let no file of this process grow over its room: a write beyond it fails."""
        if self._room is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (self._room, self._room))


# --- Its cache damaged ----------------------------------------------------------------------------


@OFTEN
def test_whatever_happened_to_the_cache_the_next_build_is_right(site, times):
    chance = random.Random(times)
    for _ in range(times):
        files = [path for path in sorted((site.folder / ".cache").rglob("*")) if path.is_file()]
        files.append(site.folder / ".output.built")
        for path in chance.sample(files, chance.randint(1, len(files))):
            chance.choice(DAMAGES)(path, chance, files)
        site.turn()
        site.build()


def flipped(path, chance, _files):
    content = bytearray(path.read_bytes() or b"\0")
    for _ in range(chance.randint(1, 9)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def cut_off(path, chance, _files):
    os.truncate(path, chance.randint(0, path.stat().st_size))


def deleted(path, _chance, _files):
    path.unlink()


def swapped(path, chance, files):
    other = chance.choice([file for file in files if file.exists()])
    mine, others = path.read_bytes(), other.read_bytes()
    path.write_bytes(others)
    other.write_bytes(mine)


DAMAGES = (flipped, cut_off, deleted, swapped)

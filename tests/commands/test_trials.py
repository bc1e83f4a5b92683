"""A build in bad luck: killed, out of room, its cache damaged.

What stood in output/ stays whole, and the next build is what a first one would be, to the byte.
"""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.bad_luck import damage, disk_at, killed
from tests.commands.test_build import ARTICLE, replace, snapshot
from tests.conftest import ROOT, copy_of_the_site, run_build

COMMAND = (sys.executable, "-m", "commands.build", "publishconf.py", "output")
TEXTS = ("Keep the faith!", "Keep the faith, still!")
OFTEN = pytest.mark.parametrize("times", [1, pytest.param(30, marks=pytest.mark.long)])
MEGABYTE = 1 << 20


class Site(SimpleNamespace):
    """A site of two states, what a first build makes of each, and how many seconds a build takes."""

    def turn(self) -> None:
        """Edit an article, so that the next build has to make the other state."""
        self.state = 1 - self.state
        replace(self.folder / ARTICLE, TEXTS[1 - self.state], TEXTS[self.state])

    def is_as_before(self) -> bool:
        return snapshot(self.folder / "output") == self.good[1 - self.state]

    def is_right(self) -> bool:
        return not self.differences()

    def start(self) -> subprocess.Popen:
        """Begin a build, in a session of its own."""
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(
            COMMAND, cwd=self.folder, stdout=nowhere, stderr=nowhere, start_new_session=True
        )

    def build(self) -> None:
        began = time.monotonic()
        done = run_build(self.folder)
        self.takes = time.monotonic() - began
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
    site = Site(folder=folder, state=1, good=[{}, {}], takes=4.0)
    replace(folder / ARTICLE, TEXTS[0], TEXTS[1])
    for _ in TEXTS:
        shutil.rmtree(folder / ".cache", ignore_errors=True)
        for dear in ("cards", "pictures"):  # no edit here changes any
            if (ROOT / ".cache" / dear).exists():
                shutil.copytree(ROOT / ".cache" / dear, folder / ".cache" / dear)
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
    chance, at_work = random.Random(times), 0
    for _ in range(times):
        if chance.random() < 0.5:
            shutil.rmtree(site.folder / ".cache", ignore_errors=True)
        site.turn()
        at_work += killed(site.start(), chance.uniform(0, 1.1) * site.takes, chance)
        assert site.is_as_before() or site.is_right()
        site.build()
    print(f"{at_work} of {times} killed at work")


# --- Out of room ----------------------------------------------------------------------------------


SMALL_FILES = pytest.param("files that can't grow", marks=pytest.mark.long)


@pytest.fixture(params=["a small disk", SMALL_FILES])
def disk(request, tmp_path):
    with disk_at(tmp_path / "disk", is_small=request.param == "a small disk") as disk:
        yield disk


@OFTEN
def test_where_there_is_no_room_the_site_stays_and_the_next_build_is_right(disk, times):
    chance, failed = random.Random(times), 0
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
            failed += 1
            assert "no room left" in done.stderr or "Pagefind made no" in done.stderr
            assert "Traceback" not in done.stderr
            assert site.is_as_before(), done.stderr
        else:  # what had no room was not needed: a cache
            assert site.is_right(), done.stderr
        disk.leave(None)
        site.build()
    print(f"{failed} of {times} builds had no room")


# --- Its cache damaged ----------------------------------------------------------------------------


@OFTEN
def test_whatever_happened_to_the_cache_the_next_build_is_right(site, times):
    chance = random.Random(times)
    for _ in range(times):
        files = [path for path in sorted((site.folder / ".cache").rglob("*")) if path.is_file()]
        damage([*files, site.folder / ".output.built"], chance)
        site.turn()
        site.build()

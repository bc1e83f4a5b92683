"""`python -m fast_build` in bad luck: whatever became of a build, the next is what a fresh one would be.

Each trial is a series of edits (see `edits`) of a site whose articles are restored and whose pages
are left alone, with a mishap between each edit and the build that is compared.
"""

from __future__ import annotations

import compileall
import random
import shutil
import time
from contextlib import ExitStack

import pytest

from fast_build.unchanged import left
from tests.bad_luck import damage, disk_at, killed
from tests.conftest import ROOT
from tests.fast_build.edits import AHEAD, EditsThatAreRestored, compare_builds, print_tallies


class Unlucky(EditsThatAreRestored):
    """What a mishap needs to know."""

    def prepare(self) -> None:
        super().prepare()
        self.chance = random.Random(1)
        self.takes = 2.0  # seconds that a build took, the last time

    def build_again(self) -> bool:
        self.mishap()
        began = time.monotonic()
        is_good = self.run(self.command())
        self.takes = time.monotonic() - began
        return is_good

    def mishap(self) -> None:
        raise NotImplementedError

    def traces(self) -> list[str]:
        """Return what changes whenever a build writes something."""
        return [left(self.site / name) for name in ("output", "cache")]


class Killed(Unlucky):
    def _write_settings(self, more: str) -> None:
        super()._write_settings(f"{AHEAD}{more}")  # what a killed build has started may go on

    def mishap(self) -> None:
        if self.chance.random() < 0.2:
            shutil.rmtree(self.site / "cache", ignore_errors=True)
        before = self.traces()
        process = self.start(self.command())
        # Python and its libraries take half of the time.
        if killed(process, self.chance.uniform(0.4, 1.1) * self.takes, self.chance):
            self.tally["killed"] += 1
            self.tally["killed after it wrote something"] += self.traces() != before


class BuiltByTwo(Unlucky):
    """Two builds are at work at once, and something is saved meanwhile."""

    def mishap(self) -> None:
        began = time.monotonic()
        first = self.start(self.command())
        time.sleep(self.chance.uniform(0, 1.1) * self.takes)
        if self.chance.random() < 0.7:
            with (self.site / "content/articles/kept.md").open("a", encoding="utf-8") as file:
                file.write(f"\nSaved at {began}.\n")
        self.tally["two at once"] += first.poll() is None
        second = self.start(self.command())
        first.wait()
        second.wait()


class Damaged(Unlucky):
    def mishap(self) -> None:
        files = [path for path in sorted((self.site / "cache").rglob("*")) if path.is_file()]
        if (self.site / ".fast_build").exists():
            files.append(self.site / ".fast_build")
        if files:
            damage(files, self.chance)
            self.tally["damaged"] += 1


class WithoutRoom(Unlucky):
    is_small = True

    def prepare(self) -> None:
        self._disks = ExitStack()
        self.disk = self._disks.enter_context(disk_at(self.site.with_name("disk"), self.is_small))
        self.site = self.disk.folder / "site"
        super().prepare()
        # Python itself compiles what `-m` names, before anybody can see to it that it is whole.
        compileall.compile_dir(ROOT / "plugins", quiet=1, force=True)

    def mishap(self) -> None:
        self.disk.leave(self.chance.randrange(1 << self.chance.randrange(12, 22)))
        failed = self.start(self.command(), preexec_fn=self.disk.limit).wait() != 0
        self.disk.leave(None)
        assert [*self.site.glob(".fast_build.*"), *self.site.glob("cache/*/*.[0-9]*")] == []
        self.tally["built without room"] += 1
        self.tally["failed for want of room"] += failed

    def teardown(self) -> None:
        self._disks.close()
        super().teardown()


class WithFilesThatCannotGrow(WithoutRoom):
    is_small = False


@pytest.fixture(scope="module", autouse=True)
def table():
    yield
    print_tallies()


@pytest.mark.long
@pytest.mark.parametrize(
    "machine",
    [Killed, BuiltByTwo, Damaged, WithoutRoom, WithFilesThatCannotGrow],
)
def test_the_next_build_is_right(machine):
    compare_builds(machine, number=4, steps=40)

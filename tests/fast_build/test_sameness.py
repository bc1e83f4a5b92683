"""After any series of edits, a build that goes on from earlier ones is what a fresh one would be.

A long series is a test of its own, under a number that decides all of its edits: one that failed, or
that was not come to, can be run alone (`pytest -m long -k "many_edits and Restored-7"`). With `-s`
each says how many builds it compared, and a table at the end how many edits of each kind there were.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import ROOT, SOURCES
from tests.fast_build.edits import (
    DAY,
    Edits,
    EditsThatAreRestored,
    compare_builds,
    print_tallies,
    run_series,
)

KINDS = (
    *("body", "title", "date", "topics", "summary", "slug", "related", "new", "deleted", "renamed"),
    *("comment", "theme", "settings", "topics.toml", "draft to published", "another status"),
    *("scheduled", "a scheduled time passed", "time passed", "saved as it was"),
    *("several at once", "built by others"),
)
NUMBERS = range(1, 13)
STEPS = 30


class EditsOfThisSite(Edits):
    """The same on this site, built as its task builds it."""

    def prepare(self) -> None:
        ignore = shutil.ignore_patterns("__pycache__")
        self.now += 300 * DAY  # when all that the site has is published
        self.site.mkdir()
        for name in SOURCES:
            target = self.site / name
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, target, ignore=ignore)
            else:
                shutil.copy(ROOT / name, target)
        self._settings = (self.site / "pelicanconf.py").read_text(encoding="utf-8")
        (self.site / ".cache").mkdir()
        for kept in ("cards", "pictures"):  # dear to make, and known by what they are made from
            (ROOT / ".cache" / kept).mkdir(parents=True, exist_ok=True)
            (self.site / ".cache" / kept).symlink_to(ROOT / ".cache" / kept)
        for _ in range(3):
            self.add_article(text="Some text", line="A title")

    def topics(self) -> tuple[str, ...]:
        return ("after-a-rejection", "keeping-your-spirits-up")

    def _write_settings(self, more: str) -> None:
        (self.site / "pelicanconf.py").write_text(f"{self._settings}\n{more}", encoding="utf-8")

    def _write_topics(self, words: str, turned: bool = False) -> None:
        path = self.site / "content/topics.toml"
        text = path.read_text(encoding="utf-8")
        [old] = re.findall(r"^summary = .*$", text, re.MULTILINE)[:1]
        path.write_text(text.replace(old, f'summary = "What to do: {words}."'), encoding="utf-8")

    def left_out(self, folder: str, names: list[str]) -> set[str]:
        made = {"output", ".preview", "__pycache__"}.intersection(names)
        if Path(folder).name == ".cache":
            made.update(set(names) - {"cards", "pictures"})
        return made.union(name for name in names if name.endswith((".built", ".lock")))

    def build_again(self) -> bool:
        return self.run(self.command())

    def build_anew(self, folder: Path) -> bool:
        return self.run(self.command(), folder)

    def command(self) -> list[str]:
        return [sys.executable, "-m", "commands.build", "publishconf.py", "output"]

    def others_command(self) -> list[str]:
        return [sys.executable, "-m", "commands.build", "pelicanconf.py", ".preview"]


@pytest.fixture(scope="module", autouse=True)
def table():
    yield
    print_tallies()


@pytest.mark.parametrize(("machine", "number"), [(Edits, 39), (EditsThatAreRestored, 96)])
def test_a_few_edits_of_many_kinds_come_to_the_same_bytes(machine, number):
    compare_builds(machine, number, steps=8)


@pytest.mark.parametrize("machine", [Edits, EditsThatAreRestored])
def test_the_long_series_have_edits_of_every_kind(machine):
    class Unbuilt(machine):
        def compare(self):
            """Nothing is built: what is edited does not depend on it."""

    tally = sum((run_series(Unbuilt, number, STEPS) for number in NUMBERS), Counter())
    assert {kind: tally[kind] for kind in KINDS if tally[kind] < 2} == {}


@pytest.mark.long
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("machine", [Edits, EditsThatAreRestored])
def test_many_edits_come_to_the_same_bytes(machine, number):
    compare_builds(machine, number, STEPS)


@pytest.mark.long
@pytest.mark.parametrize("number", [1, 2, 3])
def test_edits_of_this_site_come_to_the_same_bytes(number):
    compare_builds(EditsOfThisSite, number, steps=15)

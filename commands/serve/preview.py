"""The built preview, how its last build went, and waiting for news of that."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from commands.check.files import left_behind

from .building import Build, Builder, run_command
from .moves import moves

_KINDS = ("content/articles/", "content/pages/")


@dataclass(frozen=True)
class Status:
    """How things stand. `good` names the last good build, and is 0 before there was one; `fault` is
    what the build since then printed when it failed, else empty. `problems` are those of the last
    build, errors and warnings, each as `./invoke check --json` has it.

    Of the last good build: `sources` has the source file of each page that has one, and `moved` the
    page that took the place of one that is gone; pages by their path below the folder. `alone` names
    the making of each page that was made alone since, by its source.
    """

    good: int = 0
    fault: str = ""
    problems: tuple[Mapping[str, Any], ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    alone: Mapping[str, int] = field(default_factory=dict)

    def version(self, source: str) -> int:
        """Return the name of the build that the page of `source` is from; of any other page, of the
        last good build."""
        return self.alone.get(source, self.good)


class Preview:
    """The site of `root`, built into `folder`: by the command `command`, or where there is one by
    `builder`, which also makes the page of a source that was saved while the whole is being built."""

    def __init__(
        self, root: Path, command: Sequence[str] = (), builder: Builder | None = None
    ) -> None:
        self.root = root
        self.folder = root / ".preview"
        self._command = command
        self._builder = builder
        self._status = Status()
        self._news = threading.Condition()
        self._wanted = threading.Event()
        # What has changed since the build in memory, besides articles and pages.
        self._others: set[str] = set()
        self._pages: dict[str, bytes] = {}  # those made alone, by their sources

    @property
    def status(self) -> Status:
        with self._news:
            return self._status

    def follow(self, changed: Collection[str]) -> None:
        """Do what there is to do when the files `changed` have been saved; none: begin."""
        if self._builder is None:
            self.build()
        else:
            self._show_alone(sorted(self._names(changed)))
            self._wanted.set()

    def _names(self, changed: Collection[str]) -> Iterator[str]:
        """Yield the paths from the root on of files that are or were part of the site."""
        for path in map(Path, changed):
            name = path.relative_to(self.root).as_posix()
            # Editors put files beside the one that they save, and some take them away again.
            is_gone = name.startswith("content/") and path.suffix != ".md" and not path.exists()
            if not is_gone and not path.name.startswith(".") and not left_behind(path.name):
                yield name

    def _show_alone(self, names: Sequence[str]) -> None:
        """Show the pages of these sources at once, if each can be made alone."""
        began = time.perf_counter()
        with self._news:
            self._others.update(name for name in names if not name.startswith(_KINDS))
            if self._others or not names:
                return
        aside = self.folder.with_name(".preview.alone")
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        made = {name: self._builder.page(self.root / name, aside) for name in names}
        if all(made.values()):
            # A build that is running would put pages of what was saved before in their place.
            self._builder.stop()
            self._pages |= {name: (aside / page).read_bytes() for name, (page, _) in made.items()}
            _move(aside, self.folder)
            for name, (_, problems) in made.items():
                self._tell(_with_page(self.status, name, problems))
            seconds = time.perf_counter() - began
            print(f"{', '.join(names)}: shown in {seconds:.1f} s; the rest follows.", flush=True)
        shutil.rmtree(aside, ignore_errors=True)

    def close(self) -> None:
        """End what builds."""
        if self._builder:
            self._builder.close()

    def build_on(self) -> None:
        """Build whenever something has been saved, as long as the process goes on."""
        while True:
            self._wanted.wait()
            self._wanted.clear()
            self.build()

    def build(self) -> None:
        """Build once, print what the build printed, and tell whoever waits for news how it went."""
        with self._news:
            others, self._others = self._others, set()
        build = self._builder.build() if self._builder else run_command(self._command, self.root)
        if build is None or build.code:
            with self._news:
                self._others |= others  # what is in memory is from before
        if build is None:  # stopped: another follows
            return
        print(build.printed, flush=True)
        after = _after(self.status, build)
        self._tell(after if build.code else replace(after, alone=self._as_they_were(after)))

    def _as_they_were(self, status: Status) -> Mapping[str, int]:
        """Return the pages that were made alone and are the same now: they need not be loaded anew."""
        page_of = {source: page for page, source in status.sources.items()}
        before, pages, self._pages = self._status.alone, self._pages, {}
        return {
            source: before[source]
            for source, text in pages.items()
            if source in page_of
            and source in before
            and (self.folder / page_of[source]).read_bytes() == text
        }

    def _tell(self, status: Status) -> None:
        with self._news:
            self._status = status
            self._news.notify_all()

    def wait_for_news(self, known: Status | None, timeout: float) -> Status:
        """Return the status as soon as it differs from `known`, or as it is after `timeout` seconds."""
        with self._news:
            self._news.wait_for(lambda: self._status != known, timeout)
            return self._status


def _after(before: Status, build: Build) -> Status:
    problems = tuple(build.problems)
    if build.code:
        fault = build.printed or f"The build ended with exit code {build.code}."
        return replace(before, fault=fault, problems=problems)
    return Status(
        good=_name(before),
        problems=problems,
        sources=build.sources,
        moved=moves(before.moved, before.sources, build.sources),
    )


def _with_page(before: Status, source: str, problems: Sequence[Mapping[str, Any]]) -> Status:
    """Return how things stand when the page of `source` was made alone, with these `problems`."""
    others = [problem for problem in before.problems if problem["path"] != source]
    alone = {**before.alone, source: _name(before)}
    return replace(before, problems=(*others, *problems), alone=alone)


def _name(before: Status) -> int:
    """Return a name greater than those in `before`, and than any that an earlier run of this command
    gave: milliseconds since 1970, unless two builds share one or the clock was put back."""
    return max(time.time_ns() // 1_000_000, 1 + max(before.good, *before.alone.values(), 0))


def _move(aside: Path, folder: Path) -> None:
    """Put every file of `aside` into its place in `folder`, pages after what they show."""
    files = [path for path in aside.rglob("*") if path.is_file()]
    for path in sorted(files, key=lambda path: path.suffix == ".html"):
        place = folder / path.relative_to(aside)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, place)

"""Builds the site: check the sources, let Pelican write, index it, check it, put it in place.

Nothing of a failed build is seen: it is written beside the last good one and takes its place, in
one step, only when it is complete and without fault.
"""

from __future__ import annotations

import argparse
import atexit
import errno
import gc
import glob
import json
import logging
import os
import shutil
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock

from build_cache import open_shelf
from commands.all_or_none import finish
from commands.check.built_site import check_site
from commands.check.report import as_objects, count
from commands.check.rules import rules_of
from commands.check.sources import check_sources, read_sources
from commands.held_back import pictures_held_back
from commands.problem import ERROR, WARNING, Problem, as_typed, from_sentence, refused
from commands.questions.existing import published
from commands.questions.index_for_readers import write_index
from commands.search_index import index
from commands.swap import put_in_place, recover
from commands.unchanged import (
    finished,
    paths_of,
    record_of,
    say_again,
    unchanged,
    until,
    words_of,
)
from fast_build.bytecode import keep_whole_or_nothing
from fast_build.unchanged import look_at, recall, remember

_GARBAGE = 50_000  # things made between two looks for it: most of them are there until the end


@dataclass(frozen=True)
class Outcome:
    """What a build came to: what is wrong, how many pages were written, and the source file of each
    page that has one, by the page's path below the output. Nothing of it changes before `until`, in
    seconds since 1970, unless something that the site is made of does."""

    problems: list[Problem]
    pages: int = 0
    sources: Mapping[str, Path] = field(default_factory=dict)
    until: float = 0


def build(settings_file: Path, output: Path, report: Path | None = None) -> int:
    """Build the site that `settings_file` describes into the folder `output`.

    Returns 0 when the new site stands in `output`. Otherwise prints each problem on a line of its
    own, leaves `output` as it was and returns 1. Warnings are printed either way. Into the file
    `report`, if one is named, goes the same as JSON: `problems`, and the `sources` of the pages.
    """
    began = time.perf_counter()
    keep_whole_or_nothing()
    gc.set_threshold(_GARBAGE)
    atexit.register(gc.freeze)  # else Python looks through all of it once more when it ends
    output = output.absolute()
    # A link stays: it may lead to what a server on this machine shows.
    place = Path(os.path.realpath(output))
    if place.exists() and not place.is_dir():  # whatever it is, nobody has built it
        raise NotADirectoryError(errno.ENOTDIR, "Not a folder", as_typed(output))
    name = place.name.lstrip(".")
    # A hidden folder beside it: on the same file system, so that it can be moved into place. It is of
    # this build alone, for the Pagefind of one that was killed may still write into its own.
    staging = place.with_name(f".{name}.new-{os.getpid()}")
    record = record_of(output)
    with FileLock(output.with_name(f".{output.name.lstrip('.')}.lock")):
        recover(place)
        if built := unchanged(settings_file, output):
            if report:
                report.write_text(built.report, encoding="utf-8")
            say_again(built, as_typed(output), began)
            return 0
        # Looked at before anything is read: what is saved meanwhile makes the next build another.
        words, paths = words_of(str(settings_file)), paths_of(str(settings_file))
        inputs = look_at(words, paths, recall(record))
        for left in place.parent.glob(f".{glob.escape(name)}.new-*"):
            shutil.rmtree(left, ignore_errors=True)
        try:
            outcome = build_aside(settings_file, staging, output)
        except OSError as error:  # a disk may fail, or be full, at any step
            outcome = Outcome(list(map(from_sentence, explained(error))))
        reported = as_json(outcome)
        if report:
            report.write_text(reported, encoding="utf-8")
        problems = outcome.problems
        print(*problems, sep="\n", end="\n" * bool(problems), file=sys.stderr)
        if errors := [problem for problem in problems if problem.severity == ERROR]:
            shutil.rmtree(staging, ignore_errors=True)
            kept = f" {as_typed(output)}/ is as it was." if output.exists() else ""
            print(f"Not built: {count(len(errors), 'problem')}.{kept}", file=sys.stderr)
            return 1
        put_in_place(staging, place)
        printed = [str(problem) for problem in problems]
        remember(record, inputs, output, outcome.until, outcome.pages, printed, reported)
    print(finished(as_typed(output), outcome.pages, began))
    return 0


def as_json(outcome: Outcome) -> str:
    """Return what `./invoke serve` wants to know of a build, as JSON."""
    sources = {page: as_typed(source) for page, source in outcome.sources.items()}
    return json.dumps({"problems": as_objects(outcome.problems), "sources": sources})


def build_aside(settings_file: Path, staging: Path, output: Path) -> Outcome:
    """Build the site into `staging` and return what that came to.

    `output` is what messages call the folder. Nothing is written where the sources have an error.
    """
    from pelican.settings import read_settings

    with listening() as remarks:
        try:
            settings = read_settings(str(settings_file), override={"OUTPUT_PATH": str(staging)})
            rules = rules_of(settings)
        except Exception as error:  # the settings are code: anything may go wrong in them
            return Outcome(list(map(from_sentence, explained(error))))
    problems = [replace(from_sentence(remark), severity=WARNING) for remark in remarks]
    problems += _left_by_a_change(settings_file.parent)
    read = read_sources(rules)
    problems += check_sources(rules, read)
    if any(problem.severity == ERROR for problem in problems):
        return Outcome(problems)
    faults, sources = _run_pelican(settings)
    if faults:
        return Outcome([*map(from_sentence, faults), *problems])
    with ThreadPoolExecutor() as aside:  # Pagefind is a program of its own
        indexed = aside.submit(index, staging, settings["DEFAULT_LANG"])
        words = open_shelf(settings, "words", many=True)
        write_index(staging, published(read[0], rules), sources, Path(settings["THEME"]), words)
        faults = indexed.result()
    if faults:
        return Outcome([*map(from_sentence, faults), *problems])
    if not rules.drafts_are_written:
        # Pelican copies what any article shows, published or not.
        for picture in pictures_held_back(read[0], rules):
            (staging / picture).unlink(missing_ok=True)
    shelf = open_shelf(settings, "links")
    broken = check_site(staging, settings["SITE_ADDRESS"], sources, output, shelf)
    pages = sum(1 for _ in staging.rglob("*.html"))
    scheduled = (date for source in read[0] if (date := source.date(rules.now)))
    return Outcome([*broken, *problems], pages, sources, until(scheduled, rules.now))


def _left_by_a_change(root: Path) -> Iterator[Problem]:
    """Complete a change of topics that was cut off; yield the files that could not follow it."""
    for path in finish(root.absolute())[1]:
        what = "topics were changed, and this file was saved before it could follow."
        yield Problem(as_typed(path), 1, what, "Look at the topics it names.", severity=WARNING)


def _run_pelican(settings) -> tuple[list[str], dict[str, Path]]:
    """Return what Pelican and its plugins complained of, and the source file of each page written.

    A warning counts as a fault: stock Pelican logs an article that it can't read, leaves it out and
    calls the build good.
    """
    from pelican import Pelican
    from pelican.log import console
    from pelican.plugins import signals

    sources: dict[str, Path] = {}

    def note_source(path: str, context) -> None:
        content = context.get("article") or context.get("page")
        if content is not None:
            page = Path(path).relative_to(settings["OUTPUT_PATH"]).as_posix()
            sources[page] = Path(content.source_path)

    console.quiet = True  # Pelican counts what it processed; `build` says the same in one line
    signals.content_written.connect(note_source)
    with listening() as complaints:
        try:
            Pelican(settings).run()
        except Exception as error:  # whatever it is, the author gets a sentence, not a traceback
            complaints += explained(error)
    return complaints, sources


@contextmanager
def listening() -> Iterator[list[str]]:
    """Give a list, to which every warning is added that is logged meanwhile."""
    complaints = _Complaints()
    logging.getLogger().addHandler(complaints)
    try:
        yield complaints.messages
    finally:
        logging.getLogger().removeHandler(complaints)


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage().replace(f"{Path.cwd()}/", ""))


def explained(error: Exception) -> Iterator[str]:
    """Yield what an author can do about an exception, one line for each problem."""
    if hasattr(error, "problems"):  # the plugins of this site word their own
        yield from (problem.replace(f"{Path.cwd()}/", "") for problem in error.problems)
        return
    from jinja2 import TemplateSyntaxError, UndefinedError

    if isinstance(error, TemplateSyntaxError):
        where = as_typed(error.filename or error.name or "template")
        yield str(Problem(where, error.lineno, f"{error.message}.", "Mend the template."))
    elif isinstance(error, UndefinedError):
        path, line = _template_line(error)
        cure = "Mend the name; theme/README.md lists those that a template may use."
        yield str(Problem(path, line, f"{error.message}.", cure))
    elif isinstance(error, SyntaxError) and error.filename:
        where = as_typed(error.filename)
        yield str(Problem(where, error.lineno or 1, f"{error.msg}.", "Mend this line."))
    elif sentence := refused(error):
        yield sentence
    elif isinstance(error, FileNotFoundError) and not error.errno:
        yield str(error)
    else:
        path, line = _template_line(error)
        what = f"{type(error).__name__}: {error}."
        yield str(Problem(path, line, what, "This is a fault of the site's code; mend it there."))


def _template_line(error: Exception) -> tuple[str, int]:
    """Return the template and line in which `error` arose, or else the last line of code."""
    frames = traceback.extract_tb(error.__traceback__)
    in_templates = [frame for frame in frames if frame.filename.endswith(".html")]
    frame = (in_templates or frames)[-1]
    return as_typed(frame.filename), frame.lineno or 1


def main() -> int:
    """Build from the command line: `python -m commands.build publishconf.py output`."""
    parser = argparse.ArgumentParser(description="Build the site.")
    parser.add_argument("settings_file", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--report", type=Path, help="say here as JSON how it went")
    arguments = parser.parse_args()
    return build(arguments.settings_file, arguments.output, arguments.report)


if __name__ == "__main__":
    sys.exit(main())

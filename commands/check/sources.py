"""What is wrong in the sources: every check of every article and page, in one list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from commands.check.addresses import check_address, check_between
from commands.check.characters import check_characters, decode
from commands.check.dates import check_dates
from commands.check.files import odd_files, source_files
from commands.check.keys import check_keys
from commands.check.links import Shelf, check_links, shelf_of
from commands.check.markup import check_markup
from commands.check.notes import check_notes
from commands.check.panels import check_panels
from commands.check.questions import check_answers
from commands.check.rendering import check_rendering
from commands.check.rules import Rules
from commands.check.slips import check_slips
from commands.check.source import Source
from commands.check.topics import check_labels, check_related, check_topics
from commands.problem import ERROR, Problem, as_typed

KINDS = {"articles": "article", "pages": "page"}
_MOST = 25  # of one file; who mends these sees the rest


def check_sources(
    rules: Rules, read: tuple[list[Source], list[Problem]] | None = None
) -> list[Problem]:
    """Return every problem of the articles and pages below `rules.content`: errors before warnings,
    those of one file together. `read` is what `read_sources` returned, where that was called."""
    sources, unreadable = read or read_sources(rules)
    problems = list(unreadable)
    problems += odd_files(rules.content / "images")
    articles = [source for source in sources if source.kind == "article"]
    shelf = shelf_of(sources, rules.content)
    for source in sources:
        problems += check_alone(source, shelf, rules)
    readable = [source for source in sources if source.fields]
    problems += check_between(readable)
    problems += check_topics(articles, rules)
    problems += check_related(articles, rules)
    problems += check_labels(articles)
    problems += check_answers(articles, rules)
    problems += check_rendering(readable, rules.markdown)
    return in_order(problems)


def check_alone(source: Source, shelf: Shelf, rules: Rules) -> list[Problem]:
    """Return what is wrong with one source, whatever stands in the others; those are on the `shelf`."""
    problems = _some(check_characters(source), source)
    problems += check_keys(source, rules)
    if source.fields:
        problems += check_dates(source, rules)
        problems += check_address(source)
        problems += _some(check_links(source, shelf, rules), source)
        problems += _some(check_markup(source), source)
        problems += _some(check_notes(source), source)
        problems += _some(check_slips(source), source)
        problems += _some(check_panels(source), source)
    return problems


def read_sources(rules: Rules) -> tuple[list[Source], list[Problem]]:
    """Return the files that could be read as text, and what is wrong with the others."""
    sources: list[Source] = []
    problems: list[Problem] = []
    for folder, kind in KINDS.items():
        files, found = source_files(rules.content / folder)
        problems += found
        for path in files:
            try:
                raw = path.read_bytes()
            except FileNotFoundError:  # somebody took it away a moment ago
                continue
            text, fault = decode(raw)
            if fault:
                problems.append(Problem(as_typed(path), *fault))
            else:
                sources.append(Source(path, kind, text))
    return sources, problems


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return `problems` once each: errors before warnings, then by file, line and column."""
    return sorted(
        set(problems), key=lambda p: (p.severity != ERROR, p.path, p.line, p.column, p.what)
    )


def _some(problems: Iterator[Problem], source: Source) -> list[Problem]:
    """Return the first of many problems of one file, and for the rest a line that counts them."""
    found = list(problems)
    by_severity: dict[str, list[Problem]] = defaultdict(list)
    for problem in found:
        by_severity[problem.severity].append(problem)
    shown = []
    for severity, same in by_severity.items():
        shown += same[:_MOST]
        if len(same) > _MOST:
            what = f"there are {len(same) - _MOST:,} more problems of this kind in the file."
            shown.append(
                source.problem(same[_MOST].line, what, "Mend those above first.", severity)
            )
    return shown

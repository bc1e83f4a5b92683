"""What is wrong with the dates of a front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from commands.check.front_matter import Field
from commands.check.rules import Rules
from commands.check.source import Source
from commands.problem import WARNING, Problem

_KEYS = ("date", "modified", "reviewed")
_CURE = "Write it as 2026-11-22 or 2026-11-22 09:00."
_PARTS = re.compile(r"(?P<first>\d{1,2})[./-](?P<second>\d{1,2})[./-](?P<year>\d{4})\b")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]+\d\d:\d\d(?::\d\d)?(?:\s*(?:Z|[+-]\d\d:?\d\d))?)?")
FAR_AHEAD = timedelta(days=3 * 365)


def check_dates(source: Source, rules: Rules) -> Iterator[Problem]:
    """Yield dates that can't be read, that are none, that could be two, or that lie far away."""
    for field in source.fields:
        if field.key in _KEYS and field.value:
            yield from _check_date(source, field, rules.now)
    yield from _check_order(source, rules.now)


def _check_order(source: Source, now: datetime) -> Iterator[Problem]:
    """Yield a change before the article was there, and a review that is still to come."""
    modified, reviewed = source.field("modified"), source.field("reviewed")
    begun, changed = _day(source.value("date")), _day(source.value("modified"))
    if begun and changed and changed < begun:
        what = f"Modified ({changed}) is before Date ({begun})."
        yield source.problem(modified.line, what, "See which of the two is wrong.", WARNING)
    ahead = (day - now.date()) if reviewed and (day := _day(reviewed.value)) else timedelta()
    if timedelta() < ahead <= FAR_AHEAD:
        cure = "Write the day on which somebody last looked at it."
        yield source.problem(reviewed.line, f"Reviewed ({day}) is still to come.", cure, WARNING)


def _day(value: str) -> date | None:
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None


def _check_date(source: Source, field: Field, now: datetime) -> Iterator[Problem]:
    value = field.value[:60]
    if not re.match(r"\d{4}-\d\d-\d\d", value):
        meant = _meant(value)
        if len(meant) == 2:
            days = " or ".join(f"{day.day} {day:%B %Y}" for day in meant)
            cure = f"Write {' or '.join(map(str, meant))}."
            yield source.problem(field.line, f"'{value}' could be {days}.", cure)
        else:
            cure = f"Write {meant[0]}." if meant else _CURE
            yield source.problem(field.line, f"'{value}' is not a date that can be read.", cure)
        return
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        yield source.problem(field.line, f"there is no date '{value}': {error}.", _CURE)
        return
    if not _ISO.fullmatch(value):
        yield source.problem(field.line, f"'{value}' is not a date that can be read.", _CURE)
    elif not 1970 <= moment.year < 2200:
        what = f"the year {moment.year} can't be meant."
        yield source.problem(field.line, what, "Write the date of this article.")
    elif moment.year < 1990:
        what = f"the year {moment.year} is before there were blogs."
        yield source.problem(field.line, what, "See whether the year is right.", WARNING)
    elif moment.date() > now.date() + FAR_AHEAD:
        what = f"{moment.date()} is more than three years ahead."
        yield source.problem(field.line, what, "See whether the year is right.", WARNING)


def _meant(value: str) -> list[date]:
    """Return the days that a date in another form can mean, the day first in the first of them."""
    match = _PARTS.match(value)
    if not match:
        return []
    first, second, year = (int(match[name]) for name in ("first", "second", "year"))
    found = []
    for day, month in ((first, second), (second, first)):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return list(dict.fromkeys(found))

"""When an entry was published, as the clock of the blog showed it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

from .entry import Entry

EARLIEST, LATEST = 1970, 2200  # what `check` takes for a year that can be meant
_MONTH = re.compile(r"/(\d{4})/(\d\d)/")


def local(moment: datetime, zone: tzinfo, sure: bool) -> datetime:
    """Return `moment` in `zone`. Where the zone is not `sure` to be the blog's, a moment that says
    an offset of its own (as the classic archive's do) keeps it."""
    if not sure and moment.tzinfo is not UTC and moment.utcoffset():
        return moment
    try:
        return moment.astimezone(zone)
    except (OverflowError, ValueError):
        return moment


def dated(entry: Entry, zone: tzinfo, sure: bool) -> tuple[datetime, bool]:
    """Return the date of an entry and whether it is one that can be meant.

    Where it is not, the day of its last change stands in, or the month of its old address.
    """
    for moment in (entry.published, entry.updated):
        if moment and EARLIEST <= (here := local(moment, zone, sure)).year < LATEST:
            return here, moment is entry.published
    month = _MONTH.match(entry.path)
    if month and EARLIEST <= int(month[1]) < LATEST and 1 <= int(month[2]) <= 12:
        return datetime(int(month[1]), int(month[2]), 1, tzinfo=zone), False
    return datetime(EARLIEST, 1, 2, tzinfo=zone), False

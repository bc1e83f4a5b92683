"""Pelican's slugs and dates, sooner: it makes the same slug again for each article of a tag, and asks
the system for each part of a date. What is a number in each language Python can tell by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

_MANY = 10_000  # slugs that are remembered
_FOUR_DIGITS = 1000  # a year before that is written in one way or another
_NUMBERS = {"m": "month", "d": "day", "H": "hour", "M": "minute", "S": "second"}  # of two digits
_PLAIN_FORMAT = re.compile(r"(?:[^%\n]|%[aAbBcdfGHIjmMpSUuVwWxXyYzZ%])*", re.ASCII)


def remembered_slugs(slugify: Callable[..., str]) -> Callable[..., str]:
    """Return what does the same as `slugify`, Pelican's."""

    @lru_cache(_MANY)
    def made(value: str, regex_subs: tuple, preserve_case: bool, use_unicode: bool) -> str:
        return slugify(value, regex_subs, preserve_case, use_unicode)

    def quick_slugify(
        value: str,
        regex_subs: Iterable[tuple[str, str]] = (),
        preserve_case: bool = False,
        use_unicode: bool = False,
    ) -> str:
        if type(value) is not str:  # markup is treated by rules of its own
            return slugify(value, regex_subs, preserve_case, use_unicode)
        return made(value, tuple(map(tuple, regex_subs)), preserve_case, use_unicode)

    return quick_slugify


def in_one_go(strftime: Callable[..., str]) -> Callable[..., str]:
    """Return what does the same as `strftime`, that of Pelican's dates."""

    def quick_strftime(date: datetime, fmt: str, safe: bool = True) -> str:
        if not safe or not _is_plain(fmt):
            return strftime(date, fmt, safe)
        if fmt == "%z":
            return _offset_in_words(date.utcoffset())
        pattern, numbers_of = _in_numbers(fmt)
        if pattern and date.year >= _FOUR_DIGITS:
            return pattern % numbers_of(date)
        return datetime.strftime(date, fmt)

    return quick_strftime


@cache
def _offset_in_words(offset: timedelta | None) -> str:
    zone = None if offset is None else timezone(offset)
    return datetime(2000, 1, 1, tzinfo=zone).strftime("%z")


@cache
def _in_numbers(fmt: str) -> tuple[str, Callable[[datetime], Any]]:
    """Return a pattern that gives what a format of the system does, and what gives the numbers for it
    of a date, if the format is made of numbers."""
    parts = re.split("%(.)", fmt)
    letters = parts[1::2]
    if not letters or not _NUMBERS.keys() | {"Y"} >= set(letters):
        return "", id
    parts[1::2] = ["%d" if letter == "Y" else "%02d" for letter in letters]
    return "".join(parts), attrgetter(*(_NUMBERS.get(letter, "year") for letter in letters))


@cache
def _is_plain(fmt: str) -> bool:
    """Return whether the parts of a date mean the same together as one by one."""
    return fmt.isascii() and "\0" not in fmt and bool(_PLAIN_FORMAT.fullmatch(fmt))

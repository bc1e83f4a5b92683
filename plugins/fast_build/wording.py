"""Pelican's slugs and dates, sooner: it makes the same slug again for each article of a tag, and asks
the system for each part of a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache, lru_cache

_MANY = 10_000  # slugs that are remembered
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
        return (
            datetime.strftime(date, fmt) if safe and _is_plain(fmt) else strftime(date, fmt, safe)
        )

    return quick_strftime


@cache
def _is_plain(fmt: str) -> bool:
    """Return whether the parts of a date mean the same together as one by one."""
    return fmt.isascii() and "\0" not in fmt and bool(_PLAIN_FORMAT.fullmatch(fmt))

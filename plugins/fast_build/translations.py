"""Translations found a part of the articles at a time.

Pelican looks for each article in the list of all that are no translations, which takes a time that
grows with the square of the articles. Only articles of one group can be translations of each other,
so what it finds in some groups at a time, one after the other, is what it finds in all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

_FEWEST = 100  # articles that are looked through at once, of whole groups

Found = tuple[list, list]  # originals and translations


def by_parts(stock: Callable[..., Found]) -> Callable[..., Found]:
    """Return what does the same as `stock`, Pelican's `process_translations`."""

    def process_translations(
        content_list: list, translation_id: str | Collection[str] | None = None
    ) -> Found:
        if not translation_id or len(content_list) <= _FEWEST:
            return stock(content_list, translation_id)
        try:
            key = attrgetter(
                *([translation_id] if isinstance(translation_id, str) else translation_id)
            )
            content_list.sort(key=key)
        except (TypeError, AttributeError):
            return stock(content_list, translation_id)  # which says what is wrong
        originals, translations = [], []
        for part in _parts(content_list, key):
            some, others = stock(part, translation_id)
            originals += some
            translations += others
        return originals, translations

    return process_translations


def _parts(content_list: list, key: Callable[[Any], Any]) -> Iterator[list]:
    part: list = []
    for _, group in groupby(content_list, key):
        part += group
        if len(part) >= _FEWEST:
            yield part
            part = []
    if part:
        yield part

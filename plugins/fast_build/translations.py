"""Translations found a group of articles at a time.

Pelican looks for each article in the list of all that are no translations, which takes a time that
grows with the square of the articles. Only articles of one group can be translations of each other,
so what it finds in some groups at a time, one after the other, is what it finds in all at once. An
article that is alone in its group, as most are, is no translation of another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import groupby
from operator import attrgetter

Found = tuple[list, list]  # originals and translations


def by_groups(stock: Callable[..., Found]) -> Callable[..., Found]:
    """Return what does the same as `stock`, Pelican's `process_translations`."""

    def process_translations(
        content_list: list, translation_id: str | Collection[str] | None = None
    ) -> Found:
        if not translation_id:
            return stock(content_list, translation_id)
        try:
            key = attrgetter(
                *([translation_id] if isinstance(translation_id, str) else translation_id)
            )
            content_list.sort(key=key)
        except (TypeError, AttributeError):
            return stock(content_list, translation_id)  # which says what is wrong
        originals, translations = [], []
        for _, group in groupby(content_list, key):
            contents = list(group)
            if len(contents) == 1 and "translation" not in contents[0].metadata:
                contents[0].translations = []
                originals += contents
            else:
                some, others = stock(contents, translation_id)
                originals += some
                translations += others
        return originals, translations

    return process_translations

"""Sources found sooner: patterns of files to be ignored are put together once, and nobody looks for
files where there is nothing to say of them. And what is found can be gone through in an order."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from fnmatch import translate
from functools import lru_cache
from itertools import chain, filterfalse
from re import Pattern, compile
from typing import Any, Literal


def quick_choice(stock: Callable[..., bool]) -> Callable[..., bool]:
    """Return what does the same as `stock`, Pelican's `_include_path`: it says whether a file is one
    to use."""

    def _include_path(
        generator: Any, path: str, extensions: Collection[str] | Literal[False] | None = None
    ) -> bool:
        ignores = generator.settings["IGNORE_FILES"]
        if type(ignores) is not list or os.sep != "/":
            return stock(generator, path, extensions)
        if extensions is None:
            extensions = generator.readers.extensions
        name = path.rpartition("/")[2]
        if extensions is not False and os.path.splitext(name)[1][1:] not in extensions:
            return False
        return not ignores or not _any_of(tuple(ignores)).match(name)

    return _include_path


@lru_cache(16)
def _any_of(patterns: tuple[str, ...]) -> Pattern[str]:
    return compile("|".join(translate(os.path.normcase(pattern)) for pattern in patterns))


def where_readers_are_off(stock: Callable[..., None]) -> Callable[..., None]:
    """Return what does the same as `stock`, Pelican's `_check_disabled_readers`: it warns of files that
    a reader would read which is off."""

    def _check_disabled_readers(generator: Any, *where, **more) -> None:
        if generator.readers.disabled_extensions:
            stock(generator, *where, **more)

    return _check_disabled_readers


class InOrder(set[str]):
    """Files, as a set of them, that are gone through in the order in which they are given."""

    def __init__(self, files: Iterable[str]) -> None:
        self._order = dict.fromkeys(files)
        super().__init__(self._order)

    def __iter__(self) -> Iterator[str]:
        come = filterfalse(self._order.__contains__, super().__iter__())
        return chain(filter(self.__contains__, self._order), come)

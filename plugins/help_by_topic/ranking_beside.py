"""The ranking after an edit in a process of its own, beside this one, which goes on with the build.

    this process                              the other one, forked when the build begins or sooner
    articles are read                         loads NumPy, recalls the ranking before
    what is seen of articles      ------->
    what the build does next                  makes documents; ranks; asks for texts that it needs
    the first to ask for a pick   <-------    the picks
    pages                                     keeps what the next ranking can use

Where there is no ranking to go on from, where no process can be forked, where thousands of texts are
new, which are read in parts, and where the other one fails, this one ranks. What it is given and what
comes of it is the same either way.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from weakref import WeakSet

from .beside import GONE, Beside, Line
from .documents import FEWEST, Documents
from .related import PickRows
from .told import Told

_KEEP = "keep"
_waited_for: WeakSet[RankingBeside] = WeakSet()


class RankingBeside:
    """One ranking of a build. `cache` is the file by which it goes on from the one before, or None;
    the documents are kept beside it. `begun` is a process that waits to be told from what to rank, if
    there is one: it ends where there is nothing to go on from."""

    def __init__(self, cache: Path | None, begun: Beside | None = None) -> None:
        self._cache = cache
        # Before the fork, for both processes. Who notes what this one reads learns of the code, too.
        path = cache and cache.with_name(f"{cache.name}.documents")
        self.documents = Documents(path)
        self._other: Beside | None = None
        self._told: Told | None = None
        self._html_of: Callable[[str], str] = str
        self._limit = 0
        self._picks: tuple[PickRows, bytes] | None = None
        if cache and cache.exists() and self.documents.are_kept:
            files = cache, path
            is_told = begun and begun.line.say(files)
            self._other = begun if is_told else Beside.begun(partial(_rank, *files))

    @property
    def is_beside(self) -> bool:
        """Whether another process ranks what it is told, while this one goes on."""
        return self._other is not None

    def begin(self, told: Told, html_of: Callable[[str], str], limit: int) -> None:
        """Rank the articles that are told, with `limit` picks for each, instead of all that was begun
        before. `html_of` gives the HTML of an article by its slug."""
        told = told.digested()
        if (told, limit) == (self._told, self._limit):
            return
        if self in _waited_for:
            self._hear()
        self._told, self._html_of, self._limit, self._picks = told, html_of, limit, None
        if self._other and self._is_said():
            _waited_for.add(self)
        else:
            self._other = None

    def _is_said(self) -> bool:
        """Tell the other process; return whether it was told."""
        new = self.documents.unknown(self._told)
        if len(new) >= FEWEST:
            return False
        htmls = {slug: self._html_of(slug) for slug in new}
        return self._other.line.say((self._limit, tuple(self._told), htmls))

    def picks(self) -> tuple[PickRows, bytes]:
        """Return what is picked for what was begun last, with a digest for each row: wait for it, or
        rank here."""
        self._hear()
        if self._picks is None:
            self._picks = self._ranked_here()
            _give_back()
        return self._picks

    def _ranked_here(self) -> tuple[PickRows, bytes]:
        from .related.ranking import Ranking

        ranking = Ranking(self._cache)
        self.documents.recall()
        self.documents.read_ahead(self._told, self._html_of)
        documents = self.documents.of(self._told, self._html_of)
        rows = ranking.rows(documents, self._limit)
        ranking.keep()
        self.documents.keep()
        return rows, rows.digests(self._told.sources())

    def _hear(self) -> None:
        """Wait for the picks of the other process, if there is one."""
        _waited_for.discard(self)
        while self._other and self._picks is None:
            said = self._other.line.hear()
            if isinstance(said, str):
                self._other.line.say(self._html_of(said))
            elif said is GONE:
                self._other = None
            else:
                rows, digests = said
                self._picks = PickRows(*rows), digests
                self._other.line.say(_KEEP)

    def wait(self) -> None:
        """Wait until the other process has kept what it found out."""
        if self._other:
            self._other.wait()
            self._other = None


def rank_once_told(line: Line) -> None:
    """What a process does that is begun before it is known from what to rank."""
    from .related import ranking  # noqa: F401 (loads NumPy)

    if (files := line.hear()) is not GONE:
        cache, path = files
        _rank(cache, path, line)


def _rank(cache: Path, path: Path, line: Line) -> None:
    """What the other process does, going on from a ranking and documents in these files."""
    from .related.ranking import Ranking

    ranking, documents = Ranking(cache), Documents(path)
    if not (ranking.goes_on and documents.recall()):
        return  # then there is much to do, with all texts, which are in the process that asks
    while (said := line.hear()) is not GONE:
        if said == _KEEP:
            ranking.keep()
            documents.keep()
        elif documents.recall():
            limit, told, htmls = said
            told = Told(*told)
            rows = ranking.rows(documents.of(told, partial(_html, line, htmls)), limit)
            line.say((tuple(rows), rows.digests(told.sources())))
        else:
            return


def _html(line: Line, htmls: Mapping[str, str], slug: str) -> str:
    if slug in htmls:
        return htmls[slug]
    line.say(slug)
    html = line.hear()
    if html is GONE:
        raise EOFError
    return html


def _give_back() -> None:
    """Give memory that is free back to the system, where the C library would keep it for this process: it
    is as much again as all articles take, and others are forked from here to make pages."""
    import ctypes  # which NumPy has loaded

    with suppress(OSError, TypeError, AttributeError):  # it is another library
        ctypes.CDLL(None).malloc_trim(0)


def _end_all() -> None:
    for ranking in [*_waited_for]:
        ranking.picks()


if hasattr(os, "register_at_fork"):
    # Two processes can't share what a third one says; nor should each rank where that has failed.
    os.register_at_fork(before=_end_all)

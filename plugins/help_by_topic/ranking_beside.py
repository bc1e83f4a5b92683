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
from typing import Any
from weakref import WeakSet

from .beside import GONE, Beside, Line
from .documents import FEWEST, Documents, documents_version
from .related import PickRows
from .side_by_side import give_back, processors
from .told import DIGEST, Told

_KEEP = "keep"
# What glibc calls M_MMAP_THRESHOLD and M_TRIM_THRESHOLD, in bytes; more is refused, or of no use.
_OF_MEMORY = ((-3, 2**25), (-1, 2**30))
# Processes that read articles: more would wait for the one that reads their texts.
_MOST_READING = 4
# Of more, memory that is free is given back: it would be more than others need meanwhile.
_MANY_TEXTS = 5000
_waited_for: WeakSet[RankingBeside] = WeakSet()


class RankingBeside:
    """One ranking of a build. `cache` is the file by which it goes on from the one before, or None;
    the documents are kept beside it. `begun` is a process that waits to be told from what to rank, if
    there is one."""

    def __init__(self, cache: Path | None, begun: Beside | None = None) -> None:
        self._cache, self._begun = cache, begun
        # Before the fork, for both processes. Who notes what this one reads learns of the code, too.
        self._path = path = cache and cache.with_name(f"{cache.name}.documents")
        self.documents = Documents(path)
        self._other: Beside | None = None
        self._told: Told | None = None
        self._html_of: Callable[[str], str] = str
        self._limit = 0
        self._picks: tuple[PickRows, bytes] | None = None
        self._read_there: set[bytes] = set()  # digests of texts
        if cache and cache.exists() and self.documents.are_kept:
            self._other = self._beside(_rank, cache, path)

    def take_texts(self, lang: str, number: int) -> Callable[[bytes, bytes], None] | None:
        """Have another process read texts while articles are still to come, if nothing is known of any;
        return what is to be called with each and its digest. There will be this number, most in the
        language `lang`."""
        if self._other or self._told or processors() > _MOST_READING:
            return None
        self._begin_anew(lang, number)
        return self._take_text if self._other else None

    def _begin_anew(self, lang: str = "", number: int = 0) -> None:
        documents_version()  # who notes what this process reads learns of the code
        holds_back = number <= _MANY_TEXTS
        self._other = self._beside(_rank_anew, self._cache, self._path, lang, holds_back)

    def _beside(self, rank: Callable[..., None], *from_what: Any) -> Beside | None:
        """Return a process that ranks: the one that was begun, if there is one, or another."""
        begun, self._begun = self._begun, None
        is_told = begun and begun.line.say((rank, from_what))
        return begun if is_told else Beside.begun(partial(rank, *from_what))

    def _take_text(self, digest: bytes, html: bytes) -> None:
        if self._other and digest not in self._read_there:
            if self._other.line.say(digest + html, at_once=False):
                self._read_there.add(digest)
            else:
                self._other = None

    @property
    def is_beside(self) -> bool:
        """Whether another process ranks what it is told, while this one goes on."""
        return bool(self._other or self._begun)

    def begin(self, told: Told, html_of: Callable[[str], str], limit: int) -> None:
        """Rank the articles that are told, with `limit` picks for each, instead of all that was begun
        before. `html_of` gives the HTML of an article by its slug."""
        told = told.digested()
        if (told, limit) == (self._told, self._limit):
            return
        if self in _waited_for:
            self._hear(is_last=False)
        self._told, self._html_of, self._limit, self._picks = told, html_of, limit, None
        if self._begun:
            self._begin_anew()
        if self._other and self._is_said():
            _waited_for.add(self)
        else:
            self._other = None

    def _is_said(self) -> bool:
        """Tell the other process; return whether it was told."""
        new = self.documents.unknown(self._told, self._read_there)
        if len(new) >= FEWEST:
            return False
        htmls = {slug: self._html_of(slug) for slug in new}
        return self._other.line.say((self._limit, tuple(self._told), htmls))

    def is_to_come(self) -> bool:
        """Return whether who asks for the picks now would have to wait for the other process."""
        return self in _waited_for and not self._other.line.is_spoken_on()

    def picks(self) -> tuple[PickRows, bytes]:
        """Return what is picked for what was begun last, with a digest for each row: wait for it, or
        rank here."""
        self._hear()
        if self._picks is None:
            self._picks = self._ranked_here()
            give_back()  # it is as much again as all articles take, and others are forked from here
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

    def _hear(self, *, is_last: bool = True) -> None:
        """Wait for the picks of the other process, if there is one. It keeps the last and ends: what is
        begun after that is ranked here."""
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
                if is_last:
                    self._other.line.say(_KEEP)

    def wait(self) -> None:
        """Wait until the other process has kept what it found out."""
        if self._other:
            self._other.wait()
            self._other = None


def rank_once_told(line: Line) -> None:
    """What a process does that is begun before it is known from what to rank."""
    from .related import ranking  # noqa: F401 (loads NumPy)

    if (said := line.hear()) is not GONE:
        rank, from_what = said
        rank(*from_what, line)


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
            return  # to give back what it holds takes a while, for which the first one need not wait
        if not documents.recall():
            return
        _say_picks(ranking, documents, line, *said)


def _rank_anew(
    cache: Path | None, path: Path | None, lang: str, holds_back: bool, line: Line
) -> None:
    """What the other process does where there is nothing to go on from: read texts as they come, most of
    which are in this language, and rank."""
    from .related.ranking import Ranking

    if holds_back:
        _hold_back()
    ranking, documents = Ranking(cache), Documents(path)
    while (said := line.hear()) is not GONE:
        if isinstance(said, bytes):
            ranking.read_ahead(*documents.read(said[:DIGEST], said[DIGEST:]), lang)
        elif said == _KEEP:
            for keep in (documents.keep, ranking.keep):
                if not holds_back:
                    give_back()
                keep()
            return  # the memory that all this takes is wanted by others
        else:
            _say_picks(ranking, documents, line, *said)


def _say_picks(
    ranking: Any,
    documents: Documents,
    line: Line,
    limit: int,
    told: tuple,
    htmls: Mapping[str, str],
) -> None:
    """Say what is picked for the articles that are told, with a digest for each row."""
    seen = Told(*told)
    rows = ranking.rows(documents.of(seen, partial(_html, line, htmls)), limit)
    line.say((tuple(rows), rows.digests(seen.sources())))


def _html(line: Line, htmls: Mapping[str, str], slug: str) -> str:
    if slug in htmls:
        return htmls[slug]
    line.say(slug)
    html = line.hear()
    if html is GONE:
        raise EOFError
    return html


def _hold_back() -> None:
    """Have this process hold memory that is free for what comes next, where the C library would give it back
    to the system and ask for it again: half of the pages that the system gave it were such."""
    import ctypes

    with suppress(OSError, TypeError, AttributeError):  # it is another library
        library = ctypes.CDLL(None)
        for what, size in _OF_MEMORY:
            library.mallopt(what, size)


def _end_all() -> None:
    for ranking in [*_waited_for]:
        ranking.picks()


if hasattr(os, "register_at_fork"):
    # Two processes can't share what a third one says; nor should each rank where that has failed.
    os.register_at_fork(before=_end_all)

"""The ranking after an edit in a process of its own, beside this one, which goes on with the build.

    this process                              the other one, forked when the build begins
    articles are read                         loads NumPy, recalls the ranking before
    documents                     ------->
    what the build does next                  ranks; asks for texts that it needs
    the first to ask for a pick   <-------    the picks
    pages                                     keeps what the next ranking can use

Where there is no ranking to go on from, where no process can be forked, and where the other one
fails, this one ranks. What it is given and what comes of it is the same either way.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakSet

from .beside import GONE, Beside, Line
from .related import PickRows, UnreadDocument
from .related.version import version

_KEEP = "keep"
_waited_for: WeakSet[RankingBeside] = WeakSet()


class RankingBeside:
    """One ranking of a build. `cache` is the file by which it goes on from the one before, or None."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._other: Beside | None = None
        self._documents: Sequence[UnreadDocument] = ()
        self._limit = 0
        self._facts: list[dict[str, Any]] | None = None  # of the documents
        self._picks: PickRows | None = None
        if cache and cache.exists():
            version()  # read here, so that who notes what this process reads learns of that code
            self._other = Beside.begun(partial(_rank, cache))

    @property
    def is_beside(self) -> bool:
        """Whether another process ranks what it is given, while this one goes on."""
        return self._other is not None

    def begin(self, documents: Sequence[UnreadDocument], limit: int) -> None:
        """Rank `documents`, with `limit` picks for each, instead of all that was begun before."""
        facts, at_hand = _told(documents) if self._other else ([], {})
        if self._other and (facts, limit) == (self._facts, self._limit):
            return
        if self in _waited_for:
            self._hear()
        self._documents, self._limit, self._facts, self._picks = documents, limit, facts, None
        if self._other and self._other.line.say((limit, facts, at_hand)):
            _waited_for.add(self)
        else:
            self._other = None

    def picks(self) -> PickRows:
        """Return what is picked for what was begun last: wait for it, or rank here."""
        self._hear()
        if self._picks is None:
            from .related.ranking import Ranking

            ranking = Ranking(self._cache)
            self._picks = ranking.rows(self._documents, self._limit)
            ranking.keep()
        return self._picks

    def _hear(self) -> None:
        """Wait for the picks of the other process, if there is one."""
        _waited_for.discard(self)
        while self._other and self._picks is None:
            said = self._other.line.hear()
            if isinstance(said, int):
                self._other.line.say(self._documents[said].text)
            elif said is GONE:
                self._other = None
            else:
                self._picks = PickRows(*said)
                self._other.line.say(_KEEP)

    def wait(self) -> None:
        """Wait until the other process has kept what it found out."""
        if self._other:
            self._other.wait()
            self._other = None


def _rank(cache: Path, line: Line) -> None:
    """What the other process does."""
    from .related.ranking import Ranking

    ranking = Ranking(cache)
    if not ranking.goes_on:
        return  # then there is much to do, with all texts, which are in the process that asks
    while (said := line.hear()) is not GONE:
        if said == _KEEP:
            ranking.keep()
        else:
            limit, facts, at_hand = said
            documents = [
                UnreadDocument.of(partial(_text, line, at_hand, place), **its)
                for place, its in enumerate(facts)
            ]
            line.say(tuple(ranking.rows(documents, limit)))


def _text(line: Line, at_hand: Mapping[int, str], place: int) -> str:
    if place in at_hand:
        return at_hand[place]
    line.say(place)
    text = line.hear()
    if text is GONE:
        raise EOFError
    return text


def _told(documents: Iterable[UnreadDocument]) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """Return all that is known of some documents but their texts, and the texts that are at hand."""
    facts, at_hand = [], {}
    for place, document in enumerate(documents):
        its = vars(document).copy()
        if "text" in its:
            at_hand[place] = its.pop("text")
        del its["_read"]
        its["text_digest"] = its.pop("_text_digest")
        facts.append(its)
    return facts, at_hand


def _end_all() -> None:
    for ranking in [*_waited_for]:
        ranking.picks()


if hasattr(os, "register_at_fork"):
    # Two processes can't share what a third one says; nor should each rank where that has failed.
    os.register_at_fork(before=_end_all)

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
from collections.abc import Mapping, Sequence
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
        self._asked: Any = None  # what the other process was last asked to rank
        self._picks: PickRows | None = None  # of that
        if cache and cache.exists():
            version()  # read here, so that who notes what this process reads learns of that code
            self._other = Beside.begun(partial(_rank, cache))

    def begin(self, documents: Sequence[UnreadDocument], limit: int) -> None:
        """Have `documents` ranked by the other process, if there is one, while this one goes on.

        Others may follow: what `picks` is given decides.
        """
        asked = limit, [*map(_facts, documents)]
        if asked == self._asked:
            return
        if self._asked:
            self._hear()
        self._documents, self._asked, self._picks = documents, asked, None
        at_hand = {
            place: vars(document)["text"]
            for place, document in enumerate(documents)
            if "text" in vars(document)
        }
        if self._other and self._other.line.say((*asked, at_hand)):
            _waited_for.add(self)
        else:
            self._other = None

    def picks(self, documents: Sequence[UnreadDocument], limit: int) -> PickRows:
        """Return what is picked for `documents`, `limit` for each: wait for it, or rank here."""
        self.begin(documents, limit)
        self._hear()
        if self._picks is None:
            from .related.ranking import Ranking

            ranking = Ranking(self._cache)
            self._picks = ranking.rows(documents, limit)
            ranking.keep()
        elif self._other:
            self._other.line.say(_KEEP)
        return self._picks

    def _hear(self) -> None:
        """Wait for the picks that the other process was asked for, if it was."""
        _waited_for.discard(self)
        while self._other and self._picks is None:
            said = self._other.line.hear()
            if isinstance(said, int):
                self._other.line.say(self._documents[said].text)
            elif said is GONE:
                self._other = None
            else:
                self._picks = PickRows(*said)

    def wait(self) -> None:
        """Wait until the other process has kept what it found out."""
        if self._other:
            self._other.wait()
            self._other = None


def _rank(cache: Path, line: Line) -> None:
    """What the other process does."""
    from .related.ranking import Ranking

    ranking = Ranking(cache)
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


def _facts(document: UnreadDocument) -> dict[str, Any]:
    """Return all that is known of a document, but its text."""
    facts = vars(document).copy()
    del facts["_read"]
    facts.pop("text", None)
    facts["text_digest"] = facts.pop("_text_digest")
    return facts


def _hear_all() -> None:
    for ranking in [*_waited_for]:
        ranking._hear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_hear_all)  # two processes can't share what a third one says

"""The process that ranks, begun before Pelican is imported, by whoever can: it loads NumPy meanwhile. In a
first build it is begun when articles are about to be read, and reads their texts as they come."""

from __future__ import annotations

from collections.abc import Callable
from weakref import ReferenceType, ref

from .beside import Beside
from .ranking_beside import RankingBeside, rank_once_told

_begun: list[Beside] = []
_of_this_run: ReferenceType[RankingBeside] | None = None


def begin() -> None:
    """Begin a process that will rank once it is told from what."""
    if other := Beside.begun(rank_once_told):
        _begun.append(other)


def taken() -> Beside | None:
    """Give away the process that was begun, for a `RankingBeside`; None where there is none."""
    return _begun.pop() if _begun else None


def may_take_texts(ranking: RankingBeside) -> None:
    """Offer a ranking to whoever can tell it of texts."""
    global _of_this_run
    _of_this_run = ref(ranking)


def take_texts(lang: str, number: int) -> Callable[[bytes, bytes], None] | None:
    """Return what is to be called with a digest of the HTML of each article and the HTML, encoded, as soon as
    it has been read; None where nobody wants it. There will be this number, most in the language `lang`."""
    ranking = _of_this_run and _of_this_run()
    return ranking.take_texts(lang, number) if ranking else None

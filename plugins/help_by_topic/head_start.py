"""The process that ranks, begun before Pelican is imported, by whoever can: it loads NumPy meanwhile."""

from __future__ import annotations

from .beside import Beside
from .ranking_beside import rank_once_told

_begun: list[Beside] = []


def begin() -> None:
    """Begin a process that will rank once it is told from what."""
    if other := Beside.begun(rank_once_told):
        _begun.append(other)


def taken() -> Beside | None:
    """Give away the process that was begun, for a `RankingBeside`; None where there is none."""
    return _begun.pop() if _begun else None

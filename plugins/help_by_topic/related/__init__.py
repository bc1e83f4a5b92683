"""What to read next, and why: texts in, ranked slugs with reasons out. Knows nothing of Pelican.

documents --counting, vectors--> weighted terms --neighbours, scores--> candidates, best first
          --choosing--> places that keep the promises --reasons, showing--> picks

With a cache, the memory of the last ranking goes in beside the documents: what `edits` finds to
hold still is not made again. The picks are the same either way.
"""

from __future__ import annotations

from typing import Any

from .document import DIGEST, Document, Pick, PickRows, UnreadDocument

__all__ = [
    "DIGEST",
    "Document",
    "Explanation",
    "Pick",
    "PickRows",
    "UnreadDocument",
    "explain",
    "related_articles",
]


def __getattr__(name: str) -> Any:
    """Return what `ranking` has: NumPy is loaded in the process that ranks."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import ranking

    return getattr(ranking, name)

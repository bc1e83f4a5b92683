"""What to read next, and why: texts in, ranked slugs with reasons out. Knows nothing of Pelican.

documents --counting, vectors--> weighted terms --neighbours, scores--> candidates, best first
          --choosing--> places that keep the promises --reasons, showing--> picks

With a cache, the memory of the last ranking goes in beside the documents: what `edits` finds to
hold still is not made again. The picks are the same either way.
"""

from .document import Document, Pick, UnreadDocument
from .ranking import Explanation, explain, related_articles

__all__ = ["Document", "Explanation", "Pick", "UnreadDocument", "explain", "related_articles"]

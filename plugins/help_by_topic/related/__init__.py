"""What to read next, and why: texts in, ranked slugs with reasons out. Knows nothing of Pelican.

documents --counting, vectors--> weighted terms --neighbours, scores--> candidates, best first
          --choosing--> places that keep the promises --reasons--> picks
"""

from .document import Document, Pick
from .ranking import Explanation, explain, related_articles

__all__ = ["Document", "Explanation", "Pick", "explain", "related_articles"]

"""What one ranking hands on to the next, so that an edit costs what it changes.

Cold, nothing is known and every row is new. Both go the same way, so that they come to the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from .collection import Collection, collected
from .counting import BITS, Vocabulary
from .document import DIGEST
from .neighbours import Nearest, Search
from .showing import Shown

_OUTGROWN = 2  # times the words in use: the vocabulary is then made anew


@dataclass(frozen=True)
class Memory:
    slugs: list[str]
    digests: list[bytes]
    vocabulary: Vocabulary
    collection: Collection
    norms: np.ndarray
    rare: int
    search: Search
    limit: int
    shown: Shown

    @classmethod
    def empty(cls, vocabulary: Vocabulary) -> Memory:
        """The memory of a collection without documents, those to come being counted by `vocabulary`."""
        none = np.empty(0, np.int64)
        return cls(
            slugs=[],
            digests=[],
            vocabulary=vocabulary,
            collection=collected([], vocabulary),
            norms=np.empty(0),
            rare=0,
            search=Search.empty(0),
            limit=0,
            shown=Shown(none, none, np.empty(0), none, []),
        )

    def serves(self, unknown: str) -> bool:
        """Whether documents can be counted on from here."""
        in_use = int(np.count_nonzero(self.collection.codes >> BITS == 0))
        return (
            self.vocabulary.unknown == unknown
            and len(self.vocabulary.names) <= _OUTGROWN * in_use + 1000
        )

    def to_store(self) -> tuple[dict, dict[str, np.ndarray]]:
        head = {
            "slugs": self.slugs,
            "vocabulary": self.vocabulary.to_json(),
            "rare": self.rare,
            "limit": self.limit,
            "reasons": self.shown.reasons,
        }
        arrays = {
            "digests": np.frombuffer(b"".join(self.digests), np.uint8),
            "norms": self.norms,
            "nearest": self.search.nearest.documents,
            "cosines": self.search.nearest.cosines,
            "found": self.search.found,
            "last": self.search.last,
        }
        for part in (self.collection, self.shown):
            for field in fields(part):
                if field.name != "reasons":
                    arrays[f"{type(part).__name__}.{field.name}"] = getattr(part, field.name)
        return head, arrays

    @classmethod
    def restored(cls, head: dict, stored: Mapping[str, np.ndarray]) -> Memory:
        def part(kind: type, **more):
            names = {field.name for field in fields(kind)} - more.keys()
            return kind(**{name: stored[f"{kind.__name__}.{name}"] for name in names}, **more)

        digests = stored["digests"].tobytes()
        reasons = [(kind, tuple(detail)) for kind, detail in head["reasons"]]
        return cls(
            slugs=head["slugs"],
            digests=[digests[i : i + DIGEST] for i in range(0, len(digests), DIGEST)],
            vocabulary=Vocabulary.from_json(head["vocabulary"]),
            collection=part(Collection),
            norms=stored["norms"],
            rare=head["rare"],
            search=Search(
                Nearest(stored["nearest"], stored["cosines"]), stored["found"], stored["last"]
            ),
            limit=head["limit"],
            shown=part(Shown, reasons=reasons),
        )

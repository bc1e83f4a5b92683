"""The words of this package: what the ranking is given and what it hands back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

DIGEST = 16  # bytes; by chance no two documents of any collection share one


@dataclass(frozen=True)
class Document:
    """One article as the ranking sees it: plain text, no markup, no Pelican."""

    slug: str
    title: str
    text: str
    topics: tuple[str, ...]  # names; the first is the article's place
    date: datetime  # settles ties only: newer first, then slug
    links: frozenset[str] = frozenset()  # slugs of articles linked in the body
    chosen: tuple[str, ...] = ()  # the author's own choice, in the author's order
    lang: str = "en"  # "" where nobody knows: it is then guessed from the text
    translation_of: str = ""  # documents with the same key say the same in other languages

    def text_digest(self) -> bytes:
        """Return what tells this text from others."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).digest()[:DIGEST]

    def digest(self) -> bytes:
        """Return a digest of all that is known about this document."""
        small = (
            self.slug,
            self.title,
            self.topics,
            self.date.isoformat(),
            sorted(self.links),
            self.chosen,
            self.lang,
            self.translation_of,
        )
        found = hashlib.sha256(repr(small).encode("utf-8", "surrogatepass"))
        found.update(self.text_digest())
        return found.digest()[:DIGEST]


class UnreadDocument(Document):
    """A document whose text is known by its digest, and read by whoever asks for it: it holds none, since
    all texts together take much room. Whoever has had the same one before knows the digest of the
    whole, too."""

    _read: Callable[[], str]

    @classmethod
    def of(
        cls, read: Callable[[], str], text_digest: bytes, digest: bytes | None = None, **rest
    ) -> UnreadDocument:
        """Return a document with the text that `read` gives, and `rest` as a Document has it."""
        document = object.__new__(cls)  # for the constructor would want the text
        vars(document).update(rest, _read=read, _text_digest=text_digest, _digest=digest)
        return document

    def __getattr__(self, name: str) -> str:
        if name != "text" or "_read" not in vars(self):
            raise AttributeError(name)
        return self._read()

    def text_digest(self) -> bytes:
        return vars(self).get("_text_digest") or super().text_digest()

    def digest(self) -> bytes:
        if not vars(self).get("_digest"):
            vars(self)["_digest"] = super().digest()
        return vars(self)["_digest"]


class Pick(NamedTuple):
    """One article to read next, and why.

    `kind` is "author" (the author's choice), "topic" (`detail` names the shared topic), "terms"
    (`detail` holds one or two terms that both discuss), "place" (`detail` names the topic that the
    pick stands under) or "recent" (nothing in common, but nothing else was left).
    """

    slug: str
    kind: str
    detail: tuple[str, ...]
    score: float


class PickRows(NamedTuple):
    """What stands under all articles, told in numbers: `sizes[i]` of `picks`, the places of their slugs
    in `slugs`, belong to the article `slugs[i]`; `why` are the places in `reasons`, kind and detail."""

    slugs: list[str]
    sizes: list[int]
    picks: list[int]
    why: list[int]
    reasons: list[tuple[str, tuple[str, ...]]]

    def digests(self, source_of: Mapping[str, str]) -> bytes:
        """Return a digest of what stands under each article, one after the other: of the sources of its
        picks, which `source_of` gives by their slugs, and of kind and detail of each reason."""
        sources = [f"{source_of[slug]}\0" for slug in self.slugs]
        reasons = [f"{reason!r}\0" for reason in self.reasons]
        picks, why = map(sources.__getitem__, self.picks), map(reasons.__getitem__, self.why)
        picked = map(str.__add__, picks, why)
        texts = ("".join(islice(picked, size)) for size in self.sizes)
        return b"".join(
            hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:DIGEST]
            for text in texts
        )

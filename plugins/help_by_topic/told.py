"""What whoever makes documents is told of the articles: all that decides a document, and no more."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple, Protocol

from .topic import Article

DIGEST = 16  # bytes; by chance no two texts of any collection share one
ENCODED = "utf-8", "surrogatepass"

# Of an article its slug, title, date and language, its source, its line `Related:`, a digest of its
# HTML, and the names of its topics. A plain tuple, since pickle takes long over any other.
Seen = tuple[str, str, datetime, str, str, Any, bytes, tuple[str, ...]]
SLUG, SOURCE, HTML = 0, 4, 6


class WrittenArticle(Article, Protocol):
    """An article with its text, as Pelican has read it."""

    lang: str
    _content: str


class Told(NamedTuple):
    """All that decides the documents: the articles, in any order, and where their links lead, which is
    the slugs of articles and pages by their sources, relative to the folder `content`."""

    articles: Sequence[Seen]
    slugs_at: Mapping[str, str | None]
    content: str

    def sources(self) -> dict[str, str]:
        """Return the sources of the articles by their slugs."""
        return {seen[SLUG]: seen[SOURCE] for seen in self.articles}

    def digested(self) -> Told:
        """Return the same with a digest in the place of any HTML that stands among what is seen."""
        articles = [
            (*seen[:HTML], digest_of(seen[HTML]), *seen[HTML + 1 :])
            if isinstance(seen[HTML], str)
            else seen
            for seen in self.articles
        ]
        return self._replace(articles=articles)


def seen_of(article: WrittenArticle, topics: tuple[str, ...]) -> tuple:
    """Return all of an article, whose topics have these names, that decides its document: a `Seen`, but
    for its HTML in the place of the digest, unless one of fast_build's that has not read its HTML
    knows the digest."""
    attributes = vars(article)
    if "_kept_text" in attributes and "_content" not in attributes:
        html = attributes["_kept_text"].place.digest
    else:
        html = html_of(article)
    slug, title, date, lang, source = _OF_ITSELF(article)
    # A plain date: who is told of it may not know Pelican's.
    date = datetime.combine(date.date(), date.timetz())
    return slug, title, date, lang, source, article.metadata.get("related"), html, topics


_OF_ITSELF = attrgetter("slug", "title", "date", "lang", "source_path")


def html_of(article: WrittenArticle) -> str:
    """Return the HTML of an article.

    It is that before Pelican turns {filename} into addresses. Reading `content` would freeze it, and
    a plugin that runs after this one could not change it any more.
    """
    return article._content or ""


def digest_of(text: str | bytes) -> bytes:
    """Return a digest of a text, given as it is or as `ENCODED` says."""
    encoded = text if isinstance(text, bytes) else text.encode(*ENCODED)
    return hashlib.sha256(encoded).digest()[:DIGEST]

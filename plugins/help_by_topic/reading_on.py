"""What the ranking needs to know of an article, and what a reader is told of its picks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Protocol

from .filing import split_names
from .front_matter import place_of
from .topic import Article, Topic, did_you_mean


class WrittenArticle(Article, Protocol):
    """An article with its text, as Pelican has read it."""

    lang: str
    _content: str


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """An article to read next, and why, in words for the reader."""

    article: Article
    kind: str
    reason: str


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


def chosen(article: Article) -> tuple[str, ...]:
    """Return the slugs in the article's `Related:`, the author's own choice of what to read next."""
    return split_names(article.metadata.get("related", ""))


def faults_of_chosen(articles: Iterable[Article]) -> Iterator[str]:
    """Yield a sentence for each slug in a `Related:` that names no article, or the article itself."""
    articles = tuple(articles)
    choosing = [article for article in articles if article.metadata.get("related")]
    known = {article.slug for article in articles} if choosing else set()
    for article in choosing:
        for slug in chosen(article):
            place = place_of(article.source_path, "related")
            if slug not in known:
                yield (
                    f"{place}: there is no article '{slug}'. "
                    f"Name an article by its slug.{did_you_mean(slug, known)}"
                )
            elif slug == article.slug:
                yield f"{place}: the article names itself. Take '{slug}' out of this line."


def names_in_sentences(topics: Iterable[Topic]) -> dict[str, str]:
    """Return what each topic is called inside a sentence, by its name: "Networking" as "networking"."""
    return {topic.name: topic.about or _uncapitalised(topic.name) for topic in topics}


def _uncapitalised(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:].islower() else name


def reason(
    kind: str, detail: tuple[str, ...], wording: Mapping[str, str], called: Mapping[str, str]
) -> str:
    """Return why an article was picked, in words for the reader; `kind` and `detail` as a Pick has them.

    `wording` has a sentence for each kind of reason, with {} for what it is about; `called` has what
    a topic is called inside a sentence, where that is not its name.
    """
    if kind in ("topic", "place"):
        detail = tuple(called.get(name, name) for name in detail)
    return wording[kind].format(" and ".join(detail))

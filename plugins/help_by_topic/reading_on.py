"""What the ranking needs to know of an article, and what a reader is told of its picks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from html import unescape
from operator import attrgetter
from typing import Protocol

from markupsafe import Markup

from .filing import split_names
from .front_matter import place_of
from .known_texts import KnownTexts, digest_of
from .page_text import read_html
from .related import Document, UnreadDocument
from .topic import Article, Topic, did_you_mean


class WrittenArticle(Article, Protocol):
    """An article with its text, as Pelican has read it."""

    lang: str
    relative_dir: str
    _content: str

    def get_relative_source_path(self, source_path: str) -> str: ...


@dataclass(frozen=True)
class RelatedArticle:
    """An article to read next, and why, in words for the reader."""

    article: Article
    kind: str
    reason: str


def document_of(
    article: WrittenArticle,
    its_html: tuple[bytes, Callable[[], str]],
    topics: Sequence[Topic],
    slugs: Set[str],
    slug_at: Callable[[str], str | None],
    known: KnownTexts,
) -> Document:
    """Return an article, with what `html_of` says of it, as the ranking sees it.

    `slugs` are those of all published articles; `slug_at` returns the slug of the article that an
    `href` in this one leads to, None where it leads elsewhere; `known` has the texts of before.
    """
    # `_content` is the HTML before Pelican turns {filename} into addresses. Reading `content` here
    # would freeze it, and a plugin that runs after this one could not change it any more.
    digest, hrefs, words = known.of(*its_html)
    return UnreadDocument.of(
        partial(_words, its_html[1]),
        digest,
        words,
        slug=article.slug,
        title=_without_tags(article.title),
        topics=tuple(topic.name for topic in topics),
        date=article.date,
        links=frozenset(filter(slugs.__contains__, map(slug_at, hrefs))),
        chosen=tuple(filter(slugs.__contains__, chosen(article))),
        lang=article.lang,
    )


def _words(html: Callable[[], str]) -> str:
    return read_html(html())[0]


def _without_tags(title: str) -> str:
    if "<" in title:
        return Markup(title).striptags()
    title = " ".join(title.split())
    if "&" in title:  # most have no other than these, which typogrify writes
        title = title.replace("&#8217;", "\u2019").replace("&nbsp;", "\xa0")
    return unescape(title) if "&" in title else title


def html_of(article: WrittenArticle) -> tuple[bytes, Callable[[], str]]:
    """Return a digest of the article's HTML, and what gives it; one of fast_build's that has not read
    its HTML knows the digest."""
    attributes, html = vars(article), partial(_html, article)
    if "_kept_text" in attributes and "_content" not in attributes:
        return attributes["_kept_text"].place.digest, html
    return digest_of(html()), html


def _html(article: WrittenArticle) -> str:
    return article._content or ""


def seen_of(article: WrittenArticle) -> tuple:
    """Return all of an article that decides what the ranking sees of it, but for topics and links."""
    attributes = vars(article)
    its_html = attributes.get("_content"), attributes.get("_kept_text")
    return *_OF_ITSELF(article), article.metadata.get("related"), *its_html


_OF_ITSELF = attrgetter("slug", "title", "date", "lang")


def chosen(article: Article) -> tuple[str, ...]:
    """Return the slugs in the article's `Related:`, the author's own choice of what to read next."""
    return split_names(article.metadata.get("related", ""))


def faults_of_chosen(articles: Iterable[Article]) -> Iterator[str]:
    """Yield a sentence for each slug in a `Related:` that names no article, or the article itself."""
    articles = tuple(articles)
    known = {article.slug for article in articles}
    for article in filter(chosen, articles):
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

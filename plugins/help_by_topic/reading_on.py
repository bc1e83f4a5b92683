"""Related articles as people meet them: as an author chooses them, as a reader is told why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .filing import split_names
from .front_matter import place_of
from .topic import Article, Topic, did_you_mean


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """An article to read next, and why, in words for the reader."""

    article: Article
    kind: str
    reason: str


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

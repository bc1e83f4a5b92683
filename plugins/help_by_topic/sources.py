"""Where a site's topics come from: its catalogue, or the labels that its articles bear."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from .catalogue import faults_of_start_here, read_catalogue
from .filing import articles_filed, by_every_name, split_names, topics_named
from .front_matter import place_of
from .topic import Article, Topic, TopicError

TopicsByArticle = Mapping[Article, Sequence[Topic]]


def topics_from_catalogue(
    path: Path, articles: Iterable[Article]
) -> tuple[tuple[Topic, ...], TopicsByArticle]:
    """Return the topics of the catalogue at `path`, in its order, and those that each article names.

    Raises TopicError with every fault of the catalogue, or else of the articles' `Topics:` lines, or
    else of what the catalogue says to read first.
    """
    topics = read_catalogue(path)
    topics_by_name = by_every_name(topics)
    topics_by_article, problems = {}, []
    for article in articles:
        names = split_names(article.metadata.get("topics", ""))
        topics_by_article[article], wrong = topics_named(names, topics_by_name)
        problems += [f"{place_of(article.source_path, 'topics')}: {fault}" for fault in wrong]
    if not problems:
        filed = articles_filed(topics, topics_by_article)
        slugs_by_topic = {slug: [article.slug for article in held] for slug, held in filed.items()}
        problems += faults_of_start_here(path, topics, slugs_by_topic)
    if problems:
        raise TopicError(problems)
    return topics, topics_by_article


def topics_from_labels(
    labels_of: Callable[[Article], Iterable[Any]],
    articles: Iterable[Article],
    published: Iterable[Article],
) -> tuple[tuple[Topic, ...], TopicsByArticle]:
    """Make a topic of each label that a published article bears, in the order of their names.

    `labels_of` returns an article's tags or categories: things with a `slug` and a `name`.
    """
    names: dict[str, str] = {}
    slugs_by_article = {}
    for article in articles:
        labels = {slug: label for label in labels_of(article) if (slug := label.slug)}
        slugs_by_article[article] = tuple(labels)
        for slug, label in labels.items():
            if slug not in names:
                names[slug] = label.name
    # Many articles bear the same labels.
    used = {*chain.from_iterable({*map(slugs_by_article.__getitem__, published)})}
    topics = {slug: Topic(slug, name) for slug, name in names.items() if slug in used}
    named = cache(lambda slugs: tuple(topics[slug] for slug in slugs if slug in topics))
    return tuple(sorted(topics.values(), key=lambda topic: (topic.name.casefold(), topic.slug))), {
        article: named(slugs) for article, slugs in slugs_by_article.items()
    }

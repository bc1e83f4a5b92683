"""Which topics an article names, and which articles a topic holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .topic import Article, Topic, did_you_mean, same_name

MOST_TOPICS = 3  # an article about everything helps nobody find it


def split_names(value: str | Sequence[str]) -> tuple[str, ...]:
    """Return the names in a comma-separated value, given as one text or as several lines of it."""
    if not value:
        return ()
    lines = [value] if isinstance(value, str) else value
    names = (name.strip() for line in lines for name in line.split(","))
    return tuple(name for name in names if name)


def by_every_name(topics: Iterable[Topic]) -> dict[str, Topic]:
    """Return the topics by each name that leads to them: slug, name and synonyms."""
    return {
        same_name(name): topic
        for topic in topics
        for name in (topic.slug, topic.name, *topic.synonyms)
    }


def topics_named(
    names: Sequence[str], topics_by_name: Mapping[str, Topic]
) -> tuple[tuple[Topic, ...], tuple[str, ...]]:
    """Return the topics that `names` lead to, each once and in that order, and what is wrong.

    `topics_by_name` is what `by_every_name` returns. What is wrong comes as sentences without file
    and line, which the caller knows.
    """
    found = {name: topics_by_name.get(same_name(name)) for name in names}
    topics = tuple({topic.slug: topic for topic in found.values() if topic}.values())
    wrong = [
        f"there is no topic '{name}'.{_choices(name, topics_by_name)}"
        for name, topic in found.items()
        if topic is None
    ]
    if not found:
        wrong.append(f"no topic is named.{_choices('', topics_by_name)}")
    if len(topics) > MOST_TOPICS:
        wrong.append(f"{len(topics)} topics are too many. Keep the {MOST_TOPICS} that fit best.")
    return topics, tuple(wrong)


def articles_filed(
    topics: Iterable[Topic], topics_by_article: Mapping[Article, Sequence[Topic]]
) -> dict[str, tuple[Article, ...]]:
    """Return the articles of each topic by its slug.

    What the topic's `start_here` names comes first and in that order, then the newest; articles of
    one date stand in the order of their slugs.
    """
    filed: dict[str, list[Article]] = {}
    for article in newest_first(topics_by_article):
        for topic in topics_by_article[article]:
            filed.setdefault(topic.slug, []).append(article)
    return {topic.slug: _in_reading_order(topic, filed.get(topic.slug, ())) for topic in topics}


def newest_first(articles: Iterable[Article]) -> list[Article]:
    """Return articles from the newest on, those of one date in the order of their slugs."""
    return sorted(articles, key=lambda article: (-article.date.timestamp(), article.slug))


def of_a_situation(
    topics: Iterable[Topic],
    filed: Mapping[str, Sequence[Article]],
    topics_by_article: Mapping[Article, Sequence[Topic]],
) -> tuple[Article, ...]:
    """Return the articles that say what has happened to their reader, each at its first topic.

    Topics stand in their own order, the articles of one as `filed` (see `articles_filed`) has them.
    """
    telling = {article for article in topics_by_article if article.metadata.get("situation")}
    if not telling:  # no need to go through all topics
        return ()
    return tuple(
        article
        for topic in topics
        for article in filed[topic.slug]
        if article in telling and topics_by_article[article][0].slug == topic.slug
    )


def _in_reading_order(topic: Topic, articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return articles as they stood, but first what the topic has to start with."""
    if not topic.start_here:
        return tuple(articles)
    place = {slug: number for number, slug in enumerate(topic.start_here)}
    return tuple(sorted(articles, key=lambda article: place.get(article.slug, len(place))))


def _choices(name: str, topics_by_name: Mapping[str, Topic]) -> str:
    slugs = list(dict.fromkeys(topic.slug for topic in topics_by_name.values()))
    return f"{did_you_mean(name, slugs)} Use at most {MOST_TOPICS} of: {', '.join(slugs)}."

"""Which topics each imported article is filed under: by its labels, else by what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from commands.check.report import count
from commands.check.source import Source
from help_by_topic.filing import by_every_name, split_names, topics_named
from help_by_topic.topic import Topic

from .addresses import Place
from .entry import Entry, Kind
from .front_matter import one_line
from .labels import FILE, Table, by_name, extended, read_table, topics_of
from .likeness import likest_topics
from .survey import SAMPLE, Survey

_LABEL_TEXT = 30_000  # letters of its articles that tell what a label is about

_Filed = tuple[str, str, tuple[str, ...]]  # title and text of an article, slugs of its topics


@dataclass(frozen=True)
class Filing:
    """The table as it is now, and by it the topics and tags of each article, by its slug."""

    table: Table
    articles: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]

    @property
    def topic_by_label(self) -> Mapping[str, str]:
        return self.table.labels


def filed_here(
    topics: Sequence[Topic],
    content: Path,
    others: Iterable[Source],
    placed: Iterable[tuple[Entry, Place]],
    survey: Survey,
) -> Filing:
    """Return the filing of the `placed` posts. `others` are the sources that no import wrote: what
    is like these belongs where they are.

    Raises Refused where the table names what is no topic.
    """
    posts = [(entry, place) for entry, place in placed if entry.kind is Kind.POST]
    labels = {place.slug: tuple(map(one_line, entry.labels)) for entry, place in posts}
    if not topics:
        return Filing(Table(), {slug: ((), of_one) for slug, of_one in labels.items()})
    table = read_table(content / FILE, topics)
    filed = list(_filed(others, topics))
    by_label: defaultdict[str, list[tuple[Entry, Place]]] = defaultdict(list)
    for entry, place in posts:
        for label in labels[place.slug]:
            by_label[label].append((entry, place))
    table = extended(table, _of_labels(by_label, table, topics, filed, survey), {})
    unfiled = {
        place.slug: (entry.title, survey.samples[entry.number])
        for entry, place in posts
        if place.slug not in table.articles and not topics_of(labels[place.slug], table)[0]
    }
    likest = likest_topics(unfiled, topics, filed)
    table = extended(
        table,
        {},
        {
            slug: (
                likest[slug] or topics[0].slug,
                "by what it is about" if likest[slug] else "like nothing here: please choose",
            )
            for slug in sorted(unfiled)
        },
    )
    found = {}
    for slug, of_one in labels.items():
        by_labels, tags = topics_of(of_one, table)
        by_itself = table.articles.get(slug, "")
        found[slug] = (by_labels or ((by_itself or topics[0].slug),), tags)
    return Filing(table, found)


def _of_labels(
    by_label: Mapping[str, Sequence[tuple[Entry, Place]]],
    table: Table,
    topics: Sequence[Topic],
    filed: Sequence[_Filed],
    survey: Survey,
) -> dict[str, tuple[str, str]]:
    """Return a topic and a remark for each label that is new to the table, those in use most first."""
    new = sorted(
        (label for label in by_label if label not in table.labels),
        key=lambda label: (-len(by_label[label]), label),
    )
    named = {label: by_name(label, topics) for label in new}
    texts = {}
    for label in (label for label in new if not named[label]):
        words = (f"{entry.title}. {survey.samples[entry.number]}" for entry, _ in by_label[label])
        texts[label] = label, " ".join(words)[:_LABEL_TEXT]
    likest = likest_topics(texts, topics, filed)
    found = {}
    for label in new:
        how = "by its name" if named[label] else "by what its articles are about"
        topic = named[label] or likest[label]
        found[label] = (
            topic,
            f"{count(len(by_label[label]), 'article')}; {how if topic else 'a tag'}",
        )
    return found


def _filed(others: Iterable[Source], topics: Sequence[Topic]) -> Iterator[_Filed]:
    names = by_every_name(topics)
    for source in others:
        if source.kind == "article":
            of_one, _ = topics_named(split_names(source.value("topics")), names)
            if of_one:
                text = source.prose.text[:SAMPLE]
                yield source.value("title"), text, tuple(topic.slug for topic in of_one)

"""Which topic a text is most like, by the scores that choose related articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from help_by_topic.related import Document
from help_by_topic.related.neighbours import nearest
from help_by_topic.related.scores import candidates
from help_by_topic.related.vectors import vectors
from help_by_topic.topic import Topic

_AT_ONCE = 40  # more would stand between a text and the articles that it is like
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # of all alike, so that time says nothing


def likest_topics(
    texts: Mapping[str, tuple[str, str]],
    topics: Sequence[Topic],
    filed: Iterable[tuple[str, str, Sequence[str]]],
) -> dict[str, str]:
    """Return the slug of the topic that each text is most like; "" where it is like none.

    `texts` maps any name to a title and a text; `filed` are title, text and topics' slugs of
    articles that are filed already.
    """
    known = [*_of_topics(topics), *_of_articles(filed)]
    found: dict[str, str] = {}
    names = sorted(texts)
    for chunk in (names[i : i + _AT_ONCE] for i in range(0, len(names), _AT_ONCE)):
        asked = [
            Document(f"text-{number}", *texts[name], topics=(), date=_ANY_DAY)
            for number, name in enumerate(chunk)
        ]
        documents = [*known, *asked]
        terms = vectors(documents)
        near = candidates(documents, nearest(terms), terms.lengths)
        for number, name in enumerate(chunk):
            scores: defaultdict[str, float] = defaultdict(float)
            for other, score in near.of(len(known) + number).items():
                for topic in documents[other].topics[:1]:
                    scores[topic] += score
            order = {topic.slug: place for place, topic in enumerate(topics)}
            best = max(scores, key=lambda slug: (scores[slug], -order[slug]), default="")
            found[name] = best
    return found


def _of_topics(topics: Iterable[Topic]) -> Iterator[Document]:
    for topic in topics:
        text = " ".join([topic.summary, topic.introduction, *topic.synonyms])
        yield Document(f"topic-{topic.slug}", topic.name, text, (topic.slug,), _ANY_DAY)


def _of_articles(filed: Iterable[tuple[str, str, Sequence[str]]]) -> Iterator[Document]:
    for number, (title, text, topics) in enumerate(filed):
        yield Document(f"article-{number}", title, text, tuple(topics), _ANY_DAY)

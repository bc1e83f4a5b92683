"""Which topic a text is most like, by the scores that choose related articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nlargest

from help_by_topic.related import Document
from help_by_topic.related.neighbours import nearest
from help_by_topic.related.scores import candidates
from help_by_topic.related.vectors import vectors
from help_by_topic.topic import Topic

_AT_ONCE = 40  # more would stand between a text and the articles that it is like
_LIKEST = 3  # of a topic's articles speak for it, or those with many would win
_ENOUGH = 20  # articles that tell how like each other they are here
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # of all alike, so that time says nothing


@dataclass(frozen=True)
class _Likeness:
    """The likest topic, how like a text is to what is filed there, and to the likest single article."""

    topic: str = ""
    to_topic: float = 0
    to_one: float = 0


def likest_topics(
    texts: Mapping[str, tuple[str, str]],
    topics: Sequence[Topic],
    filed: Iterable[tuple[str, str, Sequence[str]]],
) -> dict[str, str]:
    """Return the slug of the topic that each text is most like; "" where it is like none, or less so
    than nearly all articles that are here are like the others.

    `texts` maps any name to a title and a text; `filed` are title, text and topics' slugs of
    articles that are filed already.
    """
    filed = list(filed)
    known = [*map(_words_of, topics), *((title, text) for title, text, _ in filed)]
    places = [topic.slug for topic in topics] + [slugs[0] for _, _, slugs in filed]
    found: dict[str, str] = {}
    names = sorted(texts)
    for chunk in (names[i : i + _AT_ONCE] for i in range(0, len(names), _AT_ONCE)):
        # Without its topics: what is asked for has none, and is to be measured by the same measure.
        documents = [
            Document(f"text-{row}", *words, topics=(), date=_ANY_DAY)
            for row, words in enumerate([*known, *(texts[name] for name in chunk)])
        ]
        terms = vectors(documents)
        near = candidates(documents, nearest(terms), terms.lengths)
        likenesses = [_likeness(near.of(row), places) for row in range(len(documents))]
        bar = _bar(likenesses[len(topics) : len(known)])
        for name, likeness in zip(chunk, likenesses[len(known) :], strict=True):
            belongs = likeness.to_topic >= bar.to_topic and likeness.to_one >= bar.to_one
            found[name] = likeness.topic if belongs else ""
    return found


def _likeness(near: Mapping[int, float], places: Sequence[str]) -> _Likeness:
    """`places` are the topics of the first rows; what stands behind them was asked for itself."""
    near = {other: score for other, score in near.items() if other < len(places)}
    if not near:
        return _Likeness()
    by_topic: dict[str, list[float]] = {slug: [] for slug in places}  # equals: the earlier topic
    for other, score in near.items():
        by_topic[places[other]].append(score)
    sums = {slug: sum(nlargest(_LIKEST, scores)) for slug, scores in by_topic.items()}
    best = max(sums, key=lambda slug: sums[slug])
    return _Likeness(best, sums[best], max(near.values()))


def _bar(of_articles: Sequence[_Likeness]) -> _Likeness:
    """Return what nine of ten articles that are filed here reach themselves. Where they are too few to
    tell, any likeness will do: who has only topics wrote them for what is to come."""
    if len(of_articles) < _ENOUGH:
        return _Likeness()
    tenth = len(of_articles) // 10
    to_topic = sorted(each.to_topic for each in of_articles)
    to_one = sorted(each.to_one for each in of_articles)
    return _Likeness("", to_topic[tenth], to_one[tenth])


def _words_of(topic: Topic) -> tuple[str, str]:
    return topic.name, " ".join([topic.summary, topic.introduction, *topic.synonyms])

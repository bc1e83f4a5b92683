"""Which articles are answers, of which questions, and how they are grouped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .question import did_you_mean, problem


def answering(articles: Iterable[Any]) -> tuple[Any, ...]:
    """Return the articles that have a question, in the order given."""
    return tuple(article for article in articles if getattr(article, "question", "").strip())


def ids_named(value: Any) -> tuple[str, ...]:
    """Return the ids in a line `Answers: one, two`, as a string or as a list of strings."""
    values = [value] if isinstance(value, str) else value or ()
    names = (name.strip() for line in values for name in str(line).split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def answers_by_question(
    named: Iterable[tuple[Any, Sequence[str]]],
) -> tuple[dict[str, Any], list[tuple[Any, str, Any]]]:
    """Return what answers each id, and (article, id, the one before) where there is a second.

    `named` are articles with the ids that they answer; of two answers the earlier counts.
    """
    found: dict[str, Any] = {}
    twice = []
    for article, ids in named:
        for id in ids:
            if id in found:
                twice.append((article, id, found[id]))
            else:
                found[id] = article
    return found, twice


def faults_of_answers(
    named: Iterable[tuple[tuple[Path, int], Sequence[str]]], ids: Iterable[str]
) -> Iterator[str]:
    """Yield a sentence for each id that no question of the ledger has, or that two articles answer.

    `named` holds for each article that readers can open the file and line of its `Answers:` and the
    ids there.
    """
    known, named = frozenset(ids), list(named)
    for (path, line), asked in named:
        for id in asked:
            if id not in known:
                cure = f"Name one by its file in the ledger.{did_you_mean(id, known)}"
                yield problem(path, line, f"there is no question '{id[:60]}'", cure)
    for (path, line), id, (first, _) in answers_by_question(named)[1]:
        what = f"the question '{id[:60]}' is answered by {first.name} already"
        yield problem(path, line, what, "Let one of the two answer it.")


def grouped(
    answers: Iterable[Any], topics: Sequence[Any], topics_by_article: Mapping[Any, Sequence[Any]]
) -> tuple[tuple[Any, tuple[Any, ...]], ...]:
    """Return (topic, answers) pairs in the order of `topics`, each answer under its first topic.

    Topics without an answer are left out; answers without a topic come last, under None.
    """
    held: dict[Any, list[Any]] = {}
    for answer in answers:
        first = next(iter(topics_by_article.get(answer, ())), None)
        held.setdefault(first, []).append(answer)
    return tuple((topic, tuple(held[topic])) for topic in [*topics, None] if topic in held)

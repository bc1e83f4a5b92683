"""Begins the article that answers a question: a draft with its question, and what is near at hand."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from commands.new import Beginning, new_here
from commands.questions.ask import existing
from commands.questions.asking import asks, sentences_of
from commands.questions.existing import Match
from commands.questions.ledger import NotFound, find

if TYPE_CHECKING:
    from questions.question import Question

MOST_TOPICS = 2
ASKED = """\
The sentences that ask stand in `Asked:`, so that the next who says it so will find the answer. No page
shows them, but the contact page's index has their words: take out what not everybody might have said."""


def answer(id: str, settings_file: Path, title: str = "", topics: Sequence[str] = ()) -> int:
    """Begin a draft that answers the question `id`; say which articles are near it.

    Without `topics` those of the nearest articles are taken. Returns 0, or 1 with a sentence.
    """
    try:
        found = find(id, settings_file)
    except NotFound as error:
        print(error, file=sys.stderr)
        return 1
    if found.answer:
        slug = found.answer.slug
        print(f"'{slug}' answers it already: ./invoke reply {id} prints the e-mail to send.")
        return 1
    question = found.question
    near = existing(question.text, question.subject, found.rules, Path(found.settings["THEME"]))
    print("\n".join(_at_hand(question, near)))
    beginning = Beginning(
        title=title or question.subject.rstrip("?. …"),
        topics=tuple(topics) or suggested_topics(near),
        more=(
            ("Question", " ".join(question.subject.split())),
            ("Asked", "\n    ".join(ways_to_ask(question.text))),
            ("Answers", id),
        ),
    )
    return new_here(beginning, settings_file)


def ways_to_ask(text: str) -> Iterator[str]:
    """Yield the sentences of a question that ask, without what was struck out; the last where none asks."""
    sentences = [" ".join(sentence.split()) for sentence in sentences_of(text)]
    yield from filter(asks, sentences) if any(map(asks, sentences)) else sentences[-1:]


def suggested_topics(near: Sequence[Match]) -> tuple[str, ...]:
    """Return the topics under which the nearest articles are filed, the likeliest first."""
    votes: Counter[str] = Counter()
    for match in near:
        for topic in match.source.value("topics").replace("\n", ",").split(",")[:1]:
            votes[topic.strip()] += match.score
    return tuple(topic for topic, _ in votes.most_common(MOST_TOPICS) if topic)


def _at_hand(question: Question, near: Sequence[Match]) -> list[str]:
    lines = [question.text, "", "Near it, ready to link to:"]
    for match in near:
        source = match.source
        lines.append(f"  [{source.value('title')}]({{filename}}{source.path.name})")
    return [*lines, "", ASKED, ""]

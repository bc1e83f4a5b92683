"""What is wrong in the ledger of questions, and with what articles say that they answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from commands.check.rules import Rules
from commands.check.source import Source
from commands.problem import Problem, from_sentence


def check_answers(sources: Sequence[Source], rules: Rules) -> Iterator[Problem]:
    """Yield the faults of the ledger, ids that it does not have, and questions answered twice.

    Of the second answer only articles that readers can open are told: an author may well write a
    better answer beside the old one.
    """
    # A plugin's modules: found where the task or the build put the folder of plugins on the path.
    from questions.answers import faults_of_answers, ids_named
    from questions.ledger import read_ledger

    ledger = Path(rules.content) / "questions"
    _, problems = read_ledger(ledger)
    ids = [path.stem for path in ledger.glob("*.md")]
    published, others = [], []
    for source in sources:
        field = source.field("answers")
        if field is not None and source.status(rules.now) != "skip":
            named = (source.path.absolute(), field.line), ids_named(field.value.split("\n"))
            (published if source.status(rules.now) == "published" else others).append(named)
    problems += faults_of_answers(published, ids)
    for each in others:
        problems += faults_of_answers([each], ids)
    yield from map(from_sentence, problems)

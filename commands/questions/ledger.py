"""Finds a question of this site's ledger, and what answers it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commands.check.rules import Rules, rules_of
from commands.check.source import Source
from commands.questions.existing import published_articles


class NotFound(Exception):
    """There is no such question; the text says so, and which was meant."""


@dataclass(frozen=True)
class Found:
    """A question of the ledger, the site's settings, and the published article that answers it."""

    question: Any
    settings: Any
    rules: Rules
    answer: Source | None


def find(id: str, settings_file: Path) -> Found:
    """Return the question `id`. Raises NotFound where it is not there or can't be read."""
    from pelican.settings import read_settings

    from questions.answers import ids_named
    from questions.generator import DEFAULTS
    from questions.ledger import read_ledger
    from questions.question import did_you_mean

    settings = DEFAULTS | read_settings(str(settings_file))
    rules = rules_of(settings)
    folder = rules.content / settings["QUESTIONS_PATH"]
    questions, problems = read_ledger(folder)
    by_id = {question.id: question for question in questions}
    if id not in by_id:
        mine = [sentence for sentence in problems if f"{id}.md:" in sentence]
        meant = did_you_mean(id, by_id)
        raise NotFound("\n".join(mine) or f"There is no question '{id}' in {folder}/.{meant}")
    answers = (a for a in published_articles(rules) if id in ids_named(a.value("answers")))
    return Found(by_id[id], settings, rules, next(answers, None))

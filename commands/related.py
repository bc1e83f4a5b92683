"""Says what stands under an article as what to read next, and why."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from commands.build import explained, listening
from commands.check.rules import rules_of
from commands.check.sources import check_sources
from commands.problem import ERROR
from help_by_topic.related import Explanation, Pick, explain

if TYPE_CHECKING:
    from help_by_topic.generator import TopicsGenerator


def related(slug: str, settings_file: Path) -> int:
    """Print the related articles of the article `slug`: scores, the terms that made them, who links
    here, and what would be picked without the author's choice. Returns 0, or 1 for an unknown slug.
    """
    from pelican.settings import read_settings

    settings = read_settings(str(settings_file))
    rules = rules_of(settings)
    generators: list[TopicsGenerator] = []
    with listening() as complaints:
        try:
            generators += _topics_generators(settings)
        except Exception as error:  # whatever it is, the author gets a sentence, not a traceback
            complaints += explained(error)
    if complaints:
        # Pelican leaves out what it can't read; the checks say why it can't.
        errors = [problem for problem in check_sources(rules) if problem.severity == ERROR]
        print(*(errors or complaints), sep="\n", file=sys.stderr)
        return 1
    (generator,) = generators
    documents = generator.documents()
    known = [document.slug for document in documents]
    if slug not in known:
        close = get_close_matches(slug, known, n=1)
        print(f"There is no article '{slug}'." + (f" Did you mean '{close[0]}'?" if close else ""))
        return 1
    explanation = explain(documents, slug, generator.settings["RELATED_COUNT"])
    print(_report(slug, explanation, generator.reason))
    return 0


def _report(slug: str, explanation: Explanation, reason: Callable[[Pick], str]) -> str:
    lines = [f"Under {slug} stand:"]
    lines += _picks(explanation.picks, explanation, reason)
    if any(pick.kind == "author" for pick in explanation.picks):
        lines += ["", "Without the author's choice these would:"]
        lines += _picks(explanation.without_author, explanation, reason)
    number = len(explanation.picked_by)
    lines += ["", f"It stands under {number} article{'' if number == 1 else 's'}:"]
    lines += [f"  {other}" for other in explanation.picked_by]
    return "\n".join(lines)


def _picks(
    picks: tuple[Pick, ...], explanation: Explanation, reason: Callable[[Pick], str]
) -> list[str]:
    lines = []
    for pick in picks:
        lines.append(f"  {pick.score:.3f}  {pick.slug}  ({reason(pick)})")
        terms = [f"{term} {part:.3f}" for term, part in explanation.terms[pick.slug][:8]]
        lines.append(f"         {', '.join(terms) or 'no term in common'}")
    return lines


class _Read(Exception):
    """Everything has been read; nothing needs to be written."""


def _topics_generators(settings: dict[str, Any]) -> list[TopicsGenerator]:
    """Return the plugin's generator, one, after Pelican has read the site."""
    from pelican import Pelican
    from pelican.plugins import signals

    found: list[TopicsGenerator] = []

    def keep(generators) -> None:
        found.extend(g for g in generators if type(g).__name__ == "TopicsGenerator")
        raise _Read

    signals.all_generators_finalized.connect(keep)
    # While they read, plugins make cards and pictures. The site itself is none of this task's.
    with TemporaryDirectory() as aside, suppress(_Read):
        try:
            Pelican({**settings, "OUTPUT_PATH": aside}).run()
        finally:
            signals.all_generators_finalized.disconnect(keep)
    return found

"""`python -m benchmarks.questions`: at which place the right article comes for each question: in `ask`, and
in the ranking that chooses related articles."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.search import problems
from commands.check.rules import Rules
from commands.check.source import Source
from commands.questions.asking import common_words
from commands.questions.existing import matches, published_articles
from commands.questions.inverted_index import index_of

from .asked import HELD_OUT, JUDGED, STRANGERS, TUNED, questions
from .suggested import suggestions

ROOT = Path(__file__).parent.parent.parent
FIRST = 3
DEPTH = 10


def main() -> None:
    sys.path.append(str(ROOT / "plugins"))
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions", description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="add what nothing is tuned on")
    parser.add_argument(
        "--only", choices=(JUDGED, STRANGERS), help="run this set, on which nothing is tuned"
    )
    parser.add_argument("--contact", action="store_true", help="add what output/contact/ suggests")
    wanted = parser.parse_args()
    articles = published_articles(Rules(content=ROOT / "content"))
    index = index_of(articles, common_words(ROOT / "theme"))
    names = (*TUNED, HELD_OUT) if wanted.held_out else TUNED
    if wanted.only:
        names = (wanted.only,)
    sets = {name: questions(name) for name in names}
    if not wanted.contact and not wanted.only:  # it says nothing to fewer than three words
        sets |= {"TEN, of the search": problems.TEN, "TUNED, of the search": problems.TUNED}
        sets |= {"HELD_OUT, of the search": problems.HELD_OUT}
    for name, rows in sets.items():
        ask = {text: [m.source.slug for m in matches(articles, index, text)] for text in rows}
        rankings = {"ask": ask, "like": {text: most_like(articles, text) for text in rows}}
        if wanted.contact:
            rankings["page"] = suggestions(ROOT / "output", [*rows])
        show(name, rows, rankings)


def most_like(articles: Sequence[Source], text: str) -> list[str]:
    """Return the slugs of the articles that are most like `text`, as related articles are found."""
    from help_by_topic.related import Document
    from help_by_topic.related.neighbours import nearest
    from help_by_topic.related.vectors import vectors

    day = datetime(2026, 1, 1, tzinfo=UTC)
    documents = [Document(a.slug, a.value("title"), a.prose.text, (), day) for a in articles]
    found = nearest(vectors([*documents, Document("?", "", text, (), day)]))
    row = found.documents[len(documents)].tolist()
    return [documents[place].slug for place in row if place >= 0][:DEPTH]


def show(
    name: str, rows: Mapping[str, str], rankings: Mapping[str, Mapping[str, Sequence[str]]]
) -> None:
    """Print the place of the right article in each ranking, and how many are in the first three."""
    print(f"\n{name}: place of the right article")
    print(*(f"{ranking:>4}" for ranking in rankings))
    ranks = []
    for text, right in rows.items():
        ranks.append([place_of(right.split(), found[text]) for found in rankings.values()])
        names = " or ".join(right.split())
        print(*(f"{place or '-':>4}" for place in ranks[-1]), f" {names}: {text[:60]}")
    for ranking, places in zip(rankings, zip(*ranks, strict=True), strict=True):
        good = sum(place is not None and place <= FIRST for place in places)
        print(f"{ranking}: {good} of {len(rows)} in the first {FIRST}")


def place_of(right: Sequence[str], slugs: Sequence[str]) -> int | None:
    """Return the place, from 1, of the first of `slugs` that is right."""
    return next((place for place, slug in enumerate(slugs, 1) if slug in right), None)


if __name__ == "__main__":
    main()

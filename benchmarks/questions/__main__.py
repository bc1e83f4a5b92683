"""`python -m benchmarks.questions`: the rank of the right article for each question, beside the ranking
that chooses related articles. `--held-out` adds the questions that nothing is tuned on."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.search import problems
from commands.check.rules import Rules
from commands.check.source import Source
from commands.questions.asking import readers_words
from commands.questions.existing import closest, published_articles

from .asked import HELD_OUT, TUNED, questions

ROOT = Path(__file__).parent.parent.parent
FIRST = 3
DEPTH = 10


def main() -> None:
    sys.path.append(str(ROOT / "plugins"))
    articles = published_articles(Rules(content=ROOT / "content"))
    said = readers_words(ROOT / "theme")
    names = (*TUNED, HELD_OUT) if "--held-out" in sys.argv[1:] else TUNED
    sets = {name: questions(name) for name in names}
    sets |= {"TEN, of the search": problems.TEN, "TUNED, of the search": problems.TUNED}
    sets |= {"HELD_OUT, of the search": problems.HELD_OUT}
    for name, rows in sets.items():
        found = {
            text: [m.source.slug for m in closest(articles, text, DEPTH, said)] for text in rows
        }
        likest = {text: most_like(articles, text) for text in rows}
        show(name, rows, found, likest)


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


def show(name: str, rows: Mapping[str, str], *rankings: Mapping[str, Sequence[str]]) -> None:
    """Print the rank of the right article in each ranking, and how many are in the first three."""
    print(f"\n{name}: rank of the right article (ask, likeness as of related articles)")
    ranks = []
    for text, right in rows.items():
        ranks.append([place_of(right.split(), ranking[text]) for ranking in rankings])
        print(*(f"{place or '-':>3}" for place in ranks[-1]), f" {text[:90]}")
    for places in zip(*ranks, strict=True):
        good = sum(place is not None and place <= FIRST for place in places)
        print(f"{good} of {len(rows)} in the first {FIRST}")


def place_of(right: Sequence[str], slugs: Sequence[str]) -> int | None:
    """Return the place, from 1, of the first of `slugs` that is right."""
    return next((place for place, slug in enumerate(slugs, 1) if slug in right), None)


if __name__ == "__main__":
    main()

"""`python -m benchmarks.questions.letters`: how many letters of one writer find their article by what was
made of the letters of another."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.questions.__main__ import FIRST, ROOT
from commands.check.rules import Rules
from commands.check.source import Source
from commands.questions.asking import common_words
from commands.questions.existing import matches, published_articles
from commands.questions.inverted_index import index_of

WRITERS = ("one", "two")
Kept = Mapping[str, Any]  # `lines` and `letters` of an article


def main() -> None:
    sys.path.append(str(ROOT / "plugins"))
    articles = published_articles(Rules(content=ROOT / "content"))
    made_of: dict[str, Callable[[Kept], Sequence[str]]] = {
        "nothing": lambda kept: [],
        "lines": lambda kept: kept["lines"],
        "letters": lambda kept: kept["letters"],
    }
    for name, more in made_of.items():
        good = [found(articles, *pair, more) for pair in (WRITERS, WRITERS[::-1])]
        of = sum(count for _, count in good)
        print(f"{name:8}", *(f"{right} of {count}" for right, count in good), end="  ")
        print(f"{sum(right for right, _ in good) / of:.1%} in the first {FIRST}")


def found(
    articles: Sequence[Source], maker: str, writer: str, more: Callable[[Kept], Sequence[str]]
) -> tuple[int, int]:
    """Return how many letters of `writer` find their article by what `maker` has made, and of how many."""
    made, asked = kept_of(maker), kept_of(writer)
    known = [article for article in articles if article.slug in made]
    index = index_of([asked_in(a, more(made[a.slug])) for a in known], common_words(ROOT / "theme"))
    ranks = [
        slug in [match.source.slug for match in matches(known, index, letter)[:FIRST]]
        for slug, kept in asked.items()
        for letter in kept["letters"]
    ]
    return sum(ranks), len(ranks)


def kept_of(writer: str) -> Mapping[str, Kept]:
    """Return the letters of `writer` and the lines made of them, by the slug of their article."""
    return tomllib.loads(Path(__file__).with_name(f"{writer}.toml").read_text(encoding="utf-8"))


def asked_in(article: Source, ways: Sequence[str]) -> Source:
    """Return `article` with the first line of its `Asked:`, and then with `ways` to ask and no others."""
    before = article.value("asked")
    first = before.split("\n")[0]
    lines = "".join(f"\n    {' '.join(way.split())}" for way in ways)
    text = article.text.replace(before.replace("\n", "\n    "), f"{first}{lines}", 1)
    return Source(article.path, article.kind, text)


if __name__ == "__main__":
    main()

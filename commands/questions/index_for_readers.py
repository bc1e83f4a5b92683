"""Writes the index by which the contact page finds what answers a question: js/existing.js reads it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from commands.check.source import Source
from commands.questions.asking import common_words
from commands.questions.inverted_index import inverted_index

PLACE = "answers/articles.json"


def write_index(
    site: Path, articles: Sequence[Source], pages: Mapping[str, Path], theme: Path
) -> None:
    """Write what the published `articles` are about into the folder `site`.

    `pages` has the source file of each page of the site, by the page's path: articles without a
    page are left out. `theme` knows which words say nothing.
    """
    from theme.filters import curly

    page_of = {os.path.abspath(source): page for page, source in pages.items()}
    there = [article for article in articles if os.path.abspath(article.path) in page_of]
    named = [
        (f"../{page_of[os.path.abspath(article.path)].removesuffix('index.html')}", article)
        for article in there
    ]
    addresses = [(address, curly(article.value("title"))) for address, article in named]
    path = site / PLACE
    path.parent.mkdir(parents=True, exist_ok=True)
    index = inverted_index(there, common_words(theme))
    path.write_text(index.as_json(addresses), encoding="utf-8")

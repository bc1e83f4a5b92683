"""Writes the index by which the contact page finds what answers a question: js/existing.js reads it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path

from build_cache import Shelf, key_of
from commands.check.source import Source
from commands.questions.asking import common_words
from commands.questions.inverted_index import (
    HEAD,
    IN_HEAD,
    Words,
    inverted_index,
    language_of,
    words_of,
)

PLACE = "answers/articles.json"
FORMAT = 1  # of what is kept of an article; another one makes all of it anew


def write_index(
    site: Path, articles: Sequence[Source], pages: Mapping[str, Path], theme: Path, shelf: Shelf
) -> None:
    """Write what the published `articles` are about into the folder `site`.

    `pages` has the source file of each page of the site, by the page's path: articles without a
    page are left out. `theme` knows which words say nothing. `shelf` keeps what articles say.
    """
    from theme.filters import curly

    page_of = {os.path.abspath(source): page for page, source in pages.items()}
    there = {
        article: f"../{page_of[path].removesuffix('index.html')}"
        for article in articles
        if (path := os.path.abspath(article.path)) in page_of
    }
    lang = language_of(list(there))
    made_by = FORMAT, HEAD, IN_HEAD, version("snowballstemmer"), lang
    said = [
        _kept(shelf, key_of(made_by, article.text), partial(words_of, article, lang))
        for article in there
    ]
    shelf.close()
    index = inverted_index(said, common_words(theme), lang)
    named = [(address, curly(article.value("title"))) for article, address in there.items()]
    place = site / PLACE
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(index.as_json(named), encoding="utf-8")


def _kept(shelf: Shelf, key: str, make: Callable[[], Words]) -> Words:
    """Return what an article says; bringing each word to its stem takes longer than all the rest."""
    return Words(**json.loads(shelf.fetch(key, lambda: json.dumps(vars(make())).encode())))

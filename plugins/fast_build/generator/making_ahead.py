"""Has other processes make ahead what this one would come to: articles, then pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals
from pelican.readers import MarkdownReader
from pelican.utils import file_suffix

from ..ahead import Ahead as ReadAhead
from ..earlier import see
from ..rendering import Ahead, why_not
from ..workers import workers_for
from .feeds import may_be_left
from .reading import Reading, text_of
from .restoring import Restoring


def make_articles_ahead(
    generator: ArticlesGenerator, reading: Reading, restoring: Restoring
) -> None:
    """Have other processes read some of the articles. Where each has to be made in this process, they
    make texts that no earlier build has kept."""
    if not generator.settings["FAST_BUILD_WORKERS"] or not reading.decided_by:
        return
    if restoring.has_all_but_a_few:  # after most edits: to look for them takes a while by itself
        return
    if type(generator.readers.readers.get("md")) is not MarkdownReader:
        return
    end = reading.shelf.close
    if restoring.is_on:
        sources = [source for source in _sources(generator) if source not in restoring]
        see(sources)
        if workers_for(sources):
            restoring.tell_of_texts(len(sources))
        read = partial(restoring.read, generator)
        reading.ahead = ReadAhead(sources, read, restoring.take, end)
    else:
        sources = [
            source for source in _sources(generator) if reading.key(source) not in reading.shelf
        ]
        make = partial(_record_of, reading, generator)
        reading.ahead = ReadAhead(sources, make, reading.made.__setitem__, end)


def _sources(generator: ArticlesGenerator) -> Iterator[str]:
    """Yield the sources in Markdown in the order in which Pelican comes to them: that of a set."""
    settings = generator.settings
    for file in generator.get_files(settings["ARTICLE_PATHS"], settings["ARTICLE_EXCLUDES"]):
        if file_suffix(file) in MarkdownReader.file_extensions:
            yield os.path.abspath(os.path.join(generator.path, file))


def _record_of(reading: Reading, generator: ArticlesGenerator, source: str) -> bytes | None:
    """Return the record of a source, for the reading of which another process is to have it."""
    folder = generator.path
    text_of(generator.readers, folder, os.path.relpath(source, folder))
    return reading.shelf.get(reading.key(source))


def why_no_pages_ahead(generator: ArticlesGenerator) -> str:
    """Return why the pages of articles are not rendered ahead, or an empty text."""
    settings = generator.settings
    if len(generator.articles) < settings["FAST_BUILD_AHEAD_FROM"]:
        return "they are few"
    if signals.article_generator_write_article.receivers:
        return "a plugin asks to be told before each article is written"
    return _why_not(generator)


def pages_ahead(generator: ArticlesGenerator, others: Sequence[Generator]) -> Ahead:
    """Return what can be written ahead: the pages of articles, and what `others` say that they write."""
    relative_urls = generator.settings["RELATIVE_URLS"]
    is_told = signals.article_writer_finalized.receivers  # and may change what later pages show
    telling = [other for other in others if not is_told and not _why_not(other)]

    def each_page(write: Callable[..., None]) -> None:
        generator.generate_articles(partial(write, relative_urls=relative_urls))
        for each in _methods("each_page", telling):
            each(write)

    def each_feed(write: Callable[..., None]) -> None:
        for each in _methods("each_feed", telling if may_be_left() else ()):
            each(write)

    awaited = (awaits() for awaits in _methods("awaited", others))
    return Ahead(each_page, each_feed, chain.from_iterable(awaited))


def _methods(name: str, generators: Iterable[Generator]) -> list[Callable[..., Any]]:
    """Return what those of the generators that have it have under this name."""
    return [getattr(each, name) for each in generators if hasattr(each, name)]


def _why_not(generator: Generator) -> str:
    return why_not(generator.env, generator.context, generator.settings["FAST_BUILD_PURE"])

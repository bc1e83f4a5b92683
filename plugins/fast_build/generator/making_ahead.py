"""Has other processes make ahead what this one would come to: texts, then pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable
from functools import partial

from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals
from pelican.readers import MarkdownReader, Readers

from ..rendering import EachPage, why_not
from ..workers import Ahead
from .reading import Reading, text_of


def make_texts_ahead(
    generator: ArticlesGenerator, reading: Reading, restored: Container[str]
) -> None:
    """Begin to make in forked processes the texts that no earlier build has kept.

    `restored` are the sources of articles that will not be read.
    """
    settings, readers = generator.settings, generator.readers
    if not settings["FAST_BUILD_WORKERS"]:
        return
    if type(readers.readers.get("md")) is not MarkdownReader or not reading.decided_by:
        return
    files = generator.get_files(
        settings["ARTICLE_PATHS"], settings["ARTICLE_EXCLUDES"], MarkdownReader.file_extensions
    )
    # In the order in which Pelican reads them: it comes last to those that others make.
    paths = (os.path.abspath(os.path.join(generator.path, file)) for file in files)
    sources = (path for path in paths if path not in restored)
    missing = [source for source in sources if reading.key(source) not in reading.shelf]
    reading.ahead = Ahead(missing, partial(_make, readers, generator.path), reading.shelf.close)


def _make(readers: Readers, folder: str, source: str) -> None:
    """Make what reading `source` will ask for."""
    text_of(readers, folder, os.path.relpath(source, folder))


def why_no_pages_ahead(generator: ArticlesGenerator) -> str:
    """Return why the pages of articles are not rendered ahead, or an empty text."""
    settings = generator.settings
    if len(generator.articles) < settings["FAST_BUILD_AHEAD_FROM"]:
        return "they are few"
    if signals.article_generator_write_article.receivers:
        return "a plugin asks to be told before each article is written"
    return _why_not(generator)


def pages_ahead(generator: ArticlesGenerator, others: Iterable[Generator]) -> EachPage:
    """Return what calls a function as Pelican would call `write_file` for each page that can be
    rendered ahead: those of articles, and those of `others` that say which they write."""
    relative_urls = generator.settings["RELATIVE_URLS"]
    is_told = signals.article_writer_finalized.receivers  # and may change what later pages show
    each_page = [
        other.each_page
        for other in others
        if hasattr(other, "each_page") and not is_told and not _why_not(other)
    ]

    def all_pages(write: Callable[..., None]) -> None:
        generator.generate_articles(partial(write, relative_urls=relative_urls))
        for each in each_page:
            each(write)

    return all_pages


def _why_not(generator: Generator) -> str:
    return why_not(generator.env, generator.context, generator.settings["FAST_BUILD_PURE"])

"""Takes Pelican's readers and writer and gives back faster ones that do the same.

Here alone is Pelican known, one module for each job, in the order in which a build comes to them:

    reading        files are read with a Markdown and a typogrify that remember
    restoring      articles of unchanged sources are not read
    making_ahead   what no build has kept yet is made by other processes, too
    leaving        pages that stand are not rendered
    writer, feeds  files that stand are not written

`FastBuild` calls each when Pelican comes to it; `quicker` holds what is quicker throughout.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from functools import partial
from weakref import finalize

from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals
from pelican.readers import Readers
from pelican.writers import Writer

from build_cache import open_shelf

from ..compiled import CompiledTemplates
from ..members import Members
from .leaving import Leaving
from .making_ahead import make_articles_ahead, pages_ahead, why_no_pages_ahead
from .quicker import leave_labels_without_pages, quicker_ways
from .reading import Reading
from .restoring import Restoring
from .writer import FastWriter

DEFAULTS = {
    "FAST_BUILD_BODIES": True,  # keep articles and pages after Markdown and typography
    "FAST_BUILD_WORKERS": True,  # read articles in forked processes, too
    "FAST_BUILD_AHEAD_FROM": 1000,  # articles: from so many on, their pages are rendered there too
    "FAST_BUILD_PURE": (),  # packages whose functions in templates change nothing
    "FAST_BUILD_RESETTABLE": (),  # packages of Markdown extensions that keep nothing between texts
}

log = logging.getLogger(__name__)


class FastBuild:
    """What makes one run of Pelican fast; of other runs in the same process it hears, and does nothing."""

    def __init__(self, settings) -> None:
        self.settings = settings
        for name, value in DEFAULTS.items():
            settings.setdefault(name, value)
        self._reading = Reading(settings)
        self._restoring = Restoring(settings, self._reading)
        self._compiled = CompiledTemplates(open_shelf(settings, "templates"))
        self._leaving = Leaving(settings, self._compiled)
        self._generators: list[Generator] = []
        self._written_by: FastWriter | None = None
        signals.readers_init.connect(self._begin_reading)
        signals.generator_init.connect(self._begin_templates)
        signals.article_generator_init.connect(self._begin_articles)
        signals.article_generator_finalized.connect(self._end_articles)
        signals.all_generators_finalized.connect(self._end_reading)
        signals.get_writer.connect(self._writer)
        signals.finalized.connect(self._stop)
        self._quicker = ExitStack()
        self._quicker.enter_context(quicker_ways())
        # A run that fails does not come to its end; Python would take modules apart that are held.
        finalize(self, self._quicker.close)

    def _begin_reading(self, readers: Readers) -> None:
        if readers.settings is self.settings:
            self._reading.speed_up(readers)

    def _begin_templates(self, generator: Generator) -> None:
        if generator.settings is not self.settings:
            return
        self._leaving.watch(generator)
        if not generator.env.bytecode_cache:
            generator.env.bytecode_cache = self._compiled

    def _begin_articles(self, generator: ArticlesGenerator) -> None:
        if generator.settings is self.settings:
            self._restoring.begin(generator)
            make_articles_ahead(generator, self._reading, self._restoring)

    def _end_articles(self, generator: ArticlesGenerator) -> None:
        if generator.settings is not self.settings:
            return
        generator.generate_feeds = partial(self._write_feeds, generator.generate_feeds)
        generator.generate_pages = partial(self._write_pages, generator, generator.generate_pages)
        leave_labels_without_pages(generator)
        for tag, articles in generator.tags.items():
            generator.tags[tag] = Members(articles)
        for lists in (generator.categories, generator.authors):
            lists[:] = [(label, Members(articles)) for label, articles in lists]

    def _end_reading(self, generators) -> None:
        self._reading.ahead.wait()
        self._reading.shelf.close()
        self._generators = [each for each in generators if each.settings is self.settings]

    def _writer(self, pelican) -> type[Writer] | None:
        return FastWriter if pelican.settings is self.settings else None

    def _write_feeds(self, stock, writer: Writer) -> None:
        """Let Pelican write its feeds, before all pages, but for those that stand."""
        if isinstance(writer, FastWriter):
            writer.pages = self._leaving.pages()
            if writer.pages and writer.pages.go_on(self._restoring.goes_on_from):
                log.info("fast_build renders what has changed")
        stock(writer)

    def _write_pages(self, generator: ArticlesGenerator, stock, writer: Writer) -> None:
        """Let Pelican write its pages, but for those that stand or that others can render ahead."""
        if isinstance(writer, FastWriter):
            if writer.pages and writer.pages.goes_on:
                writer.pages.look_ahead()
            elif self.settings["FAST_BUILD_WORKERS"]:
                self._render_ahead(generator, writer)
        stock(writer)

    def _render_ahead(self, generator: ArticlesGenerator, writer: FastWriter) -> None:
        if reason := why_no_pages_ahead(generator):
            log.info("fast_build renders all pages in one process: %s", reason)
            return
        writer.render_ahead(pages_ahead(generator, self._generators))
        self._written_by = writer

    def _stop(self, pelican) -> None:
        if pelican.settings is self.settings:
            if self._written_by:
                self._written_by.end_ahead()
            self._reading.shelf.close()
            self._quicker.close()

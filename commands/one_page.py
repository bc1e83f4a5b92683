"""Makes the page of a source that was saved, from what the last build left in memory.

    an article, read anew --the same places, other words?--> its page, in a moment
                          --else--> Unsure: only a whole build can tell

What a whole build makes of the same source are the same bytes, but for what it takes from elsewhere:
related articles and the card are those from before. So a whole build has to follow.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pelican.contents import Article, Content, Page
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.plugins import signals

from commands.check.characters import decode
from commands.check.links import shelf_of
from commands.check.rendering import is_suspicious
from commands.check.report import as_objects
from commands.check.rules import Rules, rules_of
from commands.check.source import Source
from commands.check.sources import check_alone, read_sources
from commands.problem import ERROR, Problem
from commands.search_index import without_asked

# What of its front matter an article may change without any other page having to follow at once.
_WORDS = {"title", "summary", "modified"}


# Where a generator keeps what it writes a page of.
_LISTS = {
    ArticlesGenerator: ("articles", "hidden_articles", "drafts"),
    PagesGenerator: ("pages", "hidden_pages", "draft_pages"),
}


class Unsure(Exception):
    """This page can't be made alone; the text says why."""


@dataclass(frozen=True)
class MadePage:
    """A page made alone: its path below the output, and what is wrong with its source."""

    page: str
    problems: list[dict[str, Any]]


class Run:
    """The objects of the next run of Pelican in this process; they are there when it is over."""

    def __init__(self) -> None:
        self.generators: list = []
        self.pelican: Any = None
        signals.all_generators_finalized.connect(self._note_generators)
        signals.finalized.connect(self._note_pelican)

    def _note_generators(self, generators) -> None:
        self.generators = list(generators)

    def _note_pelican(self, pelican) -> None:
        self.pelican = pelican

    @property
    def settings(self) -> Mapping[str, Any]:
        return self.pelican.settings

    @cached_property
    def rules(self) -> Rules:
        return rules_of(self.settings)

    @cached_property
    def sources(self) -> dict[Path, Source]:
        """The sources by their absolute paths, as they stand when this is first asked."""
        return {source.path.absolute(): source for source in read_sources(self.rules)[0]}

    @cached_property
    def contents(self) -> dict[str, tuple[Any, Content]]:
        """Each article and page with the generator that writes it, by the path of its source."""
        return {
            content.source_path: (generator, content)
            for generator in self.generators
            for name in _LISTS.get(type(generator), ())
            for content in getattr(generator, name)
        }


def make_page(run: Run, path: str, aside: Path, stands: Path | None) -> MadePage:
    """Make the page of the source at `path` anew, in the folder `aside`.

    In `stands` the page is as `run` has written it, which is tried first. Changes `run`, so it is
    for a process that ends after this. Raises Unsure where only a whole build could tell what the
    page is.
    """
    if path not in run.contents:
        raise Unsure("it was not there")
    generator, content = run.contents[path]
    run.settings["OUTPUT_PATH"] = run.pelican.output_path = str(aside)
    before = _written(run, generator, content) if stands else b""
    if stands and before != (stands / content.save_as).read_bytes():
        raise Unsure("something else has a hand in this page")
    problems = _checked(run, Path(path))
    complaints: list[logging.LogRecord] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = complaints.append
    logging.getLogger().addHandler(listener)
    _take_in(content, _read(generator, content))
    _show_pictures(run, content)
    content.refresh_metadata_intersite_links()
    page = _written(run, generator, content)
    if complaints:
        raise Unsure(complaints[0].getMessage())
    (aside / content.save_as).write_bytes(page)
    return MadePage(content.save_as, as_objects(problems))


def _checked(run: Run, path: Path) -> list[Problem]:
    """Return the warnings of a source; an error is for the whole build to tell."""
    before = run.sources[path]
    text, fault = decode(path.read_bytes())
    source = Source(before.path, before.kind, text)
    if fault or is_suspicious(text):
        raise Unsure("its text is none that can be taken as it is")
    shelf = shelf_of([*(run.sources | {path: source}).values()], run.rules.content)
    problems = check_alone(source, shelf, run.rules)
    if any(problem.severity == ERROR for problem in problems):
        raise Unsure("there is something to mend")
    return problems


def _read(generator, content: Content) -> Content:
    is_article = isinstance(generator, ArticlesGenerator)
    kind = "article" if is_article else "page"
    return generator.readers.read_file(
        base_path=generator.path,
        path=content.source_path,
        content_class=Article if is_article else Page,
        context=generator.context,
        preread_signal=getattr(signals, f"{kind}_generator_preread"),
        preread_sender=generator,
        context_signal=getattr(signals, f"{kind}_generator_context"),
        context_sender=generator,
    )


def _take_in(content: Content, new: Content) -> None:
    """Give `content` the words of `new`, which was read from the same file.

    It stays the object that related articles, comments and topics are known by.
    """
    if type(new) is not type(content) or content.translations or not new.is_valid():
        raise Unsure("it is another kind of text now")
    if _places(content) != _places(new):
        raise Unsure("other pages have to follow")
    vars(content).update(vars(new) | {"translations": content.translations})
    for method in ("get_content", "get_summary"):
        known = vars(Content)[method].cache
        for asked in [asked for asked in known if asked[0] is content]:
            del known[asked]


def _places(content: Content) -> tuple:
    fields = {name: str(value) for name, value in content.metadata.items() if name not in _WORDS}
    optional = {name for name in content.metadata if name in _WORDS}
    return fields, optional, content.status, content.save_as, content.template


def _show_pictures(run: Run, content: Content) -> None:
    from responsive_pictures.generator import PicturesOfRun

    none = dict.fromkeys(chain(*_LISTS.values()), ())
    context = {**run.generators[0].context, **none, "articles": [content]}
    alone = SimpleNamespace(context=context, settings=run.settings)
    PicturesOfRun(run.settings).rewrite([alone])


def _written(run: Run, generator, content: Content) -> bytes:
    """Let the generator write this page alone, and return it as the search index leaves it."""
    writer = run.pelican._get_writer()
    for kind in (
        "translations",
        "hidden_translations",
        "drafts_translations",
        "draft_translations",
    ):
        if hasattr(generator, kind):
            setattr(generator, kind, [])
    if isinstance(generator, PagesGenerator):
        generator.pages, generator.hidden_pages, generator.draft_pages = [content], [], []
        generator.generate_output(writer)
    else:
        write = partial(writer.write_file, relative_urls=run.settings["RELATIVE_URLS"])
        if content.status == "draft":
            generator.drafts = [content]
            generator.generate_drafts(write)
        else:
            generator.articles, generator.hidden_articles = [content], []
            generator.generate_articles(write)
    return without_asked(Path(writer.output_path, content.save_as).read_bytes())

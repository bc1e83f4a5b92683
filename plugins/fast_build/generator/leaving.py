"""Leaves pages alone that stand as rendering them anew would leave them."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from inspect import getattr_static
from itertools import chain
from pathlib import Path
from typing import Any

import pelican.contents
import pelican.urlwrappers
from pelican.contents import Article, Author, Category, Content, Page, Static, Tag
from pelican.generators import Generator
from pelican.paginator import Page as PaginatedPage
from pelican.paginator import Paginator
from pelican.plugins import signals
from pelican.plugins._utils import plugin_enabled
from pelican.utils import DateFormatter, SafeDatetime

from ..compiled import CompiledTemplates
from ..earlier import is_told, times_written, when_kept
from ..kept_articles import KeptText
from ..kept_pages import TEXT, Compare, KeptPages
from ..reads import Tracer
from ..replacing import are_from
from ..values import SURELY_LONG, Form, Unknown, Values, all_at
from ..writing import written

log = logging.getLogger(__name__)

_LABELS = (Tag, Category, Author)
# Where an article holds one of these, its text may not be the one that is kept.
_OF_A_TEXT = frozenset(("_content", "_get_content", "content", "get_content"))


class Leaving:
    """Which pages of one run are left alone. Says in the log what can't be done, and why."""

    def __init__(self, settings, compiled: CompiledTemplates) -> None:
        self._settings = settings
        self._compiled = compiled
        self._pages: KeptPages | None = None

    def watch(self, generator: Generator) -> None:
        """Have the templates of a generator say what they read."""
        if not is_told():
            return
        if self._pages is None and not self._settings["RELATIVE_URLS"]:
            self._pages = self._kept_pages(generator.context)
            when_kept(self._keep)
        if self._pages:
            self._pages.tracer.watch(generator.env, self._compiled)

    def pages(self) -> KeptPages | None:
        """Return what knows which pages stand, where they may be left alone."""
        if self._pages and (reason := self._why_none_can_be_left()):
            log.info("fast_build renders all pages: %s", reason)
            self._pages = None
        return self._pages

    def _kept_pages(self, context: Mapping[str, Any]) -> KeptPages:
        by_source: dict[str, Content] = {}

        def all_contents() -> dict[str, Content]:
            if not by_source:  # asked for the first time when pages are written: now all are there
                of_site = (context["generated_content"], context["static_content"])
                contents = chain.from_iterable(held.values() for held in of_site)
                by_source.update((each.source_path, each) for each in contents if each)
            return by_source

        def content_at(source: str) -> Content | None:
            return all_contents().get(source)

        def is_of_site(content: Content) -> bool:
            return content_at(content.source_path) is content

        def in_order() -> Iterator[Content]:
            contents = (*context["articles"], *all_contents().values())
            known = (each for each in contents if type(each) in values.contents)
            return filter(is_of_site, known)

        values = Values(
            contents=(Article, Page, Static),
            labels=_LABELS,
            plain=(PaginatedPage, Paginator),
            moments=(SafeDatetime,),
            is_of_site=is_of_site,
            are_labels_stock=_are_labels_stock,
        )
        path = Path(self._settings["CACHE_PATH"], "articles", "pages")
        output = self._settings["OUTPUT_PATH"]
        way_to_compare = partial(_way_to_compare, values)
        how = (content_at, _form_of_text, _digest_of_text, way_to_compare, in_order)
        return KeptPages(path, Tracer(values, _is_pure), output, context, *how)

    def _why_none_can_be_left(self) -> str:
        if self._settings["DELETE_OUTPUT_DIRECTORY"]:
            return "DELETE_OUTPUT_DIRECTORY empties the output"
        for name in ("page_generator_write_page", "article_generator_write_article"):
            if getattr(signals, name).receivers:
                return f"a plugin listens to {name}"
        return ""

    def _keep(self, token: str) -> None:
        if not self._pages:
            return
        for reason, count in self._pages.unsure.items():
            log.info("fast_build has to render %s pages in each build: %s", count, reason)
        self._pages.keep(token, lambda path: times_written(path) > written[os.path.abspath(path)])


def _is_pure(function: object) -> bool:
    """Return whether a filter or test that Pelican adds to Jinja's depends on what it is given alone,
    and on settings."""
    return isinstance(function, DateFormatter) or (
        isinstance(function, partial) and function.func is plugin_enabled
    )


def _form_of_text(content: Content | None) -> Form | None:
    """Return what stands for the text of a page, where that is known without reading it."""
    digest = _digest_of_text(content)
    return digest if digest and vars(content)["_kept_text"].place.size > SURELY_LONG else None


def _digest_of_text(content: Content | None) -> Form | None:
    """Return a digest of the text of a page that has no links of Pelican's, if it is known."""
    kept: KeptText | None = content and vars(content).get("_kept_text")
    if (
        kept
        and not kept.has_links
        and vars(content).keys().isdisjoint(_OF_A_TEXT)
        and _is_text_stock()
    ):
        return kept.place.digest
    return None


def _way_to_compare(values: Values, kind: type[Content], names: tuple[str, ...]) -> Compare | None:
    """Return what compares attributes of an article with what stood for them, where they come to the same
    whenever one asks for them, and nothing else comes of it. A text with links may move a file beside the
    first page that asks for it."""
    of_class = {name for name in (*names, "__getattr__") if hasattr(kind, name)}
    if not of_class <= _ASKED.keys():  # others are what an article holds
        return None
    asked = [(place, _ASKED[name]) for place, name in enumerate(names) if name in _ASKED]
    held = [name for name in names if name not in _ASKED]
    held_of, forms_of = all_at(held), all_at([*map(names.index, held)])

    def compare(content: Content, forms: tuple[Form, ...]) -> bool | None:
        try:
            for place, form_of in asked:
                form = form_of(content, values)
                if form is None:
                    return None
                if form != forms[place]:
                    return False
            for value, form in zip(held_of(vars(content)), forms_of(forms), strict=True):
                # A short text, as most are, stands for itself.
                if (type(value) is not str or value != form) and values.of(value) != form:
                    return False
        except (KeyError, Unknown, RecursionError):
            return None  # it lacks one, or holds what nothing stands for
        return True

    return compare


def _form_of_summary(content: Content, values: Values) -> Form | None:
    """Return what stands for the summary of an article that says it itself."""
    if "summary" not in content.metadata:
        return None
    made = vars(Content)["get_summary"]
    if _is_summary_stock(type(content)) and (content, content.get_siteurl()) not in made.cache:
        return values.of(content.metadata["summary"])
    return values.of(content.summary)


# What has to be asked for, since a class works it out, and how.
_ASKED: dict[str, Callable[[Content, Values], Form | None]] = {
    "content": lambda content, _values: _form_of_text(content),
    TEXT: lambda content, _values: _digest_of_text(content),
    "summary": _form_of_summary,
    "url": lambda content, values: values.of(content.url),
    "save_as": lambda content, values: values.of(content.save_as),
}


@cache
def _is_text_stock() -> bool:
    """Return whether no plugin has put something in the place of what gives an article its text."""
    return _is_stock(Article, "content", "get_content", "_update_content", "get_siteurl")


@cache
def _is_summary_stock(kind: type[Content]) -> bool:
    return _is_stock(kind, "summary", "get_summary", "get_siteurl")


def _are_labels_stock() -> bool:
    return all(_is_stock(kind, "name", "slug") for kind in _LABELS)


def _is_stock(kind: type, *names: str) -> bool:
    """Return whether Pelican's own code is behind attributes of a class."""
    made_by = (getattr_static(kind, name) for name in names)
    made_by = (getattr(made, "fget", getattr(made, "func", made)) for made in made_by)
    return are_from(made_by, pelican.contents.__file__, pelican.urlwrappers.__file__)

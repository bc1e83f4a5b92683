"""Leaves pages alone that stand as rendering them anew would leave them."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from functools import cache, partial
from inspect import getattr_static
from itertools import chain
from pathlib import Path
from typing import Any

import pelican.contents
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
from ..kept_pages import KeptPages
from ..reads import Tracer
from ..values import SURELY_LONG, Form, Values
from ..writing import written

log = logging.getLogger(__name__)

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

        def content_at(source: str) -> Content | None:
            if not by_source:  # asked for the first time when pages are written: now all are there
                of_site = (context["generated_content"], context["static_content"])
                contents = chain.from_iterable(held.values() for held in of_site)
                by_source.update((each.source_path, each) for each in contents if each)
            return by_source.get(source)

        values = Values(
            contents=(Article, Page, Static),
            labels=(Tag, Category, Author),
            plain=(PaginatedPage, Paginator),
            moments=(SafeDatetime,),
            is_of_site=lambda content: content_at(content.source_path) is content,
        )
        path = Path(self._settings["CACHE_PATH"], "articles", "pages")
        output = self._settings["OUTPUT_PATH"]
        how = (content_at, _form_of_text, _digest_of_text, _is_always_the_same)
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


def _is_always_the_same(content: Content, names: tuple[str, ...]) -> bool:
    """Return whether attributes come to the same whenever one asks for them, and nothing else comes of
    it. A text with links may move a file beside the first page that asks for it."""
    return (
        _are_plain(type(content), names)
        and ("content" not in names or _form_of_text(content) is not None)
        and ("summary" not in names or "summary" in content.metadata)
    )


@cache
def _are_plain(kind: type[Content], names: tuple[str, ...]) -> bool:
    """Return whether attributes are what a content of this class holds under their names, or its
    address, or looked at one by one."""
    computed = {name for name in (*names, "__getattr__") if hasattr(kind, name)}
    return computed <= {"url", "save_as", "content", "summary"}


@cache
def _is_text_stock() -> bool:
    """Return whether no plugin has put something in the place of what gives an article its text."""
    prop, method = (getattr_static(Article, name) for name in ("content", "get_content"))
    made_by = (
        getattr(prop, "fget", None),
        getattr(method, "func", None),
        getattr_static(Article, "_update_content"),
        getattr_static(Article, "get_siteurl"),
    )
    codes = (getattr(function, "__code__", None) for function in made_by)
    return all(code and code.co_filename == pelican.contents.__file__ for code in codes)

"""Pelican's writer, which writes only what has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from copy import copy
from functools import cache, partial
from typing import Any

import pelican.paginator
import pelican.writers
from jinja2 import Template
from pelican.paginator import Paginator
from pelican.plugins import signals
from pelican.utils import sanitised_join
from pelican.writers import Writer

from ..kept_pages import KeptPages
from ..rendering import Ahead, PagesAhead
from ..replacing import are_from, in_place_of
from ..sending import Sending
from ..writing import open_changed, open_nothing, write_changed
from .feeds import FEED, OF_ARTICLES, FeedWhenUsed, may_be_left, what_makes_feed


class FastWriter(Writer):
    """Writes a file where what it holds has changed, and leaves others alone.

    `ahead` are pages that are rendered and written before they are asked for, if there are such.
    """

    def __init__(self, *args, **more) -> None:
        super().__init__(*args, **more)
        self.ahead: PagesAhead | None = None
        self.pages: KeptPages | None = None
        self._open = open_changed
        self._written = Sending(signals.content_written)
        self._below_output = os.path.join(os.path.abspath(self.output_path), "")

    def render_ahead(self, ahead: Ahead) -> None:
        """Begin to make pages and feeds ahead."""
        aside = copy(self)  # has written none of them yet, when this one is asked for them
        aside._written_files, aside._overridden_files = set(), set()

        def write(*args, **more) -> None:
            with signals.content_written.muted():
                aside.write_file(*args, **more)

        unsure: dict[str, int] = {}

        def awaited() -> Iterator[object]:
            yield from ahead.awaited
            if self.pages:  # others are forked now, and know of these
                unsure.update(self.pages.unsure)

        say = partial(self.pages.said, unsure) if self.pages else bytes
        to_do = ahead._replace(awaited=awaited())
        self.ahead = PagesAhead(to_do, write, aside.write_feed, say)

    def end_ahead(self) -> None:
        """Hear what was read to render pages elsewhere."""
        if not self.ahead:
            return
        noted = self.ahead.finish()
        if self.pages:
            self.pages.hear_all(noted)

    def write_file(
        self,
        name,
        template,
        context,
        relative_urls=False,
        paginated=None,
        template_name=None,
        override_output=False,
        url=None,
        **more,
    ):
        """Write a page, as Pelican's does, or a list in several pages: each as one alone, which may be
        left as it stands."""
        how = {"relative_urls": relative_urls, "override_output": override_output}
        is_in_pages = name and paginated and template_name in self.settings["PAGINATED_TEMPLATES"]
        is_alone = not override_output and (not template_name or (is_in_pages and _is_stock()))
        if self.ahead and self.ahead.stands(name):
            template = _Standing(self, is_alone)
        elif self.pages:
            template = _WhereChanged(template, self, is_alone)
        if not is_in_pages or not is_alone:
            how |= {"paginated": paginated, "template_name": template_name, "url": url}
            self._write_page(name, template, context, **how, **more)
            return
        per_page = self.settings["PAGINATED_TEMPLATES"][template_name]
        per_page = per_page or self.settings["DEFAULT_PAGINATION"]
        for page, of_page in _pages_of(name, url, paginated, self.settings, per_page):
            self._write_page(page, template, context, paginated={}, **how, **{**more, **of_page})

    def _write_page(self, name, template, context, **more) -> None:
        try:
            super().write_file(name, template, context, **more)
        except _Stands as page:
            self._written.send(page.path, context=page.context)
        finally:
            self._open = open_changed

    def write_feed(
        self,
        elements,
        context,
        path=None,
        url=None,
        feed_type="atom",
        override_output=False,
        feed_title=None,
    ):
        """Make and write a feed, as Pelican's does; one that stands is left alone, and made when the
        caller asks it for something."""
        more = {"override_output": override_output, "feed_title": feed_title}
        make = partial(super().write_feed, elements, context, feed_type=feed_type, **more)
        shown = tuple(elements[: self.settings["FEED_MAX_ITEMS"]])
        # One without articles bears the time of day.
        if not (path and shown and may_be_left()) or override_output:
            return make(path, url)
        if self.ahead and self.ahead.stands(path) and self.leave(path):
            return FeedWhenUsed(partial(make, None, url or path))
        if not self.pages:
            return make(path, url)
        made_of = what_makes_feed(self.settings, context, shown, (path, url, feed_type, feed_title))
        if self.pages.stands(path, FEED, made_of) and self.leave(path):
            return FeedWhenUsed(partial(make, None, url or path))
        feed = make(path, url)
        self.pages.put(path, FEED, self.pages.page_of(made_of, shown, OF_ARTICLES))
        return feed

    def leave(self, name: str) -> str:
        """Note that a page is written here, if it is the first one there, and return its path."""
        path = self._path(name)
        if path in self._written_files:
            return ""  # Pelican knows what to say of that
        self._written_files.add(path)
        return path

    def _path(self, name: str) -> str:
        if os.sep == "/" and os.path.normpath(name) == name and not name.startswith(("/", "..")):
            return self._below_output + name
        return sanitised_join(self.output_path, name)

    def _open_w(self, filename, encoding, override=False):
        with in_place_of((pelican.writers, "open", self._open)):
            return super()._open_w(filename, encoding, override)


@cache
def _is_stock() -> bool:
    """Return whether pages are written, and lists put into pages, in Pelican's own way."""
    made_by = (Writer.write_file, Writer._open_w, Paginator.page)
    is_own = pelican.writers.Paginator is Paginator
    return is_own and are_from(made_by, pelican.writers.__file__, pelican.paginator.__file__)


def _pages_of(
    name: str, url: str, paginated: Mapping[str, Any], settings: Mapping[str, Any], per_page: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each page of a list is to be written, and what its template is told of it."""
    lists = {
        key: Paginator(name, url, things, settings, per_page) for key, things in paginated.items()
    }
    for number in range(1, next(iter(lists.values())).num_pages + 1):
        of_page, place = {}, ""
        for key, paginator in lists.items():
            is_last = number >= paginator.num_pages
            page = paginator.page(number)
            place = page.save_as
            of_page |= {
                f"{key}_paginator": paginator,
                f"{key}_page": page,
                f"{key}_previous_page": paginator.page(number - 1) if number > 1 else None,
                f"{key}_next_page": None if is_last else paginator.page(number + 1),
            }
        yield place, of_page


class _Stands(Exception):
    """Leads out of Pelican's writing where a page stands: all that is left to do is to tell of it."""

    def __init__(self, path: str, context: dict[str, Any]) -> None:
        super().__init__(path)
        self.path = path
        self.context = context


class _Standing:
    """Takes the place of a template whose page stands: it is not rendered, and not written.

    `is_alone` where Pelican has nothing else to do after it, such as another page of a list in several.
    """

    def __init__(self, writer: FastWriter, is_alone: bool) -> None:
        self._writer = writer
        self._is_alone = is_alone

    def render(self, context: dict[str, Any]) -> str:
        if self._is_alone and (path := self._writer.leave(context["output_file"])):
            raise _Stands(path, context)
        self._writer._open = open_nothing
        return ""


class _WhereChanged(_Standing):
    """Takes the place of a template: a page that stands is left alone."""

    def __init__(self, template: Template, writer: FastWriter, is_alone: bool) -> None:
        super().__init__(writer, is_alone)
        self._template = template

    def render(self, context: dict[str, Any]) -> str:
        pages, template, name = self._writer.pages, self._template, context["output_file"]
        if reason := pages.tracer.why_unwatched(template):
            pages.unsure[reason] += 1
            return template.render(context)
        if pages.stands(name, template, context):
            return super().render(context)
        self._writer._open = open_changed
        page = pages.tracer.begin(template, context)
        try:
            text = template.render(context)
        finally:
            pages.tracer.end()
        pages.put(name, template, page)
        if self._is_alone and _is_stock() and (path := self._writer.leave(name)):
            # In fewer steps than Pelican takes, which are a tenth of what a page does.
            write_changed(path, text, "utf-8")
            pelican.writers.logger.info('Writing "%s"', path)
            raise _Stands(path, context)
        return text

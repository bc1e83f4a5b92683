"""Pelican's writer, which writes only what has changed."""

from __future__ import annotations

from typing import Any

import pelican.writers
from jinja2 import Template
from pelican.writers import Writer

from ..kept_pages import KeptPages
from ..replacing import in_place_of
from ..writing import open_changed, open_nothing


class FastWriter(Writer):
    """Writes a file where what it holds has changed, and leaves others alone.

    `stand` are the names of pages that stand already as they should.
    """

    def __init__(self, *args, **more) -> None:
        super().__init__(*args, **more)
        self.stand: set[str] = set()
        self.pages: KeptPages | None = None
        self._open = open_changed

    def notes(self) -> tuple:
        """Return what says which pages this has written, and what hears it in another process."""
        return (self.pages.said, self.pages.hear) if self.pages else ()

    def write_file(self, name, template, *args, **more):
        if name in self.stand:
            self.stand.remove(name)
            self._open, template = open_nothing, _Rendered
        elif self.pages:
            template = _WhereChanged(template, self)
        try:
            super().write_file(name, template, *args, **more)
        finally:
            self._open = open_changed

    def _open_w(self, filename, encoding, override=False):
        with in_place_of((pelican.writers, "open", self._open)):
            return super()._open_w(filename, encoding, override)


class _WhereChanged:
    """Takes the place of a template: a page that stands is not rendered, and not written."""

    def __init__(self, template: Template, writer: FastWriter) -> None:
        self._template = template
        self._writer = writer

    def render(self, context: dict[str, Any]) -> str:
        pages, template, name = self._writer.pages, self._template, context["output_file"]
        if reason := pages.tracer.why_unwatched(template):
            pages.unsure[reason] += 1
            return template.render(context)
        if pages.stands(name, template, context):
            self._writer._open = open_nothing
            return ""
        self._writer._open = open_changed
        page = pages.tracer.begin(template, context)
        try:
            text = template.render(context)
        finally:
            pages.tracer.end()
        pages.put(name, template, page)
        return text


class _Rendered:
    """Takes the place of a template whose page stands."""

    @staticmethod
    def render(_context) -> str:
        return ""

"""Markdown made once for many texts, and what stands in for it while a source is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from markdown import Extension, Markdown

from .plain_blocks import look_for_html_where_it_can_be, pass_over_plain_blocks
from .plain_lines import as_paragraph
from .plain_text import pass_over_plain_text
from .plain_trees import pass_over_idle_steps
from .record import Record
from .watching import watched

_SHIPPED = "markdown.extensions."  # each of these forgets one text before the next


class Converter:
    """Makes Markdown of the settings `MARKDOWN`, as seldom as its extensions allow.

    `resettable` are the packages of other extensions that keep nothing from one text to the next.
    """

    def __init__(self, settings: Mapping[str, Any], resettable: Collection[str]) -> None:
        self._settings = dict(settings)
        self._for_bodies = _NotingMarkdown(**self._settings)
        self.extensions = tuple(self._for_bodies.noted)
        self._for_fields = Markdown(**self._settings)
        self._for_fields.preprocessors.deregister("meta", strict=False)
        for markdown in (self._for_bodies, self._for_fields):
            look_for_html_where_it_can_be(markdown)
            are_blocks_known = pass_over_plain_blocks(markdown)
            pass_over_plain_text(markdown)
            pass_over_idle_steps(markdown)
        self._as_paragraph = as_paragraph(self._for_fields, are_blocks_known)
        modules = {type(extension).__module__ for extension in self.extensions}
        self._is_shared = all(
            name.startswith(_SHIPPED) or name.partition(".")[0] in resettable for name in modules
        )

    @property
    def markdown(self) -> Markdown:
        """One Markdown of the settings, from which it can be told what takes part in a conversion."""
        return self._for_bodies

    def convert(self, texts: list[str]) -> tuple[str, dict]:
        """Return the HTML of the last of the `texts`, and the front matter of the first.

        The first is a body and the others are fields of its front matter, which Pelican converts
        with the same Markdown, from which it takes the reading of front matter first.
        """
        if self._is_shared:
            return self._convert_shared(texts)
        markdown = Markdown(**self._settings)
        html = markdown.convert(texts[0])
        meta = dict(getattr(markdown, "Meta", {}))
        if len(texts) > 1:
            markdown.preprocessors.deregister("meta", strict=False)
        for text in texts[1:]:
            markdown.reset()
            html = markdown.convert(text)
        return html, meta

    def _convert_shared(self, texts: list[str]) -> tuple[str, dict]:
        markdown = self._for_fields if len(texts) > 1 else self._for_bodies
        markdown.reset()
        paragraph = self._as_paragraph(texts[-1]) if len(texts) > 1 else None
        if paragraph is not None:
            return paragraph, {}
        html = markdown.convert(texts[-1])
        return html, dict(getattr(markdown, "Meta", {}))


class _NotingMarkdown(Markdown):
    """Keeps its extensions, those that others brought among them."""

    def registerExtensions(self, extensions, configs):
        self.noted = getattr(self, "noted", [])
        self.noted += [each for each in extensions if isinstance(each, Extension)]
        return super().registerExtensions(extensions, configs)

    def build_extension(self, ext_name, configs):
        extension = super().build_extension(ext_name, configs)
        self.noted.append(extension)
        return extension


class RememberedMarkdown:
    """Has the part of a Markdown that Pelican's reader uses, and answers from a record.

    `noticed` fills with the reasons why what was made now can't be kept.
    """

    def __init__(self, converter: Converter, record: Record, noticed: list[str]) -> None:
        self._converter = converter
        self._record = record
        self._noticed = noticed
        self._texts: list[str] = []

    def convert(self, text: str) -> str:
        """Return the HTML of a text: of the body first, then of each field of the front matter."""
        self._texts.append(text)
        kind = "field" if len(self._texts) > 1 else "body"
        html, meta = self._record.answer(kind, text, self._convert)
        if kind == "body":
            self.Meta = meta
        return html

    def _convert(self) -> list:
        with watched() as seen:
            html, meta = self._converter.convert(self._texts)
        self._noticed += seen
        return [html, meta]

    def reset(self) -> None:
        """Do nothing: each text is converted as if it were the first."""

    @property
    def preprocessors(self) -> RememberedMarkdown:
        """What Pelican's reader takes the reading of front matter from: see `deregister`."""
        return self

    def deregister(self, name: str) -> None:
        """Do nothing: what follows the body is converted without reading of front matter."""

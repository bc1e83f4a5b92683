"""Markdown that a stranger wrote, as HTML that is safe to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markdown import Markdown
from markupsafe import Markup

from .cleaning import cleaned

# Python-Markdown looks to the end of the text for each that is not closed: 20,000 take a minute.
MOST_BRACKETS = 1000
# A comment is no part of the article's outline, and "#1 is right" is no heading.
_HEADINGS = ("hashheader", "setextheader")


class Tangled(ValueError):
    """A text that Markdown would take very long over, or never finish."""


def renderer(
    markdown: Mapping[str, Any], typography: Callable[[str], str] | None = None
) -> Callable[[str], Markup]:
    """Return a function from Markdown to safe HTML; it raises Tangled.

    `markdown` holds the arguments of `markdown.Markdown`; `typography` is applied where given.
    """

    def render(text: str) -> Markup:
        if text.count("[") > MOST_BRACKETS:
            raise Tangled(f"it has more than {MOST_BRACKETS:,} square brackets")
        try:
            html = _converter(markdown).convert(text)
        except RecursionError:
            raise Tangled("its lists or quotations are nested too deeply") from None
        except Exception as error:  # a stranger's text must not end the build without its name
            raise Tangled(f"Markdown breaks on it, with a {type(error).__name__}") from error
        return cleaned(html, typography)

    return render


def _converter(markdown: Mapping[str, Any]) -> Markdown:
    """Return a new one: what a converter broke off in the middle of, it goes on with later."""
    converter = Markdown(**markdown)
    for heading in _HEADINGS:
        converter.parser.blockprocessors.deregister(heading, strict=False)
    return converter

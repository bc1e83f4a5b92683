"""Markdown as this site will show it: its own settings, and typogrify."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

from markdown import Markdown
from typogrify.filters import typogrify

_ROOT = Path(__file__).resolve().parents[3]


@cache
def settings() -> dict[str, Any]:
    """Return the arguments of `markdown.Markdown` that the site's settings amount to."""
    from pelican.settings import read_settings

    markdown = copy.deepcopy(read_settings(str(_ROOT / "pelicanconf.py"))["MARKDOWN"])
    return {**markdown, "extensions": list(markdown["extension_configs"])}


@cache
def _converter() -> Markdown:
    return Markdown(**settings())


def rendered(text: str) -> str:
    """Return the HTML of a body of Markdown, as a page of the site holds it.

    Raises what Markdown raises: RecursionError and others, on texts that break it.
    """
    converter = _converter().reset()
    try:
        # A head, as the file has: without it a first line "Note: this" would be taken for one.
        return typogrify(converter.convert(f"Title: -\n\n{text}"))
    except Exception:
        _converter.cache_clear()
        raise

"""Gives feeds a stylesheet, so that a person who opens one sees a page and not a tangle.

`FEED_STYLESHEET` names a file among the theme's static files; hashed_assets publishes it. Browsers
are dropping XSLT, so it is CSS: what it can't do, such as making links, it leaves.
"""

from __future__ import annotations

from pathlib import Path

from pelican.plugins import signals
from pelican.utils import get_relative_path, path_to_url


def register() -> None:
    """Add the stylesheet to each feed of a Pelican run."""
    signals.feed_written.connect(_add_stylesheet)


def _add_stylesheet(path: str, context, feed) -> None:
    stylesheet = context.get("FEED_STYLESHEET")
    if not stylesheet:
        return
    file = Path(path)
    name = file.relative_to(context["OUTPUT_PATH"]).as_posix()
    href = f"{path_to_url(get_relative_path(name))}/{context['JINJA_GLOBALS']['asset'](stylesheet)}"
    declaration, end, rest = file.read_text(encoding="utf-8").partition("?>")
    instruction = f'\n<?xml-stylesheet type="text/css" href="{href}"?>'
    file.write_text(f"{declaration}{end}{instruction}{rest}", encoding="utf-8")

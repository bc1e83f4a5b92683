"""Markdown tables that a strict security policy allows and a keyboard can scroll.

Python-Markdown writes `style="text-align: right"` on cells, which a policy without 'unsafe-inline'
blocks. Here a cell gets `class="align-right"` instead, and each table stands in a region that
scrolls by itself, can take the focus, and is named after the heading above it:

    <div class="table-scroll" role="region" aria-label="Table: What to compare" tabindex="0">

As a Pelican plugin it adds itself to the site's Markdown extensions; without Pelican, name
`plain_tables` among the extensions of Markdown.
"""

from pelican.plugins import signals

from .extension import PlainTables


def makeExtension(**kwargs):
    """Return the Markdown extension."""
    return PlainTables(**kwargs)


def register() -> None:
    """Add the extension to the Markdown settings of a Pelican run."""
    signals.initialized.connect(_add_extension)


def _add_extension(pelican) -> None:
    configs = pelican.settings["MARKDOWN"].setdefault("extension_configs", {})
    configs.setdefault("plain_tables", {})

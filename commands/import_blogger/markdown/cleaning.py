"""Hostile HTML in, harmless HTML out."""

from __future__ import annotations

import nh3


def cleaned(html: str) -> tuple[str, tuple[str, ...]]:
    """Return what may be shown of `html`, and a sentence for each kind of thing taken out."""
    return nh3.clean(html, url_schemes={"http", "https", "mailto", "tel"}, link_rel=None), ()

"""Sets text as the site's articles are set: typogrify, with Pelican's settings for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def typographer(
    ignore_tags: Sequence[str], omit_filters: Sequence[str], dashes: str
) -> Callable[[str], str]:
    """Return a function from HTML to the same HTML with typographic quotes, dashes and spans.

    The arguments are TYPOGRIFY_IGNORE_TAGS, TYPOGRIFY_OMIT_FILTERS and TYPOGRIFY_DASHES.
    Raises ImportError where typogrify is not installed.
    """
    import smartypants
    from typogrify.filters import typogrify

    attr = smartypants.Attr
    sets = {"oldschool": attr.set2, "oldschool_inverted": attr.set3}
    omitted = dict.fromkeys(omit_filters, False)

    def typeset(html: str) -> str:
        # smartypants takes its settings from this global alone, and Pelican sets it for each file.
        attr.default = sets.get(dashes, attr.set1) | attr.w
        return typogrify(html, ignore_tags, **omitted)

    return typeset

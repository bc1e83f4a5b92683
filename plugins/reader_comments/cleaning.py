"""Hostile HTML in, harmless HTML out: nh3 has the last word."""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3
from markupsafe import Markup

from .addresses import is_web_address

# Enough to talk with.
TAGS = frozenset(
    {"a", "b", "blockquote", "br", "code", "del", "em", "hr", "i", "li", "ol", "p", "pre"}
    | {"strong", "sub", "sup", "ul"}
)
REL = "ugc nofollow noopener"
# What typogrify makes, and nothing else makes here: a comment's own spans go in the first round.
TYPOGRAPHY = {"span": {"amp", "caps", "dquo", "quo"}}

# The star: by itself nh3 lets `lang` and `title` in on every element.
_ATTRIBUTES = {"*": set(), "a": {"href"}}
_UNREADABLE = {"iframe", "math", "object", "script", "style", "svg", "template"}
_UNLINKED = re.compile(f'<a rel="{REL}">(.*?)</a>', re.DOTALL)
# HTML lets these in by number (`&#8;`); XML, and so a feed, can't hold them, or no one sees them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")


def cleaned(html: str, typography: Callable[[str], str] | None = None) -> Markup:
    """Return what may be shown of `html`, set by `typography` where that is given.

    No script, form, picture, id, class or style is left, and no link but to a whole web or e-mail
    address. The words of a link to elsewhere stay; those of scripts and frames go.
    """
    # Twice: a table lets links nest, and only without tables does a parser take them apart.
    kept = _STRANGER.clean(_STRANGER.clean(html))
    kept = _UNPRINTABLE.sub("", _UNLINKED.sub(r"\1", kept))
    if typography is None:
        return Markup(_STRANGER.clean(kept))
    # Typography is patterns on text: it gets well-formed HTML, and is checked like all the rest.
    return Markup(_TYPESETTER.clean(typography(kept)))


def _attribute(tag: str, name: str, value: str) -> str | None:
    if (tag, name) != ("a", "href"):
        return value
    address = value.strip()
    return address if is_web_address(address) or address.lower().startswith("mailto:") else None


_STRANGER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=_UNREADABLE,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel=REL,
)
_TYPESETTER = nh3.Cleaner(
    tags=TAGS | {"span"},
    clean_content_tags=_UNREADABLE,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    allowed_classes=TYPOGRAPHY,
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel=REL,
)

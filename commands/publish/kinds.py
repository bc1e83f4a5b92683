"""What a published file is to a reader: decides when it is sent, and what type it has."""

from __future__ import annotations

import re
from enum import IntEnum
from pathlib import PurePosixPath


class Kind(IntEnum):
    """The kinds in the order in which they are sent: nothing names a file that is not there yet."""

    HASHED = 1  # its name changes with its bytes, so pages of two releases can stand side by side
    ASSET = 2
    PAGE = 3
    LIST = 4  # feeds, the sitemap, the search's table of contents: they name pages


_HASHED = re.compile(r"[._-][0-9a-f]{7,64}\.\w+$")
_LISTS = {".atom", ".xml", ".json", ".txt", ""}

_FEED = "application/atom+xml"
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".atom": _FEED,
    ".xml": "application/xml",
    ".json": "application/json",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
}


def kind_of(path: str) -> Kind:
    """Return the kind of the file at `path` below the site's root."""
    suffix = PurePosixPath(path).suffix
    if suffix == ".html":
        return Kind.PAGE
    if _HASHED.search(path):
        return Kind.HASHED
    return Kind.LIST if suffix in _LISTS else Kind.ASSET


def content_type(path: str) -> str:
    """Return the type of the file at `path`, without a character set."""
    suffix = PurePosixPath(path).suffix
    if path.endswith(".atom.xml"):
        return _FEED
    return _TYPES.get(suffix, "application/octet-stream")


def content_type_header(path: str, said: str = "") -> str:
    """Return the Content-Type header for the file at `path`: text is UTF-8. `said` is its type where
    its name doesn't tell."""
    kind = said or content_type(path)
    text = kind.startswith("text/") or kind in (_FEED, "application/xml", "image/svg+xml")
    return f"{kind}; charset=utf-8" if text else kind

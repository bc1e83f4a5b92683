"""Which file of the site an address in an article or page names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from .markup import addresses_in

_INDICATED = re.compile(r"[{|](?P<what>static|attach|filename)[|}](?P<path>.*)", re.DOTALL)


def name_in(address: str) -> str:
    """Return `address` as an author thinks of it, without the {static} before it."""
    match = _INDICATED.match(address)
    return match["path"] if match else address


class Finder:
    """Finds the file that an address in an article or page names."""

    def __init__(self, statics: Mapping[str, Any], site: str) -> None:
        """Take Pelican's static files by their paths below the content, and the address of the site."""
        self._statics = statics
        self._site = site.rstrip("/")

    @cached_property
    def _by_url(self) -> dict[str, Any]:
        # Not `static.url`: asking for that forbids {attach} to move the file.
        return {static.get_url_setting("url"): static for static in self._statics.values()}

    def find(self, content: Any, address: str) -> Any | None:
        """Return the file that `address` in `content` names; None if it is not of this site.

        Raises FileNotFoundError where the author says that it is and there is none.
        """
        if match := _INDICATED.match(address):
            path = urlsplit(match["path"]).path
            for each in (path, unquote(path)):
                static = self._statics.get(_source_path(content, each))
                if static is not None:
                    return static
            if match["what"] == "filename":
                return None  # an article or a page, most likely
            raise FileNotFoundError(unquote(path))
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            if not self._site or not address.startswith(f"{self._site}/"):
                return None
            return self._by_url.get(unquote(address.removeprefix(f"{self._site}/")))
        path = unquote(parts.path)
        if path.startswith("/"):
            return self._by_url.get(path.removeprefix(urlsplit(self._site).path).lstrip("/"))
        return self._by_url.get(normpath(join(dirname(content.url), path))) if path else None

    def linked(self, content: Any) -> Iterator[Any]:
        """Yield each file that `content` links to, or names in its front matter."""
        values = [value for value in content.metadata.values() if isinstance(value, str)]
        found = (addresses_in(text) for text in (content._content or "", *values))
        for address in chain(*found, (value for value in values if len(value) < 1000)):
            try:
                static = self.find(content, address)
            except (FileNotFoundError, ValueError):
                continue  # Pelican says it of the first; the second is no address
            if static is not None:
                yield static


def _source_path(content: Any, path: str) -> str:
    if path.startswith("/"):
        return path[1:]
    return content.get_relative_source_path(os.path.join(content.relative_dir, path))

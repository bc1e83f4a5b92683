"""Where the links of the old blog lead now: to a file of this site, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from posixpath import relpath
from urllib.parse import SplitResult, quote, unquote, urlsplit

from commands.check.targets import MAIL, fault_of
from commands.problem import ERROR

_BLOGSPOT = re.compile(r"(?:www\.)?(?P<name>[a-z0-9-]+)\.blogspot\.[a-z]{2,3}(?:\.[a-z]{2})?")
_JUNK = re.compile(
    r"https?://(?:www\.|draft\.)?blogger\.com/(?:null|blogger\.g|u/\d+/blogger\.g|[#?]|$)|about:blank",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"c?(?P<id>\d{5,})")


def blog_of(address: str) -> str:
    """Return what tells a blog's addresses from others: `name.blogspot`, or its host without www."""
    address = address.strip()
    try:
        host = (urlsplit(address if "//" in address else f"//{address}").hostname or "").lower()
    except ValueError:
        return ""
    match = _BLOGSPOT.fullmatch(host)
    return f"{match['name']}.blogspot" if match else host.removeprefix("www.")


@dataclass
class OwnLinks:
    """What is known of the old blog's addresses.

    `files` gives the file of each old path, `comments` the id here of each comment's key; `hosts`
    are those of the blog as `blog_of` has them. `readers_see` says of a file whether it is
    published; `commented` are those with comments.
    """

    files: Mapping[str, str]
    hosts: frozenset[str]
    comments: Mapping[str, str] = field(default_factory=dict)
    readers_see: Callable[[str], bool] = lambda _file: True
    commented: frozenset[str] = frozenset()

    def resolve(self, href: str, here: str) -> tuple[str, str]:
        """Return what the link `href` in the file `here` shall be, and why it is dead ("" if not)."""
        href = href.strip()
        if not href:
            return "", ""
        if _JUNK.match(href):
            return "", "leads to the old editor"
        try:
            parts = urlsplit(href)
            host = blog_of(href) if parts.netloc else ""
        except ValueError:
            return href, "is no address"
        path = unquote(parts.path)
        file = self.files.get(path) or self.files.get(path.removesuffix("/"))
        own = host in self.hosts if host else not parts.scheme and path.startswith("/")
        if not own and not (host and not self.hosts and file):
            return _elsewhere(href, parts)
        if parts.scheme not in ("", "http", "https"):
            return href, ""
        if file is None and self._is_listing(path):
            return href, ""
        if file is None or not self.readers_see(file):
            why = "leads to a draft" if file else "leads to nothing in the export"
            return href if host else "", why  # without its host it would be a link of this site
        return "{filename}" + quote(relpath(file, f"{here}/..")) + self._anchor(
            parts.fragment, file
        ), ""

    def _anchor(self, fragment: str, file: str) -> str:
        match = _COMMENT.fullmatch(fragment)
        if match and match["id"] in self.comments:
            return f"#comment-{self.comments[match['id']]}"
        to_all = fragment in ("comments", "comment-form") and file in self.commented
        return "#comments" if to_all else ""

    @staticmethod
    def _is_listing(path: str) -> bool:
        """Whether this is the home page, a label, an archive or a feed, which have no file."""
        return bool(
            path in ("", "/", "/index.html", "/atom.xml", "/rss.xml")
            or re.match(r"/(?:search|feeds|\d{4}(?:/\d\d)?/?$|\d{4}_\d\d_\d\d_archive)", path)
        )


def _elsewhere(href: str, parts: SplitResult) -> tuple[str, str]:
    """Return what a link to another site shall be, mended where it is plain what was meant, and why it
    is dead."""
    if href.lower().startswith("www."):
        return f"https://{href}", ""
    if MAIL.fullmatch(href):
        return f"mailto:{href}", ""
    if not parts.scheme and not parts.netloc:
        return "", "was no whole address"
    if fault := fault_of(href):
        return "" if fault[2] == ERROR else href, "is an address that readers can't follow"
    return href, ""

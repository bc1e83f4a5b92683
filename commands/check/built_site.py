"""What is wrong in the built site: links and anchors that lead nowhere."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from build_cache import Shelf, key_of
from commands.problem import Problem, as_typed

_ADDRESSES = {"href", "src", "poster", "action", "data"}


@dataclass(frozen=True)
class _Page:
    links: tuple[tuple[str, int], ...]
    anchors: frozenset[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[str, int]] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            elif name in _ADDRESSES and value is not None:
                self.links.append((value.strip(), self.getpos()[0]))
            elif name == "srcset" and value:
                for candidate in value.split(","):
                    self.links.append((candidate.split()[0], self.getpos()[0]))


def check_site(
    output: Path,
    address: str,
    sources: Mapping[str, Path],
    name: Path | None = None,
    shelf: Shelf | None = None,
) -> list[Problem]:
    """Return a Problem for each link of a built page that leads to no file or anchor of the site.

    `address` is the absolute address of the site without a slash at its end; `sources` gives the
    source file of a built page by its path below `output`, so that a problem can name the line that
    an author wrote; `name` is what to call the folder in messages where it is not `output`. Links to
    other hosts are not followed. What pages hold is kept on the `shelf`: a page is read once.
    """
    files = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    pages = _read_all(output, sorted(file for file in files if file.endswith(".html")), name, shelf)
    return [
        _problem(link, line, page, sources.get(page), name or output)
        for page, read in pages.items()
        for link, line in read.links
        if not _leads_somewhere(link, page, files, address, pages)
    ]


def _read_all(
    output: Path, pages: Sequence[str], name: Path | None, shelf: Shelf | None
) -> dict[str, _Page]:
    """Return what each page holds; from the shelf where an earlier build of `name` had its like."""
    key = key_of(sys.version, Path(__file__).read_bytes(), str(name or output))
    known = json.loads((shelf and shelf.get(key)) or "{}")
    read, found = {}, {}
    for page in pages:
        text = (output / page).read_bytes()
        digest = hashlib.sha256(text).hexdigest()
        found[digest] = known.get(digest) or _read(text.decode())
        links, anchors = found[digest]
        read[page] = _Page(tuple(map(tuple, links)), frozenset(anchors))
    if shelf and found != known:
        shelf.put(key, json.dumps(found).encode())
    return read


def _read(page: str) -> tuple[list, list]:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.links, sorted(reader.anchors)


def _leads_somewhere(
    link: str, page: str, files: Set[str], address: str, pages: Mapping[str, _Page]
) -> bool:
    if link == address or link.startswith(f"{address}/"):
        link = link.removeprefix(address) or "/"
        parts = urlsplit(link)
    else:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return True
        site_path = urlsplit(address).path
        if parts.path.startswith("/"):
            if not parts.path.startswith(f"{site_path}/"):
                return False
            parts = parts._replace(path=parts.path.removeprefix(site_path))
    target = _file(unquote(parts.path), page, files)
    if target is None:
        return False
    if parts.fragment and target in pages:
        return unquote(parts.fragment) in pages[target].anchors or parts.fragment == "top"
    return True


def _file(path: str, page: str, files: Set[str]) -> str | None:
    """Return which of `files` a server sends for `path`, a link on `page`, if there is one."""
    if not path:
        return page
    whole = path.lstrip("/") if path.startswith("/") else join(*page.rpartition("/")[:1], path)
    whole = normpath(whole or ".")
    index = "index.html" if whole == "." else f"{whole}/index.html"
    if whole in files and not path.endswith("/"):
        return whole
    return index if index in files else None


def _problem(link: str, line: int, page: str, source: Path | None, output: Path) -> Problem:
    what = f"the link to '{link}' leads nowhere on this site."
    cure = "Mend the address, or take the link out."
    for number, text in enumerate(_lines(source), 1):
        if link in text:
            return Problem(as_typed(source), number, what, cure)
    return Problem(as_typed(output / page), line, what, cure)


def _lines(source: Path | None) -> Iterator[str]:
    if source is not None:
        yield from source.read_text(encoding="utf-8", errors="replace").splitlines()

"""What is wrong in the built site: links and anchors that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

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
    output: Path, address: str, sources: Mapping[str, Path], name: Path | None = None
) -> list[Problem]:
    """Return a Problem for each link of a built page that leads to no file or anchor of the site.

    `address` is the absolute address of the site without a slash at its end; `sources` gives the
    source file of a built page by its path below `output`, so that a problem can name the line that
    an author wrote; `name` is what to call the folder in messages where it is not `output`. Links to
    other hosts are not followed.
    """
    pages = {
        path.relative_to(output).as_posix(): _read(path) for path in sorted(output.rglob("*.html"))
    }
    return [
        _problem(link, line, page, sources.get(page), name or output)
        for page, read in pages.items()
        for link, line in read.links
        if not _leads_somewhere(link, page, output, address, pages)
    ]


def _read(path: Path) -> _Page:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return _Page(tuple(reader.links), frozenset(reader.anchors))


def _leads_somewhere(
    link: str, page: str, output: Path, address: str, pages: Mapping[str, _Page]
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
    target = _file(unquote(parts.path), page, output)
    if target is None:
        return False
    if parts.fragment and target in pages:
        return unquote(parts.fragment) in pages[target].anchors or parts.fragment == "top"
    return True


def _file(path: str, page: str, output: Path) -> str | None:
    """Return the path below `output` of the file that a server sends for `path`, if there is one."""
    if not path:
        return page
    whole = path.lstrip("/") if path.startswith("/") else join(*page.rpartition("/")[:1], path)
    whole = normpath(whole or ".")
    if whole.startswith(".."):
        return None
    target = output / whole
    if target.is_dir():
        index = target / "index.html"
        return index.relative_to(output).as_posix() if index.is_file() else None
    return whole if target.is_file() and not path.endswith("/") else None


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

"""Which file each post and page becomes, and which old addresses have to lead to it.

The path in the export decides, not the date: in real blogs they differ, where a post was dated anew
after it was first published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from posixpath import basename
from urllib.parse import unquote

from commands.check.addresses import IS_SLUG, LONGEST, RESERVED
from commands.new import slug_of

from .entry import Entry, Kind

FOLDERS = {Kind.POST: "articles", Kind.PAGE: "pages"}
_OF_A_POST = re.compile(r"/\d{4}/\d\d/[^/]+\.html?")
_OF_A_PAGE = re.compile(r"/p/(?P<name>[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.html)")
_MONTH = re.compile(r"/(\d{4})/(\d\d)/")


@dataclass(frozen=True)
class Place:
    """Where a post or page goes: its file below the content, and what its front matter says of
    addresses. `was` is the old path where that is not the new one; `url` is set for a page that
    stays where it was. `lost` is an old path that now is the address of another."""

    file: str
    slug: str
    was: str = ""
    url: str = ""
    lost: str = ""


def places(
    entries: Sequence[Entry],
    dates: Mapping[int, datetime],
    taken: Mapping[str, Iterable[str]],
    earlier: Mapping[str, str],
) -> dict[str, Place]:
    """Return the place of each entry by its id.

    `dates` gives each entry's date by its number, as its file will say it. `taken` holds, for each
    folder, slugs that other files have; `earlier` the files that entries got in an earlier import:
    these they keep.
    """
    used = {folder: {slug.casefold() for slug in slugs} for folder, slugs in taken.items()}
    for file in earlier.values():
        folder, _, name = file.partition("/")
        used.setdefault(folder, set()).add(name.removesuffix(".md"))
    found: dict[str, Place] = {}
    # Who can stay at the old address does; of two that want the same, the oldest.
    paths: set[str] = set()
    for entry in sorted(entries, key=lambda e: _precedence(e, dates[e.number])):
        folder = FOLDERS[entry.kind]
        if entry.id in earlier:
            slug = basename(earlier[entry.id]).removesuffix(".md")
        else:
            slug = _free(_slug(entry), entry, used.setdefault(folder, set()))
            used[folder].add(slug)
        old = "" if entry.path in paths else entry.path
        paths.add(entry.path)
        place = _place(entry.kind, old, f"{folder}/{slug}.md", slug, dates[entry.number])
        found[entry.id] = place if old else replace(place, lost=entry.path)
    now = {_address(place, dates[entry.number]) for entry in entries if (place := found[entry.id])}
    return {
        id: replace(place, was="", lost=place.was) if place.was in now else place
        for id, place in found.items()
    }


def _precedence(entry: Entry, date: datetime) -> tuple:
    stays = entry.path.startswith((f"/{date:%Y}/{date:%m}/", "/p/"))
    return not stays, not entry.path, date.timestamp(), entry.id


def _place(kind: Kind, old: str, file: str, slug: str, date: datetime) -> Place:
    if kind is Kind.PAGE:
        match = _OF_A_PAGE.fullmatch(old)
        if match:
            return Place(file, slug, url=f"p/{match['name']}")
        return Place(file, slug, was=old if re.fullmatch(r"/p/[^/]+", old) else "")
    new = f"/{date:%Y}/{date:%m}/{slug}.html"
    return Place(file, slug, was=old if _OF_A_POST.fullmatch(old) and old != new else "")


def _address(place: Place, date: datetime) -> str:
    """Return the address that a place will have."""
    if place.file.startswith("articles/"):
        return f"/{date:%Y}/{date:%m}/{place.slug}.html"
    return f"/{place.url or place.slug + '/'}"


def _slug(entry: Entry) -> str:
    """Return the slug that an entry would like best: that of its old address."""
    old = unquote(basename(entry.path)).removesuffix(".html").removesuffix(".htm")
    for wish in (old, slug_of(old), slug_of(entry.title)):
        if IS_SLUG.fullmatch(wish) and len(wish.encode()) <= LONGEST:
            return wish
    return f"{entry.kind}-{slug_of(entry.key[-20:]) or 'untitled'}"


def _free(wish: str, entry: Entry, used: set[str]) -> str:
    """Return `wish`, or where that is taken the first of its like that is not."""
    kind = "article" if entry.kind is Kind.POST else "page"
    reserved = RESERVED[kind]
    year = bool(re.fullmatch(r"\d{4}", wish)) and kind == "page"
    if wish not in used and wish not in reserved and not year:
        return wish
    wish = wish[: LONGEST - 30]
    month = _MONTH.match(entry.path)
    ends = [f"-{month[1]}-{month[2]}"] if month else []
    ends += ["-page"] * (kind == "page") + [f"-{number}" for number in range(2, len(used) + 3)]
    return next(wish + end for end in ends if wish + end not in used)

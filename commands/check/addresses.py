"""What is wrong with the addresses that articles and pages would get."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from posixpath import normpath

from commands.check.source import Source
from commands.problem import WARNING, Problem, as_typed

LONGEST = 100
IS_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
# The site itself writes here. An article lies in the folder of its month, beside that month's index.
RESERVED = {
    "article": {"index"},
    "page": {
        *("index", "404", "answers", "archive", "comments", "drafts", "feeds", "help", "images"),
        *("patterns", "search", "theme", "questions", "desk"),
    },
}
# Windows keeps these names for devices, whatever their ending.
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{name}{i}" for name in ("com", "lpt") for i in range(10)),
}
_SAFE_PATH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?")


def check_address(source: Source) -> Iterator[Problem]:
    """Yield what is wrong with the address of one file: its Slug, its name, a page's Url."""
    field = source.field("slug")
    own = field is not None and bool(field.value)
    line, slug = (field.line, field.value) if own else (1, source.path.stem)
    shown = slug if len(slug) <= 60 else f"{slug[:59]}…"
    if len(slug.encode()) > LONGEST:
        what = f"the slug '{shown}' has {len(slug)} characters; the limit is {LONGEST}."
        yield source.problem(line, what, "Shorten it to a few words.")
    elif slug.casefold() in RESERVED[source.kind] or slug.casefold() in _DEVICES:
        what = f"the address '{shown}' is taken: the site or the system keeps it for itself."
        yield source.problem(line, what, "Give this file another Slug." if own else "Rename it.")
    elif source.kind == "page" and re.fullmatch(r"\d{4}", slug):
        yield source.problem(line, f"the address '{slug}' is that of a year.", "Take another.")
    elif not IS_SLUG.fullmatch(slug):
        if own:
            cure = "Use lower-case letters, digits and hyphens."
            yield source.problem(line, f"'{shown}' can't be an address.", cure)
        else:
            what = f"the file name '{shown}' can't be an address."
            yield source.problem(1, what, _new_name(slug))
    for key in ("url", "save_as"):
        path = source.field(key)
        if source.kind == "page" and path and path.value:
            yield from _check_path(source, key, path.value, path.line)


def _new_name(stem: str) -> str:
    from pelican.settings import DEFAULT_CONFIG
    from pelican.utils import slugify

    slug = slugify(stem, regex_subs=DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"])
    return f"Rename it to {slug}.md." if slug else "Rename it with letters of a-z and hyphens."


def _check_path(source: Source, key: str, path: str, line: int) -> Iterator[Problem]:
    name = key.capitalize()
    first = normpath(path).split("/")[0].removesuffix(".html").casefold()
    if not _SAFE_PATH.fullmatch(path) or ".." in path:
        cure = f"Write it as {name}: p/name.html, without a slash before it."
        yield source.problem(line, f"'{path[:60]}' is no path inside the site.", cure)
    elif first in RESERVED["page"]:
        home = " It is the home page." if first == "index" else ""
        what = f"'{path[:60]}' is taken: the site writes there itself.{home}"
        yield source.problem(line, what, "Choose another path.")


def check_between(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what is there twice: slugs, which would share comments and addresses, and titles."""
    slugs: dict[tuple[str, str, str], Source] = {}
    titles: dict[tuple[str, str, str], Source] = {}
    for source in sources:
        if source.value("status").lower() == "skip":
            continue
        key = source.kind, source.slug.casefold(), source.value("lang")
        other = slugs.setdefault(key, source)
        if other is not source:
            field = source.field("slug")
            same = other.slug == source.slug
            what = f"has the slug '{other.slug[:LONGEST]}' too"
            what += "." if same else ", different only in small and capital letters."
            yield source.problem(
                field.line if field else 1,
                f"{as_typed(other.path)} {what}",
                "Rename this file, or give it another Slug.",
            )
        title = " ".join(source.value("title").casefold().split())
        other = titles.setdefault((source.kind, title, source.value("lang")), source)
        if title and other is not source:
            what = f"{as_typed(other.path)} has this title too."
            cure = "Give one of them another, so that readers can tell them apart."
            yield source.problem(source.field("title").line, what, cure, WARNING)

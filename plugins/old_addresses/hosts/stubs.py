"""Pages that lead on, for hosts that can't redirect: GitHub Pages, Neocities, a folder.

An address that is no page, such as that of an old feed, gets a copy of the file it leads to. Of a
page there is no copy: its relative links would lead astray.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from posixpath import dirname, relpath, splitext
from urllib.parse import urlsplit

from ..address import path_of, written
from ..headers import Header
from ..rule import Problem, Rule, Site

COPY = "\0copy of "  # begins a text that stands for the bytes of another file
_STUB = """\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={href}">
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
</head>
<body>
<p>{text}</p>
</body>
</html>
"""


def files(rules: Iterable[Rule], headers: Iterable[Header], site: Site) -> dict[str, str]:
    """Return a page for each rule, or `COPY` and the path of a file where a page is no answer.

    Rules that `faults` complains of have none.
    """
    return {
        file_of(rule): _copy(rule) if _is_copy(rule) else _page(rule, site)
        for rule in rules
        if not _is_beyond(rule)
    }


def faults(rules: Iterable[Rule], texts: Mapping[str, str], site: Site) -> Iterator[Problem]:
    """Yield the rules for which neither a page nor a copy can do it."""
    folders = {parent for file in site.files | set(texts) for parent in _parents(file)}
    everything = site.files | set(texts)
    for rule in rules:
        file = file_of(rule)
        if _is_beyond(rule):
            yield rule.problem(
                f"'{rule.old}' is not the address of a page, so no page there can lead to "
                f"'{rule.new}'",
                "Take this address out, or stubs out of HOSTS.",
            )
        elif file in folders or any(parent in everything for parent in _parents(file)):
            yield rule.problem(
                f"'{rule.old}' would be a file where the site needs a folder, or the reverse",
                "Take this address out, or stubs out of HOSTS.",
            )


def file_of(rule: Rule) -> str:
    """Return the path of the file that answers at the old address of `rule`."""
    path = rule.old.lstrip("/")
    if splitext(path)[1] or _is_copy(rule):
        return path
    return f"{path.rstrip('/')}/index.html"


def _is_page(address: str) -> bool:
    return address.endswith("/") or splitext(address)[1].lower() in (".html", ".htm")


def _is_copy(rule: Rule) -> bool:
    """Tell whether neither the old address nor the new one is that of a page."""
    new = path_of(rule.new)
    return new is not None and not _is_page(rule.old) and not _is_page(new)


def _is_beyond(rule: Rule) -> bool:
    """Tell whether neither a page nor a copy can do it."""
    return splitext(rule.old)[1] != "" and not _is_page(rule.old) and not _is_copy(rule)


def _copy(rule: Rule) -> str:
    return f"{COPY}{(path_of(rule.new) or '').lstrip('/')}"


def _page(rule: Rule, site: Site) -> str:
    href = escape(_href(rule))
    here = path_of(rule.new) is not None
    link = f'<a href="{href}">{escape(site.moved_link)}</a>'
    before, _, after = site.moved_text.partition("{link}")
    return _STUB.format(
        lang=escape(site.lang),
        title=escape(site.moved_title),
        href=href,
        canonical=escape(f"{site.address}{rule.new}") if here and site.address else href,
        text=f"{escape(before)}{link}{escape(after)}",
    )


def _href(rule: Rule) -> str:
    """Return a link from the stub's file to where it leads: relative, so that it holds anywhere."""
    path = path_of(rule.new)
    if path is None:
        return rule.new
    parts = urlsplit(rule.new)
    start = dirname(f"/{written(file_of(rule))}")
    link = relpath(parts.path, start)
    if parts.path.endswith("/"):
        link += "/"
    if not link.startswith("."):
        link = f"./{link}"  # a colon in a first step would make it an address of another kind
    return link + rule.new[len(parts.path) :]


def _parents(file: str) -> Iterator[str]:
    parent = dirname(file)
    while parent:
        yield parent
        parent = dirname(parent)

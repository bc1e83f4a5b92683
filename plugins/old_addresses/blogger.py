"""The addresses that every blog on Blogger has, by their form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname

from .address import written
from .rule import Rule

FEEDS = ("feeds/posts/default", "feeds/posts/summary", "atom.xml", "rss.xml")
_FILE = "OLD_BLOGGER_ADDRESSES"  # the setting that asks for them: where to look in a message


def label_rules(names_by_url: Mapping[str, Iterable[str]]) -> Iterator[Rule]:
    """Yield a rule for the page of each label: `/search/label/NAME`, where NAME is a name of the
    topic at a URL. A name that leads to two topics leads to the first."""
    seen: set[str] = set()
    for url, names in names_by_url.items():
        for name in names:
            if name not in seen:
                seen.add(name)
                yield _rule(f"search/label/{written(name)}", url)


def month_rules(pages: Iterable[str], month_of: Mapping[str, tuple[int, int]]) -> Iterator[Rule]:
    """Yield a rule for each month's archive, `/2010_12_01_archive.html`.

    `month_of` gives the year and month of an archive's URL; one that was not written has no rule.
    """
    there = set(pages)
    for url, (year, month) in month_of.items():
        if url in there or f"{url}index.html" in there:
            yield _rule(f"{year}_{month:02}_01_archive.html", url)


def page_rules(urls: Iterable[str]) -> Iterator[Rule]:
    """Yield a rule for each page of `/NAME/` or `/NAME.html` that stood at `/p/NAME.html`."""
    for url in urls:
        name = url.removesuffix("/").removesuffix(".html")
        if name and not dirname(name):
            yield _rule(f"p/{name}.html", url)


def feed_rules(feed: str) -> Iterator[Rule]:
    """Yield a rule to the site's feed for each address at which Blogger has one."""
    for old in FEEDS:
        if old != feed:
            yield _rule(old, feed)


def _rule(old: str, new: str) -> Rule:
    return Rule(f"/{old}", f"/{new}", file=_FILE, made=True)

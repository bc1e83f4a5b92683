"""Our importer, this site's plugins and theme: from the export to the words on the built pages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bs4 import BeautifulSoup

from commands.import_blogger import Wishes, import_blogger
from commands.import_blogger.entry import Entry

ROOT = Path(__file__).resolve().parents[2]
_TOPICS = """
[[topic]]
slug = "brought-over"
name = "Brought over"
summary = "All that was brought over."
"""
# Drafts are built too: a text that waits must not be lost either.
_SETTINGS = """
import sys
sys.path.insert(0, {root!r})
from pelicanconf import *
PATH = {content!r}
CACHE_PATH = {cache!r}
RELATED_CACHE = {cache!r}
"""
Text = tuple[str, str | None]
"""The Markdown of an article or comment, and the HTML of its words on the built page, if it has one."""


def imported(export: Path, folder: Path) -> dict[str, Text]:
    """Import and build an export below `folder`; return what became of each entry, by its id."""
    content, site = folder / "content", folder / "site"
    (content / "articles").mkdir(parents=True)
    (content / "topics.toml").write_text(_TOPICS, encoding="utf-8")
    wishes = Wishes(old_site="http://blog.example", time_zone="UTC")
    if import_blogger(str(export), ROOT / "pelicanconf.py", str(content), wishes):
        return {}
    for article in (content / "articles").glob("*.md"):
        text = article.read_text(encoding="utf-8")
        if "\nTopics:" not in text.split("\n\n")[0]:
            text = text.replace("\n", "\nTopics: brought-over\n", 1)
        article.write_text(text, encoding="utf-8")
    settings = folder / "settings.py"
    fill = {"root": str(ROOT), "content": str(content), "cache": str(folder / "cache")}
    settings.write_text(_SETTINGS.format(**fill), encoding="utf-8")
    command = [sys.executable, "-m", "pelican", str(content), "-s", str(settings), "-o", str(site)]
    environment = {**os.environ, "PYTHONPATH": "plugins", "PYTHONUTF8": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return dict(_texts(content, site))


def _texts(content: Path, site: Path):
    pages = {page.stem: page for page in site.rglob("*.html") if page.stem != "index"}
    pages |= {page.parent.name: page for page in site.rglob("index.html")}
    for folder in ("articles", "pages"):
        for source in (content / folder).glob("*.md"):
            text = source.read_text(encoding="utf-8")
            head, _, body = text.partition("\n\n")
            page = pages.get(source.stem)
            soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser") if page else None
            prose = soup.select_one("main .prose") if soup else None
            name = _value(head, "Id") or f"page {_value(head, 'Title')}"
            yield name, (body, prose and str(prose))
            yield from _comments(content / "comments" / source.stem, soup)


def _comments(folder: Path, soup: BeautifulSoup | None):
    for source in folder.glob("*.md"):
        head, _, body = source.read_text(encoding="utf-8").partition("\n\n")
        words = soup.select_one(f'[id="comment-{source.stem}"] > .comment-words') if soup else None
        yield f"comment {_value(head, 'Was') or 'c' + source.stem}", (body, words and str(words))


def _value(head: str, key: str) -> str:
    return next(
        (line[len(key) + 2 :] for line in head.split("\n") if line.startswith(f"{key}: ")), ""
    )


def key_of(entry: Entry) -> str:
    """Return what an entry is called in the result of `imported`."""
    if entry.kind == "page":  # it has no feed id: pages are in no feed
        return f"page {entry.title}"
    return f"comment c{entry.id.rpartition('-')[2]}" if entry.kind == "comment" else entry.id

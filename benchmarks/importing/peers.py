"""Other ways from a post to a page, each with its own defaults."""

from __future__ import annotations

import html
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bs4 import BeautifulSoup
from markdownify import markdownify

from commands.import_blogger.entry import Entry

Text = tuple[str, str | None]
_HEAD = "Title: {number}\nDate: 2000-01-01\nSlug: text-{number}\nCategory: texts\n\n{body}"


def with_markdownify(text: str) -> str:
    """Return the Markdown that markdownify makes of HTML with no option set."""
    return markdownify(text)


def with_pandoc(text: str) -> str:
    """Return the Markdown that pandoc makes of HTML for the first Markdown."""
    command = ["pandoc", "--wrap=none", "-f", "html", "-t", "markdown_strict"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return done.stdout.decode()


def converted(
    entries: Sequence[Entry], convert: Callable[[str], str], folder: Path
) -> dict[str, Text]:
    """Convert and build each entry; return its Markdown and its HTML, by its id."""
    content = folder / "content"
    content.mkdir(parents=True)
    bodies = {}
    for entry in entries:
        bodies[entry.id] = body = convert(entry.html)
        page = _HEAD.format(number=entry.number, body=body)
        (content / f"{entry.number}.md").write_text(page, encoding="utf-8")
    built = _built(content, folder / "site")
    return {e.id: (bodies[e.id], built.get(f"text-{e.number}")) for e in entries}


def pelican_import(export: Path, entries: Sequence[Entry], folder: Path) -> dict[str, Text]:
    """Run `pelican-import --blogger` and build what it writes; return the texts by the entries' ids.

    It keeps no id: its files are told apart by their titles, and by their order where titles are equal.
    """
    content = folder / "content"
    content.mkdir(parents=True)
    program = Path(sys.executable).with_name("pelican-import")
    command = [str(program), "--blogger", "-m", "markdown", "-o", str(content), str(export)]
    if subprocess.run(command, capture_output=True).returncode:
        return {}
    by_title: dict[str, list[tuple[str, str]]] = {}
    for source in sorted(content.rglob("*.md")):
        head, _, body = source.read_text(encoding="utf-8").partition("\n\n")
        lines = head.split("\n")
        title = " ".join(html.unescape(lines[0].removeprefix("Title: ")).split())
        slug = next((line[6:] for line in lines if line.startswith("Slug: ")), source.stem)
        by_title.setdefault(title, []).append((slug, body))
    built = _built(content, folder / "site")
    found: dict[str, Text] = {}
    for entry in entries:
        candidates = by_title.get(" ".join(html.unescape(entry.title).split()))
        if candidates:
            slug, body = candidates.pop(0)
            found[entry.id] = body, built.get(slug)
    return found


def _built(content: Path, site: Path) -> dict[str, str]:
    settings = content.parent / "settings.py"
    lines = [
        "THEME = 'simple'",
        "TYPOGRIFY = False",
        "SITEURL = 'https://example.org'",
        "TIMEZONE = 'UTC'",
    ]
    settings.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "pelican", str(content), "-s", str(settings), "-o", str(site)]
    subprocess.run(command, capture_output=True, check=False)
    found = {}
    for page in site.rglob("*.html"):
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        if article := soup.select_one("main > article"):
            for frame in article.find_all(["header", "footer"], recursive=False):
                frame.decompose()
            found[page.stem] = str(article)
    return found

"""The articles as the checks of content see them: their words, their links, their prose."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property

import markdown
import textstat
from bs4 import BeautifulSoup

from commands.check.front_matter import read_front_matter
from tests.conftest import ROOT

CONTENT = ROOT / "content"
EXTENSIONS = ["meta", "extra", "admonition", "sane_lists", "toc"]
_LINK = re.compile(r"\]\(\{filename\}(?P<path>[\w./-]+)\.md\)")


@dataclass(frozen=True)
class Piece:
    """An article or a page: its slug, its front matter and its body as it was written."""

    slug: str
    fields: dict[str, str]
    source: str

    @cached_property
    def page(self) -> BeautifulSoup:
        """The body as HTML, parsed."""
        return BeautifulSoup(markdown.markdown(self.source, extensions=EXTENSIONS), "html.parser")

    @cached_property
    def text(self) -> str:
        """Every word of the body, the tables and panels included, without addresses of links."""
        return self.page.get_text(" ")

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def opening(self) -> str:
        """The first paragraph, or nothing if the body begins with something else."""
        first = self.page.find(True)
        return first.get_text(" ", strip=True) if first and first.name == "p" else ""

    @cached_property
    def grade(self) -> float:
        """How many years of school the sentences ask for, by Flesch and Kincaid.

        Tables are left out: a cell is no sentence.
        """
        parts = (
            part.get_text(" ", strip=True)
            for part in self.page.find_all(["p", "li"])
            if not part.find(["p", "li"])
        )
        ended = (part if part[-1] in ".!?:" else f"{part}." for part in parts if part)
        return textstat.flesch_kincaid_grade(" ".join(ended))

    @property
    def links(self) -> frozenset[str]:
        """The slugs of the other articles and pages that the text links to."""
        return frozenset(match["path"].split("/")[-1] for match in _LINK.finditer(self.source))

    def names(self, field: str) -> tuple[str, ...]:
        """The names in a comma-separated field such as `Topics`."""
        return tuple(name.strip() for name in self.fields.get(field, "").split(",") if name.strip())


def _read(folder: str) -> tuple[Piece, ...]:
    pieces = []
    for path in sorted((CONTENT / folder).glob("*.md")):
        text = path.read_text(encoding="utf-8")
        fields, body_line = read_front_matter(text)
        body = "\n".join(text.splitlines()[body_line - 1 :])
        pieces.append(Piece(path.stem, {field.key: field.value for field in fields}, body))
    return tuple(pieces)


@cache
def articles() -> tuple[Piece, ...]:
    return _read("articles")


def day_after_all() -> datetime:
    """Return a midnight at which every article of the collection is published, UTC."""
    newest = max(article.fields["date"][:10] for article in articles())
    return datetime.fromisoformat(newest).replace(tzinfo=UTC) + timedelta(days=2)


@cache
def pages() -> tuple[Piece, ...]:
    return _read("pages")


@cache
def topics() -> tuple[dict, ...]:
    """The stops of the line, as the catalogue lists them."""
    catalogue = (CONTENT / "topics.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(catalogue)["topic"])


def linked_from(slug: str) -> tuple[str, ...]:
    """The slugs of the articles whose text links to this article or page."""
    return tuple(article.slug for article in articles() if slug in article.links - {article.slug})

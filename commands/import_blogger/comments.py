"""A comment as a file that plugins/reader_comments reads: tried with its own reader before it is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime, tzinfo
from pathlib import Path

from reader_comments.addresses import is_web_address
from reader_comments.reading import LONGEST_NAME, Rules, plain_name, read
from reader_comments.rendering import renderer

from .dates import EARLIEST, LATEST, local
from .entry import Entry, Person
from .front_matter import as_date, head, one_line
from .threads import Said

_REMOVED = "*This comment was removed.*"
_MARKDOWN = {"extensions": ["fenced_code", "nl2br", "sane_lists"]}  # reader_comments' own


class Comments:
    """Makes the text of a comment's file, and says why one can't be shown."""

    def __init__(self, settings, authors: Iterable[Person], zone: tzinfo, desk: Path) -> None:
        self._uris = {a.uri for a in authors if a.uri}
        self._names = {a.name for a in authors if a.name and not a.uri}
        self._zone = zone
        self._rules = Rules(
            renderer(settings.get("COMMENTS_MARKDOWN", _MARKDOWN)),
            zone,
            max_length=settings.get("COMMENTS_MAX_LENGTH", 20_000),
        )
        self._file = desk / "comment.md"  # written over and over: the reader wants a file

    def file_of(self, said: Said, body: str, article: datetime, slug: str) -> tuple[str, str]:
        """Return the text of a comment's file, or "" and what is wrong with it.

        `article` is the date of its article, whose zone is the blog's; it stands in where the
        comment has none.
        """
        entry = said.entry
        date = article
        if entry.published:
            here = local(entry.published, article.tzinfo, article.tzinfo == self._zone)
            date = here if EARLIEST <= here.year < LATEST else article
        author = _name(entry)
        website = one_line(entry.author.uri)
        fields = [
            ("Author", "Somebody" if said.is_placeholder else author),
            ("Date", as_date(date, self._zone, seconds=True)),
            ("Website", website if is_web_address(website) and not said.is_placeholder else ""),
            ("Parent", said.parent),
            ("Role", "author" if self._is_author(entry) and not said.is_placeholder else ""),
            ("Was", f"c{said.id}" if said.id.isdigit() else ""),
        ]
        text = head(fields) + (_REMOVED + "\n" if said.is_placeholder else body)
        self._file.write_text(text, encoding="utf-8")
        problems = read(self._file, self._rules).problems
        return ("", problems[0].what) if problems else (text, "")

    def _is_author(self, entry: Entry) -> bool:
        """Whether who wrote a post wrote this. A name alone is no proof where an address is known."""
        author = entry.author
        if author.uri:
            return author.uri in self._uris
        return author.is_member and author.name in self._names


def _name(entry: Entry) -> str:
    name = unicodedata.normalize("NFC", one_line(entry.author.shown))
    plain = plain_name(name)
    if len(plain) > LONGEST_NAME:
        name = f"{name[: LONGEST_NAME - 1]}…"
    return name if plain.strip("\u200c\u200d") else "Anonymous"

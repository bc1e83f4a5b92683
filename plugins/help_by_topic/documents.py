"""Documents for the ranking, made of what is told of articles by whichever process ranks.

They are kept from one build to the next. An article that looks as it did is the same document, and a
text is known by a digest of its HTML, so that one that says this itself need not be asked for it.

    articles --seen_of--> Told --Documents--> documents --related--> picks
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import zlib
from collections.abc import Callable, Iterable, Set
from contextlib import suppress
from functools import cache, partial
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from .filing import split_names
from .page_text import read_html
from .related import UnreadDocument
from .related.version import version as ranking_version
from .side_by_side import side_by_side
from .told import DIGEST, ENCODED, HTML, SLUG, Seen, Told, digest_of

FEWEST = 1000  # texts that are worth a process of their own
# The code that decides them.
_OF_DOCUMENTS = ("documents.py", "filing.py", "page_text.py", "told.py")


class _Text(NamedTuple):
    """What is known of a text: the digest of its words, every `href` as written, and the words where
    they were read now, encoded: most texts take half the room so."""

    digest: bytes
    hrefs: tuple[str, ...]
    words: bytes | None = None


class _Kept(NamedTuple):
    """A document of the build before: what was seen of its article, what is known of its text, and
    whether it depends on which other articles there are."""

    seen: Seen
    text: tuple[bytes, tuple[str, ...]]
    title: str
    links: frozenset[str]
    chosen: tuple[str, ...]
    digest: bytes | None
    leans: bool


class Documents:
    """Makes documents and keeps them in a file from one build to the next, or in none.

    A file that is damaged, of other code or can't be written costs time and nothing else.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known = _texts_kept(path) if path else frozenset()
        self._before: dict[str, tuple[_Kept, UnreadDocument]] = {}
        self._texts: dict[bytes, _Text] = {}  # by the digest of their HTML
        self._around: tuple = ()  # what documents that lean on others have around them
        self._around_before: tuple = ()
        self._now: list[tuple[_Kept, UnreadDocument]] = []
        self._html_of: Callable[[str], str] = str  # by slug

    @property
    def are_kept(self) -> bool:
        """Whether an earlier build kept some."""
        return bool(self._known)

    def unknown(self, told: Told, read: Set[bytes] = frozenset()) -> list[str]:
        """Return the slugs of the articles whose texts neither the build before has read, nor somebody
        else: those that are `read`, by their digests."""
        return [
            seen[SLUG]
            for seen in told.articles
            if seen[HTML] not in self._known and seen[HTML] not in read
        ]

    def recall(self) -> bool:
        """Take what the build before kept, if there is something; return whether there is."""
        if self._path and not self._before:
            with suppress(Exception):  # whatever comes of reading what somebody else has written
                self._around_before, entries = _recalled(self._path)
                before = [_Kept(*entry) for entry in entries]
                self._texts = {kept.seen[HTML]: _Text(*kept.text) for kept in before}
                self._before = {kept.seen[SLUG]: (kept, self._document(kept)) for kept in before}
        return bool(self._before)

    def read(self, digest: bytes, html: bytes) -> tuple[str, bytes]:
        """Read a text that has come before its article: HTML, encoded, with its digest. Return its words
        and their digest."""
        words, hrefs = read_html(html.decode(*ENCODED))
        encoded = words.encode(*ENCODED)
        text = self._texts[digest] = _Text(digest_of(encoded), hrefs, encoded)
        return words, text.digest

    def read_ahead(self, told: Told, html_of: Callable[[str], str]) -> None:
        """Read the texts of which nothing is known, some of them in other processes if there are many."""
        unknown = [
            (seen[HTML], partial(html_of, seen[SLUG]))
            for seen in told.articles
            if seen[HTML] not in self._texts
        ]
        for part in side_by_side(unknown, _read, FEWEST):
            self._texts.update(part)

    def of(self, told: Told, html_of: Callable[[str], str]) -> list[UnreadDocument]:
        """Return the documents of the articles, in their order; `html_of` gives the HTML of an article
        by its slug."""
        slugs = {seen[SLUG] for seen in told.articles}
        around = slugs, told.slugs_at, told.content
        is_same_around, self._around = around == self._around_before, around
        self._html_of, self._now = html_of, []
        for seen in told.articles:
            known = self._before.get(seen[SLUG])
            if known and known[0].seen == seen and (is_same_around or not known[0].leans):
                self._now.append(known)
            else:
                self._now.append(self._made(seen, slugs, told))
        return [document for _, document in self._now]

    def _made(self, seen: Seen, slugs: Set[str], told: Told) -> tuple[_Kept, UnreadDocument]:
        slug, title, _date, _lang, source, related, digest, _topics = seen
        text = self._texts.get(digest)
        if not text:
            text = self._texts[digest] = _read_one(self._html_of(slug))
        leading = [href for href in text.hrefs if _FILENAME in href]
        links = {_slug_at(href, source, told) for href in leading}
        chosen = split_names(related)
        kept = _Kept(
            seen,
            text[:2],
            _without_tags(title),
            frozenset(links & slugs),
            tuple(filter(slugs.__contains__, chosen)),
            None,
            leans=bool(leading or chosen),
        )
        return kept, self._document(kept, text.words)

    def _document(self, kept: _Kept, words: bytes | None = None) -> UnreadDocument:
        slug, _title, date, lang, *_, topics = kept.seen
        return UnreadDocument.of(
            partial(self._words, slug) if words is None else partial(str, words, *ENCODED),
            text_digest=kept.text[0],
            digest=kept.digest,
            slug=slug,
            title=kept.title,
            topics=topics,
            date=date,
            links=kept.links,
            chosen=kept.chosen,
            lang=lang,
        )

    def _words(self, slug: str) -> str:
        return read_html(self._html_of(slug))[0]

    def keep(self) -> None:
        """Keep what was made last, once it is ranked, and let go of all."""
        made, before = self._now, self._before
        self._now, self._before, self._texts = [], {}, {}
        are_those_of_before = len(made) == len(before) and all(kept.digest for kept, _ in made)
        if self._path is None or are_those_of_before:
            return
        digests = b"".join({kept.seen[HTML]: None for kept, _ in made})
        entries = [tuple(kept._replace(digest=document.digest())) for kept, document in made]
        made.clear()  # and with them the words of all texts, before as much again is written
        with suppress(Exception):  # no room, or a plugin's own kind of text can't be pickled
            body = pickle.dumps((self._around, entries), pickle.HIGHEST_PROTOCOL)
            head = pickle.dumps(
                (documents_version(), digests, zlib.crc32(body)), pickle.HIGHEST_PROTOCOL
            )
            self._path.parent.mkdir(parents=True, exist_ok=True)
            aside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
            aside.write_bytes(head + body)
            os.replace(aside, self._path)


def _without_tags(title: str) -> str:
    if "<" in title:
        return Markup(title).striptags()
    title = " ".join(title.split())
    if "&" in title:  # most have no other than these, which typogrify writes
        title = title.replace("&#8217;", "\u2019").replace("&nbsp;", "\xa0")
    return unescape(title) if "&" in title else title


_FILENAME = "{filename}"


def _slug_at(href: str, source: str, told: Told) -> str | None:
    """Return the slug of what an `href` in the article of a source leads to, where that has one."""
    path = urlsplit(href.partition(_FILENAME)[2]).path
    if not path.startswith("/"):
        path = os.path.join(os.path.dirname(source), path)
        path = os.path.relpath(path, told.content).replace(os.sep, "/")
    return told.slugs_at.get(path.removeprefix("/"))


def _read(texts: Iterable[tuple[bytes, Callable[[], str]]]) -> dict[bytes, _Text]:
    return {digest: _read_one(html()) for digest, html in texts}


def _read_one(html: str) -> _Text:
    words, hrefs = read_html(html)
    encoded = words.encode(*ENCODED)
    return _Text(digest_of(encoded), hrefs, encoded)


def _texts_kept(path: Path) -> frozenset[bytes]:
    """Return the digests of the HTML of all texts that are known; if there is none, nothing is."""
    with suppress(Exception), path.open("rb") as file:
        version, digests, _checksum = pickle.load(file)
        if version == documents_version():
            return frozenset(digests[i : i + DIGEST] for i in range(0, len(digests), DIGEST))
    return frozenset()


def _recalled(path: Path) -> Any:
    with path.open("rb") as file:
        version, _digests, checksum = pickle.load(file)
        body = file.read()
    if (version, checksum) != (documents_version(), zlib.crc32(body)):
        raise ValueError("damaged, or of other code")
    return pickle.loads(body)


@cache
def documents_version() -> str:
    """Return a digest of the code that decides a document."""
    code = b"".join(Path(__file__).with_name(name).read_bytes() for name in _OF_DOCUMENTS)
    return hashlib.sha256(f"{sys.version} {ranking_version()}".encode() + code).hexdigest()

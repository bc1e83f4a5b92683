"""Lets Pelican read its files, with a Markdown and a typogrify that remember."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pelican.readers
from pelican.readers import MarkdownReader, Readers
from pelican.utils import SafeDatetime, file_suffix, get_date, pelican_open

from build_cache import key_of, open_shelf

from ..ahead import Ahead
from ..converting import Converter, RememberedMarkdown
from ..fingerprint import Indescribable, fingerprint_parts, processors_of
from ..record import Record
from ..replacing import in_place_of
from ..watching import watched

log = logging.getLogger(__name__)
_PLAIN_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d))?", re.ASCII)


class Reading:
    """How the files of one run are read.

    `shelf` holds the record of each source, `ahead` is the work that other processes share, `made`
    are the records that they handed over, and `alone` are the sources that alone decided what they
    became.
    """

    def __init__(self, settings) -> None:
        self._settings = settings
        self._typography = _typography(settings)
        self.shelf = open_shelf(settings, "bodies", many=True)
        self.ahead = Ahead()
        self.made: dict[str, bytes] = {}
        self.alone: set[str] = set()
        self._keys: dict[str, str] = {}
        self._refused: set[str] = set()

    def speed_up(self, readers: Readers) -> None:
        """Have the readers of this run read with what remembers."""
        readers.read_file = partial(self._read_file, readers, readers.read_file)
        if not (self._settings["CACHE_CONTENT"] or self._settings["LOAD_CONTENT_CACHE"]):
            readers._get_file_stamp = lambda path: ""  # Pelican asks for it all the same

    def _read_file(self, readers: Readers, stock: Callable, base_path, path, *args, **more):
        source = os.path.abspath(os.path.join(base_path, path))
        reader = readers.readers.get(more.get("fmt") or file_suffix(source))
        if type(reader) is MarkdownReader and self.decided_by:
            with self._remembering(source):
                return stock(base_path, path, *args, **more)
        quick = self._typography and self._typography.typogrify
        with in_place_of((pelican.readers, "get_date", date_of), *self._typogrify_is(quick)):
            return stock(base_path, path, *args, **more)

    def _typogrify_is(self, function: Callable | None) -> list[tuple[object, str, object]]:
        """Return what puts a function in the place of typogrify, where the site has its texts set."""
        return [(self._typography.filters, "typogrify", function)] if self._typography else []

    @contextmanager
    def _remembering(self, source: str) -> Iterator[None]:
        key = self.key(source)
        self.ahead.come_to(source)
        record = Record(self.made.pop(source, None) or self.shelf.get(key))
        noticed: list[str] = []

        def markdown(**_settings) -> RememberedMarkdown:
            return RememberedMarkdown(self._converter, record, noticed)

        def remembered_typogrify(text: str, ignore_tags=None, **wanted) -> str:
            typography = self._typography
            words = f"{ignore_tags!r} {sorted(wanted.items())} {typography.quotes_now()} {text}"
            return record.answer(
                "typography", words, lambda: typography.typogrify(text, ignore_tags, **wanted)
            )

        with (
            watched() as seen,
            in_place_of(
                (pelican.readers, "Markdown", markdown),
                (pelican.readers, "pelican_open", _opened(pelican.readers.pelican_open)),
                (pelican.readers, "get_date", date_of),
                *self._typogrify_is(remembered_typogrify),
            ),
        ):
            yield
        if not noticed and set(seen) <= {f"read {source}"}:
            self.alone.add(source)
        if noticed:
            self._say_once(f"Markdown {noticed[0]}", Path(source).name)
        elif new := record.to_keep():
            self.shelf.put(key, new)

    def key(self, source: str) -> str:
        """Return the key of the record of a source."""
        if source not in self._keys:
            folder = os.path.join(self._settings["PATH"], "")
            is_below = source.startswith(folder)  # told sooner than by `relpath`
            path = source[len(folder) :] if is_below else os.path.relpath(source, folder)
            # The digest of a digest and a path: sooner than by JSON, as `key_of` does it.
            words = f"{self.decided_by} {path}"
            self._keys[source] = sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
        return self._keys[source]

    @cached_property
    def decided_by(self) -> str:
        """The key of everything but the text that decides a body, or nothing if none can be given."""
        if not self._settings["FAST_BUILD_BODIES"]:
            return ""
        # As the reader does when it is made: what extensions there are is only whole after that.
        MarkdownReader(self._settings)
        try:
            with watched():  # loading extensions may read what it likes
                converter = self._converter
                processors = list(processors_of(converter.markdown))
                return key_of(fingerprint_parts(self._settings, converter.extensions, processors))
        except Indescribable as reason:
            self._say_once(str(reason), "the settings")
            return ""

    @cached_property
    def _converter(self) -> Converter:
        return Converter(self._settings["MARKDOWN"], self._settings["FAST_BUILD_RESETTABLE"])

    def _say_once(self, reason: str, where: str) -> None:
        if reason not in self._refused:
            self._refused.add(reason)
            log.info("fast_build keeps no text here: %s (%s)", reason, where)


def _typography(settings) -> ModuleType | None:
    """Return what sets texts, if the site wants that: others need not have typogrify installed."""
    if settings["TYPOGRIFY"]:
        with suppress(ImportError):  # which Pelican will meet again, and say so
            from .. import typography

            return typography
    return None


def text_of(readers: Readers, folder: str, file: str) -> str:
    """Return the text of an article, read in silence: no signal is sent and no article is made."""
    return readers.read_file(folder, file, content_class=_Text).content


class _Text:
    """Takes the place of an article where only its text is wanted."""

    def __init__(self, content: str, **_given) -> None:
        self.content = content


def _opened(stock: Callable) -> Callable:
    """Return what does the same as `stock`, where that is Pelican's `pelican_open`."""
    return source_text if stock is pelican_open else stock


@contextmanager
def source_text(path: str) -> Iterator[str]:
    """Yield the text of a file as `pelican_open` does: its own decoder takes most of the time."""
    with open(path, "rb", buffering=0) as file:  # a buffer would ask the system more
        text = file.read().decode("utf-8-sig")
    yield text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def date_of(text: str):
    """Return what Pelican's `get_date` returns; the usual way of writing a date takes no guessing."""
    match = _PLAIN_DATE.fullmatch(text)
    try:
        return (
            SafeDatetime(*(int(part or 0) for part in match.groups())) if match else get_date(text)
        )
    except ValueError:
        return get_date(text)  # which says what is wrong

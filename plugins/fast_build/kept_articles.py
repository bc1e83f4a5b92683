"""Articles as an earlier build read them, for those whose sources are as they were.

An index with the attributes of each article, and a file of their texts one after the other. The
index is small and read as a whole; what has changed since it was written stands in a file of its
own. Of the texts only those are read that somebody asks for, and only new ones are written. What is
damaged or missing is read from its source again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from .freezing import Freezer
from .whole_files import InTwoParts

_INDEX = "index"
_TEXTS = "texts-"
_SHORT = 16  # bytes of that of a text
_AT_HAND = 8_000_000  # bytes of new texts that stay in memory, too: most sites have no more
_FEW = 1 / 4  # of the articles: as many as that may stand apart from the others in the index
_TOGETHER = 100  # articles that are thawed at a time
_WASTE = 2  # times the texts in use: the file of texts is then written anew


class Place(NamedTuple):
    """Where a text stands among the texts, in bytes, and its digest."""

    start: int
    size: int
    digest: bytes


# An article: its attributes, frozen, where its text is, the static files it links to, and whether
# Pelican has addresses to put into its text. Plain tuples, as they are written: there are many.
Kept = tuple[bytes, tuple[int, int, bytes], tuple[str, ...], bool]
_PLACE = 1
Frozen = tuple[bytes, bytes, tuple[str, ...], bool]  # as `Kept`, with the text in the second place


class Texts:
    """The file of texts; with `name` one that is there."""

    def __init__(self, folder: Path, name: str = "") -> None:
        self.name = name or f"{_TEXTS}{os.urandom(8).hex()}"
        self.path = folder / self.name
        self._file: BinaryIO | None = None
        self._reading: BinaryIO | None = None
        self._end = 0
        self._at_hand: dict[Place, bytes] = {}
        self._room = _AT_HAND
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(before=self._flush)  # what waits to be written is written once

    def add(self, content: bytes) -> Place:
        """Write a text behind the others. Raises OSError where that can't be done."""
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = open(self.path, "ab")  # noqa: SIM115 (as long as there are texts to add)
            self._end = self._file.tell()
        self._file.write(content)
        place = Place(self._end, len(content), _short(content))
        self._end += place.size
        if place.size <= self._room:
            self._room -= place.size
            self._at_hand[place] = content
        return place

    def get(self, place: Place) -> bytes | None:
        """Return the text at a place, or None where it is not what was written there."""
        if place in self._at_hand:
            return self._at_hand[place]
        with suppress(OSError):
            self._flush()
            content = self._read(place)
            if _short(content) == place.digest:
                return content
        return None

    def _read(self, place: Place) -> bytes:
        if self._reading is None:
            self._reading = open(self.path, "rb", buffering=0)  # noqa: SIM115 (for as many as come)
        if hasattr(os, "pread"):  # forked processes have one place in the file together
            return os.pread(self._reading.fileno(), place.size, place.start)
        self._reading.seek(place.start)
        return self._reading.read(place.size)

    def size(self) -> int:
        return self.path.stat().st_size

    def _flush(self) -> None:
        if self._file:
            with suppress(OSError):  # then the text is read from its source again
                self._file.flush()

    def close(self) -> None:
        for file in (self._file, self._reading):
            if file:
                file.close()
        self._file = self._reading = None


@dataclass(slots=True)
class KeptText:
    """The text of an article, for when somebody asks for it; `read_anew` reads it from `source`."""

    texts: Texts
    place: Place
    has_links: bool
    read_anew: Callable[[str], str]
    source: str

    def read(self) -> str | None:
        """Return the text, or None where it has been damaged."""
        content = self.texts.get(self.place)
        return None if content is None else content.decode("utf-8", "surrogatepass")


class TextWhenAsked:
    """Stands for the attribute `_content` of a class: gives the kept text of an object that has none
    of its own. The object does not hold it: all texts together take much room. Whoever sets the
    attribute has what they set."""

    def __get__(self, content: Any, _class: type | None = None) -> str:
        kept = vars(content).get("_kept_text") if content is not None else None
        if kept is None:
            raise AttributeError("_content")
        text = kept.read()
        if text is None:
            content._content = text = kept.read_anew(kept.source)
        return text


class KeptArticles:
    """The articles of an earlier build, and those of this one for the next.

    `decided_by` is a digest of all besides files that decides an article; `read_anew` returns the text
    of one whose kept text has been damaged.
    """

    def __init__(
        self, folder: Path, freezer: Freezer, decided_by: str, read_anew: Callable[[str], str]
    ) -> None:
        self._folder = folder
        self._freezer = freezer
        self._decided_by = decided_by
        self._read_anew = read_anew
        self._index = InTwoParts(folder / _INDEX)
        self._before: dict[str, Kept] = {}
        self._now: dict[str, Kept] = {}
        self._to_thaw: Iterator[str] = iter(())
        self._thawed: dict[str, dict[str, Any]] = {}
        # Since the whole index was written: sources of articles that have come or changed, and those
        # of articles that may have gone. None where it is to be written.
        self._since: tuple[set[str], set[str]] | None = None
        self._texts = Texts(folder)
        self._is_full = False
        # What Pelican finds, where that is known: the folders in which it looks, and sources.
        self.found_before: tuple[list[str], list[str]] | None = None
        self.found: tuple[list[str], Set[str]] | None = None
        self.takers: list[Callable[[bytes, bytes], None]] = []  # told of each text that is added

    def go_on(self, token: str, changed: Collection[str]) -> bool:
        """Take what the build with this token kept, but for what has changed since; return whether
        there is something."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            name, entries, came, gone, found = self._read_index(token)
            if found:
                folders, others = found
                self.found_before = folders, [*entries, *others]
            self._texts = Texts(self._folder, name)
            self._since = {*came}, {*entries, *gone}
            for path in changed:
                entries.pop(path, None)
            self._before, self._to_thaw = entries, iter([*entries])
        return bool(self._before)

    def begin_anew(self) -> None:
        """Remove the texts of earlier builds, which this one does not go on from: of builds that are
        not kept in the end there may be many, each with texts of its own."""
        for path in self._folder.glob(f"{_TEXTS}*"):
            with suppress(OSError):
                path.unlink()

    @property
    def sources(self) -> Set[str]:
        """Those of this build's articles, so far."""
        return self._now.keys()

    def __contains__(self, source: str) -> bool:
        return source in self._before

    def get(self, source: str) -> tuple[dict[str, Any], tuple] | None:
        """Return the attributes of the article at `source` and its static links, or None."""
        kept = self._before.get(source)
        if kept is None:
            return None
        self._now[source] = kept
        _frozen, place, static_links, has_links = kept
        attributes = self._thawed.pop(source, None) or self._thaw(source)
        attributes["_kept_text"] = self._text(source, place, has_links)
        return attributes, static_links

    def _thaw(self, source: str) -> dict[str, Any]:
        """Return the attributes of the article at `source`; those that most likely come next are thawed
        with them."""
        together = dict.fromkeys((source, *islice(self._to_thaw, _TOGETHER)))
        thawed = self._freezer.thaw([self._before[each][0] for each in together])
        self._thawed.update(zip(together, thawed, strict=True))
        return self._thawed.pop(source)

    def put(
        self,
        source: str,
        attributes: Mapping[str, Any],
        static_links: Iterable[str],
        has_links: bool = True,
    ) -> KeptText | None:
        """Keep an article that was read from its source, if all of it can be kept; return its text
        for when somebody asks for it."""
        found = self.frozen(attributes, static_links, has_links)
        kept = found and self._added(source, *found)
        if not kept:
            return None
        self._now[source] = kept
        return self._text(source, kept[_PLACE], has_links)

    def _text(self, source: str, place: tuple[int, int, bytes], has_links: bool) -> KeptText:
        return KeptText(self._texts, Place(*place), has_links, self._read_anew, source)

    def frozen(
        self, attributes: Mapping[str, Any], static_links: Iterable[str], has_links: bool
    ) -> Frozen | None:
        """Return an article as it can be handed to another process, if all of it can be kept."""
        rest = dict(attributes)
        text = rest.pop("_content")
        frozen = self._freezer.freeze(rest)
        if frozen is None or not isinstance(text, str):
            return None
        return frozen, text.encode("utf-8", "surrogatepass"), tuple(static_links), has_links

    def add(self, source: str, frozen: Frozen) -> None:
        """Take an article that another process has read, as if an earlier build had kept it."""
        if kept := self._added(source, *frozen):
            self._before[source] = kept

    def _added(
        self, source: str, attributes: bytes, text: bytes, links: tuple, has_links: bool
    ) -> Kept | None:
        if self._is_full:
            return None
        if self._since:
            self._since[0].add(source)
        try:
            place = self._texts.add(text)
        except OSError:
            self._is_full = True
            return None
        for take in self.takers:
            take(place.digest, text)
        return attributes, place[:], links, has_links

    def keep(self, token: str, order: Iterable[str] = ()) -> None:
        """Keep the articles of this build for the next, under its token, in the order of these sources
        if all are written."""
        with suppress(OSError):
            if self._is_full:
                return
            self._texts.close()
            self._write_texts_anew_where_most_are_waste()
            self._write_index(token, order)
            for path in self._folder.glob(f"{_TEXTS}*"):
                if path.name != self._texts.name:
                    path.unlink()

    def _write_index(self, token: str, order: Iterable[str]) -> None:
        came, known = self._since or ((), ())
        gone = [path for path in known if path not in self._now]
        came = [path for path in came if path in self._now]
        is_whole = not self._since or len(came) + len(gone) > _FEW * len(self._now)
        head = (token, self._decided_by, self._texts.name)
        found = None
        if self.found:
            folders, sources = self.found
            if sources >= self._now.keys():  # then it takes few words to say what was found besides
                found = folders, [path for path in sources if path not in self._now]
        if is_whole:
            first = {path: self._now[path] for path in order if path in self._now}
            self._index.write((*head, {**first, **self._now}, found))
        else:
            entries = {path: self._now[path] for path in came}
            self._index.write_changes((*head, entries, gone, found))

    def _read_index(
        self, token: str
    ) -> tuple[str, dict, Iterable[str], Iterable[str], tuple[list[str], list[str]] | None]:
        """Return the name of the file of texts, the articles, which have come and gone since the whole
        index was written, and the folders and what was found besides, where that is known."""
        whole, changes = self._index.read()
        its_token, decided_by, name, entries, found = whole
        came, gone = {}, ()
        if changes:
            its_token, decided_by, name, came, gone, found = changes
            entries.update(came)
            for path in gone:
                entries.pop(path, None)
        if (its_token, decided_by) != (token, self._decided_by):
            raise ValueError("of another build")
        return name, entries, came, gone, found

    def _write_texts_anew_where_most_are_waste(self) -> None:
        in_use = sum(size for _, (_, size, _), *_ in self._now.values())
        if not self._now or self._texts.size() <= _WASTE * in_use:
            return
        anew = Texts(self._folder)
        for source, (attributes, place, *rest) in list(self._now.items()):
            text = self._texts.get(Place(*place))
            if text is None:  # damaged: its article is read from its source the next time
                del self._now[source]
            else:
                self._now[source] = (attributes, anew.add(text)[:], *rest)
        anew.close()
        self._texts, self._since = anew, None


def _short(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()[:_SHORT]

"""Reads a feed as a stream: bytes in, one Entry at a time out, however large the file is.

The parser mends what is not well formed and knows no DOCTYPE, so an entity can't expand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

from lxml import etree

from .decoding import text_of
from .dialects import Head, dialect_of, plain
from .entry import Entry
from .refused import Refused

_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_LONGEST_PROLOG = 1_000_000
_MOST_LINES = 30  # that are named one by one
_TRUNCATED = "ERR_TAG_NOT_FINISHED"
_HARMLESS = {"NS_ERR_UNDEFINED_NAMESPACE", "WAR_NS_URI", "WAR_NS_URI_RELATIVE"}
Watch = Callable[[int], None]  # told how many letters more were read


class Feed:
    """A feed that is being read: iterate over it once for its entries.

    `head` is what stands before the first entry; `faults` counts what had to be mended, each by a
    sentence, and is complete when the last entry has come.
    """

    def __init__(self, stream: BinaryIO, watch: Watch = lambda _letters: None) -> None:
        self.head = Head()
        self.faults: Counter[str] = Counter()
        self.seen = 0
        self._stream = stream
        self._watch = watch
        self._parser = etree.XMLPullParser(
            events=("start", "end"),
            recover=True,
            huge_tree=True,  # a post of more than ten megabytes is still a post
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            encoding="utf-8",
        )

    def watch(self, watch: Watch) -> None:
        """Have `watch` told how far the reading is."""
        self._watch = watch

    def __iter__(self) -> Iterator[Entry]:
        for chunk in self._chunks():
            try:
                self._parser.feed(chunk.encode())
            except etree.XMLSyntaxError:
                self.faults["places where the file is not well formed"] += 1
                break
            yield from self._entries()
            self._watch(len(chunk))
        with suppress(etree.XMLSyntaxError):  # the log says the same
            self._parser.close()
        yield from self._entries()
        self._note_faults()

    def _chunks(self) -> Iterator[str]:
        """Yield the text, the first chunk with all that stands before the root in it."""
        chunks = text_of(self._stream, self.faults)
        head = ""
        for chunk in chunks:
            head += chunk
            rest = head[_PROLOG.match(head).end() :]
            if len(rest) > 10 or len(head) > _LONGEST_PROLOG:
                break
        refuse_doctype(head)
        yield head.lstrip()
        yield from chunks

    def _entries(self) -> Iterator[Entry]:
        for event, element in self._parser.read_events():
            name = plain(element.tag)
            if event == "start":
                if element.getparent() is None:
                    self.head.namespaces.update(element.nsmap)
                    self.head.root = name
                continue
            if name == "entry" and _depth(element) == 1:
                self.seen += 1
                yield dialect_of(self.head, element)(self.seen, element, self.head)
                _forget(element)
            elif self.seen == 0 and _depth(element) == 1:
                self.head.note(element)

    def _note_faults(self) -> None:
        for error in self._parser.feed_error_log:
            if error.type_name == _TRUNCATED:
                self.faults["the file ends in the middle: download it again if you can"] = 1
            elif error.type_name not in _HARMLESS:
                line = f"line {error.line}" if len(self.faults) < _MOST_LINES else "some other line"
                self.faults[f"{line} is not well formed ({error.message.strip()})"] += 1


def refuse_doctype(head: str) -> None:
    """Raise Refused where a document type is declared: with one, a small file can fill the memory."""
    rest = head[_PROLOG.match(head).end() :]
    if rest[:2] == "<!" and rest[2:9].upper() == "DOCTYPE" and "html" not in rest[9:20].lower():
        raise Refused(
            "It declares a document type (DOCTYPE), which Blogger's exports never do. "
            "Download the export from your own account again."
        )


def root_of(head: str) -> str:
    """Return the name of the first element of a text, without its prefix; "" where there is none."""
    rest = head[_PROLOG.match(head).end() :]
    if doctype := re.match(r"<!doctype[^<>]*>", rest, re.IGNORECASE):
        rest = rest[doctype.end() :].lstrip()
    match = re.match(r"<(?:[\w.-]+:)?([\w.-]+)", rest)
    return match[1].lower() if match else ""


def _depth(element: etree._Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]

"""What documents say, counted: words, pairs of words, topics and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import starmap
from typing import NamedTuple

import numpy as np

from .document import Document
from .ragged import beginnings
from .words import GAP, language, small_words, words

Term = tuple[str, ...]  # ("word", w), ("pair", a, b), ("topic", t) or ("link", slug)

WORD = 10  # what one mention counts; the others are measured against it
PAIR = 7
TOPIC = 80
LINK = 30
IN_TITLE = 5  # times what it counts elsewhere
IN_LEAD, LEAD_LENGTH = 2, 40  # the first forty words that say something
BITS = 26  # of a word's number; a pair is two of them in one
_GAP = bytes(4)  # one, as the numbers of words are written
AT_ONCE = 250  # documents; beside two words there are 11 bits left for the number of one


class Vocabulary:
    """Numbers for words, topics and links.

    The pieces of text between two spaces repeat ("the", "follow-up,"), so each different one is read
    once. A small word is 0, as is a mark: a gap between its neighbours.
    """

    def __init__(self, unknown: str) -> None:
        self.names: list[Term] = [("gap",)]
        self.unknown = unknown  # what a document without a language is written in
        self._pieces: dict[str, _Pieces] = {}
        self._marks: dict[Term, int] = {}
        # Texts read ahead, by language and digest: counted, and those that are not yet.
        self._ahead: dict[tuple[str, bytes], _Text] = {}
        self._waiting: dict[tuple[str, bytes], np.ndarray] = {}

    def read_ahead(self, text: str, digest: bytes, lang: str) -> None:
        """Count a text that will be that of a document, by the digest of it. Who counts that has no need
        to read it then."""
        self._waiting[self._lang(lang), digest] = self.said(text, lang)
        if len(self._waiting) == AT_ONCE:
            self._count_waiting()

    def taken(self, document: Document) -> _Text | None:
        """What the text of a document says, if it has been read ahead; it is given away once."""
        if not self.has_read_ahead:
            return None
        self._count_waiting()
        return self._ahead.pop((self._lang(document.lang), document.text_digest()), None)

    @property
    def has_read_ahead(self) -> bool:
        return bool(self._ahead or self._waiting)

    def _count_waiting(self) -> None:
        if self._waiting:
            texts = [_Part(row, False, said) for row, said in enumerate(self._waiting.values())]
            counted = _counted(len(texts), texts, ())
            ends = counted.sizes.cumsum()[:-1]
            each = zip(
                np.split(counted.terms, ends),
                np.split(counted.counts, ends),
                counted.lengths.tolist(),
                strict=True,
            )
            self._ahead.update(zip(self._waiting, starmap(_Text, each), strict=True))
            self._waiting = {}

    def said(self, text: str, lang: str) -> np.ndarray:
        """The numbers of the words of a text, and of a gap at its end."""
        number = self.pieces(lang).__getitem__
        # Bytes, since these are joined in less time than an array is made of numbers.
        return np.frombuffer(b"".join(map(number, text.split())) + _GAP, np.int32)

    def _lang(self, lang: str) -> str:
        return language(lang) or self.unknown

    def pieces(self, lang: str) -> _Pieces:
        """The words of the pieces of one language: "die" and "die" are two words."""
        lang = self._lang(lang)
        if lang not in self._pieces:
            self._pieces[lang] = _Pieces(lang, self.names)
        return self._pieces[lang]

    def marks(self, document: Document) -> Iterator[tuple[int, int]]:
        """Its topics and links, and what each counts."""
        for topic in dict.fromkeys(document.topics):
            yield self._mark(("topic", topic)), TOPIC
        # An article stands for its own address: so a link joins its two ends, and also two articles
        # that link to the same third.
        for slug in sorted({document.slug, *document.links}):
            yield self._mark(("link", slug)), LINK

    def name(self, code: int) -> Term:
        """The term of `code`: a word's or mark's number, or two in one."""
        if code >> BITS:
            return ("pair", self.names[code >> BITS][1], self.names[code & (1 << BITS) - 1][1])
        return self.names[code]

    def are_marks(self) -> np.ndarray:
        """For each of `names`, whether it is a topic or a link."""
        found = np.zeros(len(self.names), bool)
        found[[*self._marks.values()]] = True
        return found

    def to_json(self) -> dict:
        """All that `from_json` needs to number on from here."""
        marks: dict[str, dict[str, int]] = {}
        for (kind, name), number in self._marks.items():
            marks.setdefault(kind, {})[name] = number
        words = {
            lang: {word: number for word, number in pieces.known.items() if number}
            for lang, pieces in self._pieces.items()
        }
        return {"unknown": self.unknown, "size": len(self.names), "words": words, "marks": marks}

    @classmethod
    def from_json(cls, stored: dict) -> Vocabulary:
        found = cls(stored["unknown"])
        found.names *= stored["size"]
        for lang, numbers in stored["words"].items():
            found.pieces(lang).known.update(numbers)
            for word, number in numbers.items():
                found.names[number] = "word", word
        for kind, numbers in stored["marks"].items():
            for name, number in numbers.items():
                found.names[number] = kind, name
                found._marks[kind, name] = number
        return found

    def __reduce__(self):
        """Pickled, as it comes from another process, it is all that it would be kept as."""
        return Vocabulary.from_json, (self.to_json(),)

    def adopt(self, other: Vocabulary) -> np.ndarray:
        """Number all that another one knows; return the number here of each of the numbers there."""
        numbers = np.zeros(len(other.names), np.int64)
        for lang, pieces in other._pieces.items():
            here = self.pieces(lang)
            for word, number in pieces.known.items():
                numbers[number] = here.number(word)
        for mark, number in other._marks.items():
            numbers[number] = self._mark(mark)
        return numbers

    def _mark(self, name: Term) -> int:
        if name not in self._marks:
            self._marks[name] = len(self.names)
            self.names.append(name)
        return self._marks[name]


class _Pieces(dict):
    """The numbers of the words of each piece of one language, as bytes, found as it is met."""

    def __init__(self, lang: str, names: list[Term]) -> None:
        super().__init__()
        self.known = dict.fromkeys([GAP, *small_words(lang)], 0)
        self._names = names

    def __missing__(self, piece: str) -> bytes:
        numbers = np.fromiter(map(self.number, words(piece)), np.int32)
        said = self[piece] = numbers.tobytes()
        return said

    def number(self, word: str) -> int:
        """The number of a word, 0 for a small one."""
        if word not in self.known:
            self.known[word] = len(self._names)
            self._names.append(("word", word))
        return self.known[word]


@dataclass(frozen=True)
class Counted:
    """What some documents say: an entry for each term of each document, in the order of both.

    A pair is the numbers of its words packed into one.
    """

    sizes: np.ndarray  # how many entries each document has
    terms: np.ndarray
    counts: np.ndarray
    lengths: np.ndarray


class _Part(NamedTuple):
    """The title or the text of one document, as the numbers of its words."""

    row: int
    is_title: bool
    said: np.ndarray


class _Text(NamedTuple):
    """The terms of a text that has been counted."""

    terms: np.ndarray
    counts: np.ndarray
    length: int


def count(documents: Sequence[Document], vocabulary: Vocabulary) -> Counted:
    parts, marks, known = [], [], []
    lengths = np.zeros(len(documents), np.int64)  # of texts that are counted already
    for row, document in enumerate(documents):
        parts.append(_Part(row, True, vocabulary.said(document.title, document.lang)))
        if text := vocabulary.taken(document):
            known.append((np.full(len(text.terms), row), text.terms, text.counts))
            lengths[row] = text.length
        else:
            parts.append(_Part(row, False, vocabulary.said(document.text, document.lang)))
        marks += [(row, *mark) for mark in vocabulary.marks(document)]
    counted = _counted(len(documents), parts, [np.array(marks, np.int64).T, *known])
    return replace(counted, lengths=counted.lengths + lengths)


def _counted(size: int, parts: Sequence[_Part], entries: Iterable[Iterable[np.ndarray]]) -> Counted:
    """What `size` documents say in these parts; and these entries, already counted: the row of each, its
    term and its count."""
    of, are_titles, each = zip(*parts, strict=True)
    sizes = np.fromiter(map(len, each), np.int64, len(each))
    said = np.concatenate(each).astype(np.int64)
    rows = np.repeat(of, sizes)
    telling = said > 0
    told = telling.cumsum()
    before = (told - telling)[sizes.cumsum() - sizes]
    in_lead = told - np.repeat(before, sizes) <= LEAD_LENGTH
    times = np.where(np.repeat(are_titles, sizes), IN_TITLE, np.where(in_lead, IN_LEAD, 1))
    single = np.flatnonzero(telling)
    second = np.flatnonzero(telling[1:] & telling[:-1]) + 1
    words = rows[single], said[single], times[single] * WORD
    pairs = rows[second], said[second - 1] << BITS | said[second], times[second] * PAIR
    all_rows, terms, counts = map(np.concatenate, zip(words, pairs, *entries, strict=True))
    keys = all_rows << 2 * BITS | terms
    order = np.argsort(keys)
    keys = keys[order]
    first = beginnings(keys)
    totals = np.add.reduceat(counts[order], first)
    return Counted(
        sizes=np.bincount(keys[first] >> 2 * BITS, minlength=size),
        terms=keys[first] & (1 << 2 * BITS) - 1,
        counts=np.minimum(totals, 2**15 - 1).astype(np.int16),
        lengths=np.bincount(of, sizes, size).astype(np.int64),
    )

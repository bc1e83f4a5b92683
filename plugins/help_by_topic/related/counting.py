"""What documents say, counted: words, pairs of words, topics and links."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .document import Document
from .ragged import beginnings, ranges
from .words import GAP, language, small_words, words

Term = tuple[str, ...]  # ("word", w), ("pair", a, b), ("topic", t) or ("link", slug)

WORD = 10  # what one mention counts; the others are measured against it
PAIR = 7
TOPIC = 80
LINK = 30
IN_TITLE = 5  # times what it counts elsewhere
IN_LEAD, LEAD_LENGTH = 2, 40  # the first forty words that say something
BITS = 26  # of a word's number; a pair is two of them in one
AT_ONCE = 250  # documents; beside two words there are 11 bits left for the number of one


class Vocabulary:
    """Numbers for words, topics and links, and for the pieces of text between two spaces.

    Pieces repeat ("the", "follow-up,"), so each different one is read once. A small word is 0, as
    is a mark: a gap between its neighbours.
    """

    def __init__(self, unknown: str) -> None:
        self.names: list[Term] = [("gap",)]
        self.unknown = unknown  # what a document without a language is written in
        self._pieces: dict[str, _Pieces] = {}
        self._marks: dict[Term, int] = {}
        self._words = array("q", [0])  # of all pieces, end to end; the first piece is a gap
        self._sizes = array("q", [1])
        self._ahead: dict[tuple[str, bytes], np.ndarray] = {}

    def read_ahead(self, text: str, digest: bytes, lang: str) -> None:
        """Number the pieces of a text that will be that of a document, by the digest of it."""
        self._ahead[self._lang(lang), digest] = self._numbers(text, lang)

    def pieces_of(self, document: Document) -> Iterator[np.ndarray]:
        """The numbers of the pieces of its title, and of its text."""
        yield self._numbers(document.title, document.lang)
        text = None
        if self._ahead:
            text = self._ahead.get((self._lang(document.lang), document.text_digest()))
        yield self._numbers(document.text, document.lang) if text is None else text

    def _numbers(self, text: str, lang: str) -> np.ndarray:
        number = self.pieces(lang).__getitem__
        return np.fromiter(map(number, [*text.split(), GAP]), np.int32)

    def _lang(self, lang: str) -> str:
        return language(lang) or self.unknown

    def pieces(self, lang: str) -> _Pieces:
        """The numbers of the pieces of one language: "die" and "die" are two words."""
        lang = self._lang(lang)
        if lang not in self._pieces:
            self._pieces[lang] = _Pieces(lang, self.names, self._words, self._sizes)
        return self._pieces[lang]

    def read(self, pieces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The words of `pieces` end to end, and how many each has."""
        sizes = np.array(self._sizes)
        starts = sizes.cumsum() - sizes
        return np.array(self._words)[ranges(starts[pieces], sizes[pieces])], sizes[pieces]

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
    """Numbers the pieces of one language as it meets them."""

    def __init__(self, lang: str, names: list[Term], said: array, sizes: array) -> None:
        super().__init__({GAP: 0})
        self.known = dict.fromkeys([GAP, *small_words(lang)], 0)
        self._names, self._said, self._sizes = names, said, sizes

    def __missing__(self, piece: str) -> int:
        spoken = words(piece)
        self._said.extend(map(self.number, spoken))
        number = self[piece] = len(self._sizes)
        self._sizes.append(len(spoken))
        return number

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


def count(documents: Sequence[Document], vocabulary: Vocabulary) -> Counted:
    parts, marks = [], []
    for row, document in enumerate(documents):
        parts += vocabulary.pieces_of(document)
        marks += [(row, *mark) for mark in vocabulary.marks(document)]
    said, sizes = vocabulary.read(np.concatenate(parts))
    part_starts = np.cumsum([0, *map(len, parts[:-1])])
    title_lengths, body_lengths = np.add.reduceat(sizes, part_starts).reshape(-1, 2).T
    length = title_lengths + body_lengths
    rows = np.repeat(np.arange(len(documents)), length)
    body_starts = length.cumsum() - body_lengths
    telling = said > 0
    told = telling.cumsum()
    in_title = np.arange(len(said)) < body_starts[rows]
    in_lead = told - told[body_starts - 1][rows] <= LEAD_LENGTH
    times = np.where(in_title, IN_TITLE, np.where(in_lead, IN_LEAD, 1))
    single = np.flatnonzero(telling)
    second = np.flatnonzero(telling[1:] & telling[:-1]) + 1
    mark_rows, mark_terms, mark_counts = np.array(marks, np.int64).T
    terms = (said[single], said[second - 1] << BITS | said[second], mark_terms)
    counts = (times[single] * WORD, times[second] * PAIR, mark_counts)
    keys = np.concatenate([rows[single], rows[second], mark_rows]) << 2 * BITS
    keys |= np.concatenate(terms)
    order = np.argsort(keys)
    keys = keys[order]
    first = beginnings(keys)
    totals = np.add.reduceat(np.concatenate(counts)[order], first)
    return Counted(
        sizes=np.bincount(keys[first] >> 2 * BITS, minlength=len(documents)),
        terms=keys[first] & (1 << 2 * BITS) - 1,
        counts=np.minimum(totals, 2**15 - 1).astype(np.int16),
        lengths=length,
    )

"""Why one article was picked for another, in words a reader understands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

import numpy as np

from .counting import BITS, PAIR, WORD, Term
from .document import Document
from .ragged import ranges
from .steps import stepwise
from .vectors import UNIT, Vectors
from .words import phrase

Reason = tuple[str, tuple[str, ...]]

_NAMEABLE = 8  # of the shared terms, how many of the heaviest a reason may name
_TELLING = 0.08  # of the likeness: what a term must make up to be the reason for it
_RARE, _RARE_IN_FEW = 0.08, 3  # and the share, or number, of documents that may have it
_AT_ONCE = 250_000  # terms of documents that are looked up at a time: what fits a processor's cache
_FEWEST_ROWS = 8
_PREFIX = 5  # words that begin with the same letters are one word to the reader
# What may stand between the words of a phrase: spaces, hyphens, apostrophes; a comma parts them.
_JOINTS = frozenset(" -\u2010\u2011'\u2019./&\n")


class Reasons:
    """What the documents of one collection have in common."""

    def __init__(self, documents: Sequence[Document], vectors: Vectors) -> None:
        self._documents, self._vectors = documents, vectors
        self._has_topics = np.fromiter((bool(d.topics) for d in documents), bool)
        rare = max(_RARE_IN_FEW, _RARE * stepwise(len(documents)))
        self._is_rare = vectors.spread <= rare
        is_pair = vectors.codes >> BITS > 0
        self._dwelt_on = np.where(is_pair, 2 * PAIR, 3 * WORD)  # and not mentioned in passing
        self._names: dict[int, Term] = {}
        self._rows_at_once = max(_FEWEST_ROWS, _AT_ONCE // max(len(vectors.codes), 1))
        self._place_of = np.zeros(self._rows_at_once * len(vectors.codes), np.int32)

    def shared(self, one: int, other: int) -> list[tuple[Term, float]]:
        """The terms that both have and what each adds to their cosine, largest first."""
        both = self._in_common(np.array([one]), np.array([other]))
        terms = self._heaviest(both, 1, len(both.terms))[0]
        return [(term.name, term.part / UNIT**2) for term in terms]

    def of(self, rows: np.ndarray, picks: np.ndarray) -> Iterator[Reason]:
        """Yield kind and detail for each of `picks`, picked for the one at its place in `rows` but
        not by its author."""
        row = None
        for start in range(0, len(rows), self._rows_at_once):
            some = slice(start, start + self._rows_at_once)
            each = zip(rows[some].tolist(), picks[some].tolist(), strict=True)
            for (one, other), terms in zip(
                each, self._telling(rows[some], picks[some]), strict=True
            ):
                if one != row:
                    row, spelling = one, _Spelling(self._documents[one])
                yield self._reason(self._documents[one], self._documents[other], terms, spelling)

    def _reason(
        self, here: Document, there: Document, shared: Sequence[_Shared], spelling: _Spelling
    ) -> Reason:
        """What both dwell on, since for the topic there is a topic page; then a topic of both; then
        where the other stands; then a word.

        Alike in numbers or links alone is no reason that a reader would see, and a word out of its
        place ("Both discuss eyes") says little: it must be a phrase, or stand in a title.
        """
        discussed = [term for term in shared if term.is_discussed]
        telling = [term for term in discussed if term.is_rare]
        if any(term.share >= _TELLING for term in telling):
            both = [term.name for term in telling if term.share >= _TELLING / 2]
            named = tuple(islice(_different(both, spelling), 2))
            titles = f"{here.title} {there.title}".casefold().split()
            if any(" " in name or name.casefold() in titles for name in named):
                return "terms", named
        for topic in here.topics:
            if topic in there.topics:
                return "topic", (topic,)
        if there.topics:
            return "place", there.topics[:1]
        for terms, most in ((telling, 2), (discussed, 1), (shared, 1)):
            named = tuple(islice(_different([term.name for term in terms], spelling), most))
            if named:
                return "terms", named
        return "recent", ()

    def _telling(self, rows: np.ndarray, picks: np.ndarray) -> list[list[_Shared]]:
        """The heaviest terms of each pair; none of those for which a topic tells more than terms."""
        both = self._in_common(rows, picks)
        telling = self._is_rare[both.terms] & self._are_discussed(both) & (both.shares >= _TELLING)
        asked = ~self._has_topics[picks]
        asked[both.pairs[telling]] = True
        return self._heaviest(both.of(asked[both.pairs]), len(rows), _NAMEABLE)

    def _are_discussed(self, both: _Common) -> np.ndarray:
        return both.counts >= self._dwelt_on[both.terms]

    def _in_common(self, rows: np.ndarray, picks: np.ndarray) -> _Common:
        """What each of `rows` has in common with the one at its place in `picks`."""
        vectors, names = self._vectors, len(self._vectors.codes)
        different, number = np.unique(rows, return_inverse=True)
        sizes = vectors.starts[different + 1] - vectors.starts[different]
        own = ranges(vectors.starts[different], sizes)
        here = np.arange(len(different)).repeat(sizes) * names + vectors.terms[own]
        self._place_of[here] = own + 1
        sizes = vectors.starts[picks + 1] - vectors.starts[picks]
        there = ranges(vectors.starts[picks], sizes)
        places = self._place_of[(number * names).repeat(sizes) + vectors.terms[there]]
        self._place_of[here] = 0
        found = np.flatnonzero(places)
        here, there = places[found] - 1, there[found]
        pairs = np.arange(len(rows)).repeat(sizes)[found]
        parts = vectors.weights[here].astype(np.int64) * vectors.weights[there]
        return _Common(
            pairs=pairs,
            terms=vectors.terms[there],
            parts=parts,
            shares=parts / np.bincount(pairs, parts)[pairs],
            counts=np.minimum(vectors.counts[here], vectors.counts[there]),
        )

    def _heaviest(self, both: _Common, size: int, most: int) -> list[list[_Shared]]:
        """For each of `size` pairs up to `most` of the terms of `both`, heaviest first."""
        order = np.lexsort((-both.parts, both.pairs))
        many = np.bincount(both.pairs, minlength=size)
        # Of equals all, for their names to decide and not their numbers.
        last = many.cumsum() - many + np.minimum(many, most) - 1
        if len(order):
            both = both.of(both.parts >= both.parts[order[last]][both.pairs])
        found: list[list[_Shared]] = [[] for _ in range(size)]
        for pair, term, *rest in zip(
            both.pairs.tolist(),
            both.terms.tolist(),
            both.parts.tolist(),
            both.shares.tolist(),
            self._are_discussed(both).tolist(),
            self._is_rare[both.terms].tolist(),
            strict=True,
        ):
            if term not in self._names:
                self._names[term] = self._vectors.name(term)
            found[pair].append(_Shared(self._names[term], *rest))
        return [sorted(row, key=lambda term: (-term.part, term.name))[:most] for row in found]


class _Common(NamedTuple):
    """The terms that pairs of documents have in common, an entry for each of each pair."""

    pairs: np.ndarray
    terms: np.ndarray
    parts: np.ndarray  # of the cosine, in UNIT squared
    shares: np.ndarray  # of the cosine
    counts: np.ndarray  # in the document that has it less, in tenths of a mention

    def of(self, which: np.ndarray) -> _Common:
        """Some of the entries."""
        return _Common(*(values[which] for values in self))


class _Shared(NamedTuple):
    """A term that two documents have."""

    name: Term
    part: int  # of their cosine, in UNIT squared
    share: float  # of their cosine
    is_discussed: bool  # more than mentioned in passing
    is_rare: bool


def _different(terms: Sequence[Term], spelling: _Spelling) -> Iterator[str]:
    """The terms that can be said aloud and say different things; a pair in place of its word."""
    said: list[Term] = []
    for term in terms:
        if term[0] == "word":
            fuller = (other for other in terms if other[0] == "pair" and term[1] in other[1:])
        elif term[0] == "pair":
            fuller = iter(())
        else:
            continue
        for best in (*fuller, term):
            written = spelling.of(best)
            if written:
                if not any(_alike(best, known) for known in said):
                    said.append(best)
                    yield written
                break


def _alike(one: Term, other: Term) -> bool:
    for a in one[1:]:
        for b in other[1:]:
            least = min(_PREFIX, len(a), len(b))
            if a[:least] == b[:least]:
                return True
    return False


class _Spelling:
    """Terms as one document writes them: "SEO", "Vietnamese", "follow-up", but "interview"."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[Term, str] = {}

    @cached_property
    def _text(self) -> str:
        return f"{self._document.title}\n\n{self._document.text}"

    @cached_property
    def _lower(self) -> str:
        return self._text.lower()

    def of(self, term: Term) -> str:
        """The spelling of `term`; "" for numbers and for words that no phrase joins."""
        if term not in self._known:
            self._known[term] = self._find(term[1:])
        return self._known[term]

    def _find(self, words: Sequence[str]) -> str:
        if any(word.isdigit() for word in words):
            return ""
        whole = phrase(*words)
        if whole.count(" ") < len(words) - 1:  # a script without spaces
            return whole
        # In small letters wherever it is written so once: capitals are then a sentence's or a
        # heading's. Where lower() changed the length, places in the text are not known.
        found = _place(self._text, words)
        if not found:
            found = _place(self._lower, words)
            if found and len(self._lower) != len(self._text):
                return whole
        if found:
            return " ".join(self._text[found].split())
        return whole if len(words) == 1 else ""


def _place(text: str, words: Sequence[str]) -> slice | None:
    """Where `words` stand in `text`, one after the other, with no more than a joint between."""
    start = text.find(words[0])
    while start >= 0:
        end = start + len(words[0])
        whole = not text[start - 1 : start].isalnum()
        for word in words[1:]:
            whole = whole and text[end : end + 1] in _JOINTS and text.startswith(word, end + 1)
            end += 1 + len(word)
        if whole and not text[end : end + 1].isalnum():
            return slice(start, end)
        start = text.find(words[0], start + 1)
    return None

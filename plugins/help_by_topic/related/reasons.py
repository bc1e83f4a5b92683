"""Why one article was picked for another, in words a reader understands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

import numpy as np

from .counting import PAIR, WORD, Term
from .document import Document
from .ragged import ranges
from .steps import stepwise
from .vectors import UNIT, Vectors
from .words import phrase

Reason = tuple[str, tuple[str, ...]]

_NAMEABLE = 8  # of the shared terms, how many of the heaviest a reason may name
_TELLING = 0.08  # of the likeness: what a term must make up to be the reason for it
_RARE, _RARE_IN_FEW = 0.08, 3  # and the share, or number, of documents that may have it
_PREFIX = 5  # words that begin with the same letters are one word to the reader
# What may stand between the words of a phrase: spaces, hyphens, apostrophes; a comma parts them.
_JOINTS = frozenset(" -\u2010\u2011'\u2019./&\n")


class Reasons:
    """What the documents of one collection have in common."""

    def __init__(self, documents: Sequence[Document], vectors: Vectors) -> None:
        self._documents, self._vectors = documents, vectors
        self._spread = vectors.spread.tolist()
        self._rare = max(_RARE_IN_FEW, _RARE * stepwise(len(documents)))
        self._names: dict[int, Term] = {}
        self._weight_of = np.zeros(len(vectors.codes), np.int64)
        self._count_of = np.zeros(len(vectors.codes), np.int64)

    def shared(self, one: int, other: int) -> list[tuple[Term, float]]:
        """The terms that both have and what each adds to their cosine, largest first."""
        [shared] = self._shared(one, [other], len(self._vectors.names))
        return [(term.name, term.part / UNIT**2) for term in shared]

    def of(self, one: int, others: Sequence[int]) -> list[Reason]:
        """Kind and detail for each of `others`, picked for `one` but not by its author."""
        spelling = _Spelling(self._documents[one])
        return [
            self._reason(self._documents[one], self._documents[other], shared, spelling)
            for other, shared in zip(others, self._shared(one, others, _NAMEABLE), strict=True)
        ]

    def _reason(
        self, here: Document, there: Document, shared: Sequence[_Shared], spelling: _Spelling
    ) -> Reason:
        """What both dwell on, since for the topic there is a topic page; then a topic of both; then
        where the other stands; then a word.

        Alike in numbers or links alone is no reason that a reader would see, and a word out of its
        place ("Both discuss eyes") says little: it must be a phrase, or stand in a title.
        """
        titles = f"{here.title} {there.title}".casefold().split()
        discussed = [term for term in shared if term.is_discussed]
        telling = [term for term in discussed if term.spread <= self._rare]
        if any(term.share >= _TELLING for term in telling):
            both = [term.name for term in telling if term.share >= _TELLING / 2]
            named = tuple(islice(_different(both, spelling), 2))
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

    def _shared(self, one: int, others: Sequence[int], most: int) -> list[list[_Shared]]:
        """For each of `others` the heaviest terms that it shares with `one`."""
        vectors, row = self._vectors, self._vectors.row(one)
        self._weight_of[vectors.terms[row]] = vectors.weights[row]
        self._count_of[vectors.terms[row]] = vectors.counts[row]
        starts = vectors.starts[others]
        lengths = vectors.starts[np.asarray(others, int) + 1] - starts
        at = ranges(starts, lengths)
        parts = self._weight_of[vectors.terms[at]] * vectors.weights[at]
        self._weight_of[vectors.terms[row]] = 0
        # Methods: for arrays as short as these, NumPy's functions take longer to find them.
        both = parts.nonzero()[0]
        at, parts = at[both], parts[both]
        which = np.arange(len(others)).repeat(lengths)[both]
        many = np.bincount(which, minlength=len(others))
        wholes = np.bincount(which, parts, len(others))
        order = np.lexsort((-parts, which))
        # Of equals all, for their names to decide and not their numbers.
        last = np.minimum(many.cumsum() - many + np.minimum(many, most), len(order)) - 1
        heaviest = (parts >= parts[order[last]][which]).nonzero()[0] if len(order) else order
        terms, parts, which = vectors.terms[at[heaviest]], parts[heaviest], which[heaviest]
        found: list[list[_Shared]] = [[] for _ in others]
        for other, term, part, share, count in zip(
            which.tolist(),
            terms.tolist(),
            parts.tolist(),
            (parts / wholes[which]).tolist(),
            np.minimum(self._count_of[terms], vectors.counts[at[heaviest]]).tolist(),
            strict=True,
        ):
            if term not in self._names:
                self._names[term] = vectors.name(term)
            spread = self._spread[term]
            found[other].append(_Shared(self._names[term], part, share, count, spread))
        return [sorted(row, key=lambda term: (-term.part, term.name))[:most] for row in found]


class _Shared(NamedTuple):
    """A term that two documents have."""

    name: Term
    part: int  # of their cosine, in UNIT squared
    share: float  # of their cosine
    count: int  # in the one that has it less, in tenths of a mention
    spread: float  # in about how many documents it is

    @property
    def is_discussed(self) -> bool:
        """Whether it is more than mentioned in passing."""
        return self.count >= (2 * PAIR if self.name[0] == "pair" else 3 * WORD)


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
        self._text = f"{document.title}\n\n{document.text}"
        self._known: dict[Term, str] = {}

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

"""Articles that no one wrote: new sentences in the words of this site's own articles.

A chain of words, each drawn from those that follow the two before it somewhere in the articles, so
that lengths, punctuation, quotes and the frequency of words are those of real advice.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

TOPICS = (
    *("rejection", "spirits", "direction", "finding", "applying", "interviews"),
    *("questions", "offers", "starting", "money", "letters", "people"),
)
WORDS = 600
_PARAGRAPH = re.compile(r"^[A-Z\"“][^\n|{}\[\]<>]{80,}$", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.?!][\"”]?$")


@dataclass(frozen=True)
class Article:
    slug: str
    title: str
    day: int  # since the first article
    topics: tuple[str, ...]
    summary: str
    body: str  # Markdown


def articles(number: int, sources: Path, seed: int = 1) -> Iterator[Article]:
    """Yield `number` articles in the words of those in the folder `sources`; equal for equal seeds."""
    starts, chain = _chains(sources)
    for place in range(number):
        chance = random.Random(f"{seed}/{place}")
        topics = tuple(chance.sample(TOPICS, chance.choice((1, 2, 2, 3))))
        # Each topic has beginnings of its own, and goes on in the words of all.
        tongue = _Tongue(starts[TOPICS.index(topics[0]) % len(starts)], chain, chance)
        title = tongue.sentence().rstrip('.?!"”').replace('"', "")[:60].strip().capitalize()
        summary = tongue.sentence()
        yield Article(f"a{place:05}", title, place, topics, summary, tongue.body(place))


Chain = dict[tuple[str, str], list[str]]


def _chains(sources: Path) -> tuple[list[Chain], Chain]:
    """Return a chain for each first topic of the articles, and one for them all."""
    texts: dict[str, list[str]] = defaultdict(list)
    for path in sorted(sources.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        topic = re.search(r"^Topics: ([\w-]+)", text, re.MULTILINE)
        texts[topic[1] if topic else ""] += _PARAGRAPH.findall(text.partition("\n\n")[2])
    everything = [paragraph for topic in sorted(texts) for paragraph in texts[topic]]
    return [_chain(texts[topic]) for topic in sorted(texts)], _chain(everything)


def _chain(paragraphs: Sequence[str]) -> Chain:
    chain: Chain = defaultdict(list)
    for paragraph in paragraphs:
        before = ("", "")
        for word in paragraph.split():
            chain[before].append(word)
            before = ("", "") if _SENTENCE_END.search(word) else (before[1], word)
    return chain


class _Tongue:
    def __init__(self, starts: Chain, chain: Chain, chance: random.Random) -> None:
        self._starts = starts["", ""]
        self._chain = chain
        self._chance = chance

    def sentence(self) -> str:
        words = ["", "", self._chance.choice(self._starts)]
        while not _SENTENCE_END.search(words[-1]) and len(words) < 40:
            if not (following := self._chain.get((words[-2], words[-1]))):
                break
            words.append(self._chance.choice(following))
        text = " ".join(words[2:])
        # A quote that was opened in a sentence that was left half-way is closed.
        return text + '"' * (text.count('"') % 2)

    def body(self, place: int) -> str:
        blocks: list[str] = []
        while sum(block.count(" ") for block in blocks) < WORDS:
            kind = len(blocks) % 6
            if kind == 2:
                blocks.append(f"## {self.sentence()[:50].strip()}")
            elif kind == 4:
                blocks.append("\n".join(f"- {self.sentence()}" for _ in range(4)))
            else:
                blocks.append(" ".join(self.sentence() for _ in range(5)))
        blocks.append(f"**Remember** *this* and [that](https://example.org/{place}).")
        return "\n\n".join(blocks) + "\n"

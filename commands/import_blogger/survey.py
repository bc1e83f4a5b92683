"""The first reading of an export: all that has to be known before the first file can be written.

Links lead to entries that come later in the file, replies to comments that come earlier: so what
is kept here is every entry without its text, which is what makes an export large.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from .entry import Entry, Kind, Person
from .reading import Feed, Head

SAMPLE = 2_000  # letters of a text that tell what it is about
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^<>]*>", re.DOTALL | re.IGNORECASE)

_WITHIN_WORDS = re.compile(
    r"</?(?:a|b|code|em|font|i|small|span|strike|strong|su[bp]|u)(?:\s[^<>]*)?>", re.IGNORECASE
)


@dataclass(frozen=True)
class Survey:
    """Every entry without its text, in the order of the file; and of posts and pages a sample.

    `settings` are those of a classic archive; addresses of people are not among them.
    """

    head: Head
    entries: tuple[Entry, ...]
    samples: dict[int, str]
    lengths: dict[int, int]
    faults: Counter[str]
    settings: dict[str, str] = field(default_factory=dict)
    seen: int = 0

    def of(self, *kinds: Kind) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind in kinds]

    @property
    def authors(self) -> frozenset[Person]:
        """Who wrote posts and pages."""
        return frozenset(entry.author for entry in self.of(Kind.POST, Kind.PAGE))


def surveyed(feed: Feed) -> Survey:
    """Return what there is in `feed`."""
    entries, samples, lengths, settings = [], {}, {}, {}
    for entry in map(identified, feed):
        if entry.kind in (Kind.POST, Kind.PAGE):
            samples[entry.number] = text_of_html(entry.html[: 20 * SAMPLE])[:SAMPLE]
        if entry.kind is Kind.SETTING and len(entry.html) < 500 and "@" not in entry.html:
            settings[entry.id.rpartition("settings.")[2]] = entry.html.strip()
        lengths[entry.number] = len(entry.html)
        entries.append(replace(entry, html=""))
    return Survey(feed.head, tuple(entries), samples, lengths, feed.faults, settings, feed.seen)


def identified(entry: Entry) -> Entry:
    """Return `entry` with an id, made of what it says where the export has none."""
    if entry.id:
        return entry
    said = f"{entry.kind}\n{entry.title}\n{entry.published}\n{entry.html}".encode()
    own = hashlib.sha256(said).hexdigest()[:16]
    return replace(entry, id=f"post-{own}", odd=(*entry.odd, "it has no id"))


def text_of_html(markup: str) -> str:
    """Return the words of HTML on one line."""
    return " ".join(html.unescape(_TAG.sub(" ", _WITHIN_WORDS.sub("", markup))).split())

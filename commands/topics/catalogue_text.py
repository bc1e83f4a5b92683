"""Changes topics.toml where it must be changed: comments and layout stay, as their author likes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import tomlkit

from commands.topics.lines import line_ends, with_line_ends
from help_by_topic.topic import same_name

# A topic begins with the comments that stand right above its first line.
_ENTRY = re.compile(r"(?:^[ \t]*#[^\n]*\n)*^[ \t]*\[\[topic\]\][^\n]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True)
class CatalogueText:
    """The text of topics.toml: what stands before the first topic, and the text of each."""

    head: str
    entries: tuple[str, ...]

    def __str__(self) -> str:
        return self.head + "".join(self.entries)

    def changed(self, number: int, change: Callable[[dict], None]) -> CatalogueText:
        """Return the catalogue after `change` has changed the topic of this number."""
        before = self.entries[number]
        document = tomlkit.parse(before)
        change(document["topic"][0])
        after = with_line_ends(tomlkit.dumps(document), line_ends(before))
        return self._with(number, after)

    def without(self, number: int) -> CatalogueText:
        """Return the catalogue without the topic of this number and the comments right above it."""
        return self._with(number, "")

    def inserted_after(self, number: int, entry: dict) -> CatalogueText:
        """Return the catalogue with a topic more, behind the one of this number."""
        document = tomlkit.document()
        topics = tomlkit.aot()
        topics.append(tomlkit.item(entry))
        document.add("topic", topics)
        before = self.entries[number]
        end = line_ends(before)
        ending = "" if before.endswith(("\n\n", "\r\n\r\n")) else end * (1 + (before[-1:] != "\n"))
        after = with_line_ends(tomlkit.dumps(document), end)
        return self._with(number, f"{before}{ending}{after}{end}")

    def _with(self, number: int, text: str) -> CatalogueText:
        entries = list(self.entries)
        entries[number] = text
        return CatalogueText(self.head, tuple(entries))


def parted(text: str, topics: int) -> CatalogueText | None:
    """Return the text of a catalogue in its parts; None where they can't be told from each other,
    because its topics are not written each under a line [[topic]]."""
    starts = [match.start() for match in _ENTRY.finditer(text)]
    if len(starts) != topics:
        return None
    ends = [*starts[1:], len(text)]
    return CatalogueText(
        text[: starts[0]],
        tuple(text[start:end] for start, end in zip(starts, ends, strict=True)),
    )


def add_names(entry: dict, key: str, names: Iterable[str]) -> None:
    """Add to a list of a topic each of `names` that no name of it is like yet."""
    known = {same_name(entry["slug"]), same_name(entry["name"])} if key == "synonyms" else set()
    known |= {same_name(name) for name in entry.get(key, ())}
    for name in names:
        if same_name(name) not in known:
            known.add(same_name(name))
            if key not in entry:
                entry[key] = [name]
            else:
                entry[key].append(name)


def drop_names(entry: dict, key: str, names: Iterable[str]) -> None:
    """Take each of `names` out of a list of a topic; a list that has none left goes."""
    out = {same_name(name) for name in names}
    for name in [name for name in entry.get(key, ()) if same_name(name) in out]:
        entry[key].remove(name)
    if key in entry and not entry[key]:
        del entry[key]

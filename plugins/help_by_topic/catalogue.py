"""Reads topics.toml, the one list of topics, and refuses a malformed one.

[[topic]]
slug = "interviewing"           # required: its address
name = "Interviewing"           # required: what readers see
summary = "One line."
introduction = "Markdown."
start_here = ["article-slug"]   # what to read first, in this order
synonyms = ["job interview"]    # other names that front matter may use
was = ["interviews"]            # slugs that it had before: old_addresses redirects them
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .topic import Topic, TopicError, did_you_mean, same_name

_TEXTS = ("slug", "name", "summary", "introduction", "about")
_LISTS = ("start_here", "synonyms", "was")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_catalogue(path: Path) -> tuple[Topic, ...]:
    """Return the topics of the file at `path`, in its order.

    Raises TopicError with every fault found, and OSError when there is no such file.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except IsADirectoryError:
        raise TopicError([f"{path}:1: this is a folder. Put a file in its place."]) from None
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8."
        cure = "Save the file again with the encoding UTF-8."
        raise TopicError([f"{path}:1: {what} {cure}"]) from None
    return topics_in(text, path)


def topics_in(text: str, path: Path) -> tuple[Topic, ...]:
    """Return the topics that `text` holds; `path` is what messages call it.

    Raises TopicError with every fault found.
    """
    import tomllib  # not for a site without a catalogue

    try:
        # Some editors put a mark before the text, which TOML has no place for.
        entries = tomllib.loads(text.removeprefix("\ufeff")).get("topic", [])
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise TopicError(
            [f"{path}:{line[1] if line else 1}: {error}. Mend this line's TOML."]
        ) from None
    if not isinstance(entries, list) or not entries:
        raise TopicError([f"{path}:1: no topic in it. Add one under a line [[topic]]."])
    problems = [*_faults_of_entries(path, text, entries), *_faults_between(path, text, entries)]
    if problems:
        raise TopicError(problems)
    return tuple(
        Topic(
            **{key: entry[key].strip() for key in _TEXTS if key in entry},
            **{key: tuple(entry[key]) for key in _LISTS if key in entry},
        )
        for entry in entries
    )


def faults_of_start_here(
    path: Path, topics: Iterable[Topic], slugs_by_topic: Mapping[str, Iterable[str]]
) -> Iterator[str]:
    """Yield a sentence for each `start_here` article that is not filed under its topic.

    `slugs_by_topic` maps a topic's slug to the slugs of its articles, drafts included.
    """
    text = path.read_text(encoding="utf-8")
    for number, topic in enumerate(topics):
        filed = list(slugs_by_topic[topic.slug])
        for slug in topic.start_here:
            if slug not in filed:
                yield (
                    f"{path}:{_line(text, number, slug)}: start_here names '{slug}', which is not "
                    f"filed under '{topic.slug}'. Name an article that has this topic."
                    f"{did_you_mean(slug, filed)}"
                )


def _faults_of_entries(path: Path, text: str, entries: list[dict]) -> Iterator[str]:
    for number, entry in enumerate(entries):
        for key in entry:
            if key not in _TEXTS + _LISTS:
                yield (
                    f"{path}:{_line(text, number, key)}: a topic has no key '{key}'. "
                    f"Use {', '.join(_TEXTS + _LISTS)}.{did_you_mean(key, _TEXTS + _LISTS)}"
                )
        for key in ("slug", "name"):
            if not str(entry.get(key, "")).strip():
                yield f'{path}:{_line(text, number)}: this topic has no {key}. Add {key} = "...".'
        for key in _TEXTS:
            if not isinstance(entry.get(key, ""), str):
                yield f"{path}:{_line(text, number, key)}: {key} is not text. Put it in quotes."
        for key in _LISTS:
            value = entry.get(key, [])
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                yield (
                    f"{path}:{_line(text, number, key)}: {key} is not a list of texts. "
                    f'Write {key} = ["one", "two"].'
                )
        slug = entry.get("slug")
        if isinstance(slug, str) and slug.strip() and not _SLUG.fullmatch(slug):
            yield (
                f"{path}:{_line(text, number, 'slug')}: '{slug}' can't be an address. "
                "Use lower-case letters, digits and single hyphens."
            )


def _faults_between(path: Path, text: str, entries: list[dict]) -> Iterator[str]:
    """Every slug, name and synonym must lead to one topic."""
    owners: dict[str, int] = {}
    for number, entry in enumerate(entries):
        words = [(key, entry.get(key)) for key in ("slug", "name")]
        synonyms = entry.get("synonyms", [])
        words += [("synonyms", word) for word in (synonyms if isinstance(synonyms, list) else [])]
        for key, word in words:
            if not isinstance(word, str):
                continue
            owner = owners.setdefault(same_name(word), number)
            if owner != number:
                label = {"slug": "slug", "name": "name"}.get(key, "synonym")
                yield (
                    f"{path}:{_line(text, number, key)}: the {label} '{word}' already leads to "
                    f"the topic at line {_line(text, owner)}. Give this topic another one."
                )


def _line(text: str, number: int, word: str = "") -> int:
    """Return the line of the `number`th topic (from 0), or of `word` within it.

    The TOML reader of the standard library keeps no positions, so this looks at the text again.
    """
    heads = [i for i, line in enumerate(text.splitlines(), 1) if line.strip() == "[[topic]]"]
    start = heads[number] if number < len(heads) else 1
    end = heads[number + 1] if number + 1 < len(heads) else len(text.splitlines()) + 1
    lines = text.splitlines()[start - 1 : end - 1]
    return next((start + i for i, line in enumerate(lines) if word and word in line), start)

"""The table that files articles: which topic each label belongs to. The author's to edit.

An import adds the lines that are missing, each with a suggestion, and changes none that is there.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from help_by_topic.filing import MOST_TOPICS, by_every_name
from help_by_topic.topic import Topic, did_you_mean, same_name

from .refused import Refused

FILE = "blogger/labels.toml"
_HEAD = """\
# Which topic of topics.toml each label of the blog belongs to; "" keeps a label as a tag, which files
# nothing. An article with no label that files it has a line of its own.
# All are suggestions: edit them and run `./invoke import-blogger` again. Lines are only ever added.

"""


@dataclass(frozen=True)
class Table:
    """The topics' slugs of labels and of single articles; `text` is the file as it stands."""

    labels: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


def read_table(path: Path, topics: Iterable[Topic]) -> Table:
    """Return the table at `path`; an empty one where there is none.

    Raises Refused, with a line for each fault, where it names what is no topic.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        said = tomllib.loads(text)
    except FileNotFoundError:
        return Table()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f'{path}:1: {error}. Write each line as label."Name" = "topic".') from None
    names = by_every_name(topics)
    faults, tables = [], []
    for key in ("label", "article"):
        table, entries = {}, said.get(key, {})
        for name, value in entries.items() if isinstance(entries, dict) else ():
            topic = names.get(same_name(value)) if isinstance(value, str) else None
            if topic is None and value != "":
                faults.append(f"{path}:{_line(text, name)}: {_no_topic(value, names)}")
            table[name] = topic.slug if topic else ""
        tables.append(table)
    if faults:
        raise Refused("\n".join(faults))
    labels, articles = tables
    return Table(labels, articles, text)


def extended(
    table: Table,
    labels: Mapping[str, tuple[str, str]],
    articles: Mapping[str, tuple[str, str]],
) -> Table:
    """Return `table` with the `labels` and `articles` that it lacks, each with its topic and a remark."""
    text = table.text or _HEAD
    text += "\n" * (not text.endswith("\n"))
    for kind, known, wanted in (
        ("label", table.labels, labels),
        ("article", table.articles, articles),
    ):
        text += "".join(_as_line(kind, *each) for each in wanted.items() if each[0] not in known)
    return Table(
        {**{name: topic for name, (topic, _) in labels.items()}, **table.labels},
        {**{name: topic for name, (topic, _) in articles.items()}, **table.articles},
        text,
    )


def topics_of(labels: Iterable[str], table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the topics that labels file an article under, and the labels that stay as tags."""
    named = {label: table.labels.get(label, "") for label in labels}
    topics = tuple(dict.fromkeys(topic for topic in named.values() if topic))
    tags = [label for label, topic in named.items() if topic not in topics[:MOST_TOPICS]]
    return topics[:MOST_TOPICS], tuple(tags)


def by_name(label: str, topics: Iterable[Topic]) -> str:
    """Return the slug of the topic that has `label` for a name, in the singular or the plural."""
    names = by_every_name(topics)
    wish = same_name(label)
    for form in (wish, f"{wish}s", wish.removesuffix("s")):
        if form in names:
            return names[form].slug
    return ""


def _as_line(kind: str, name: str, said: tuple[str, str]) -> str:
    topic, remark = said
    return f"{kind}.{json.dumps(name, ensure_ascii=False)} = {json.dumps(topic)}  # {remark}\n"


def _line(text: str, name: str) -> int:
    wanted = json.dumps(name, ensure_ascii=False)
    lines = text.splitlines()
    return next(
        (n for n, line in enumerate(lines, 1) if line.strip().partition(".")[2].startswith(wanted)),
        1,
    )


def _no_topic(value: object, names: Mapping[str, Topic]) -> str:
    slugs = sorted({topic.slug for topic in names.values()})
    hint = did_you_mean(str(value), slugs)
    return f"there is no topic '{value}'.{hint} Use one of: {', '.join(slugs)}; or \"\" for none."

"""How the collection stands: topics, what nobody links to, what is old, what waits."""

from __future__ import annotations

import json as json_format
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from commands.all_or_none import finish
from commands.check.links import Shelf, links_of, shelf_of
from commands.check.report import count
from commands.check.rules import Rules, rules_of
from commands.check.source import Source
from commands.check.sources import read_sources
from commands.problem import as_typed

THIN, CROWDED = 3, 20  # articles of a topic: fewer than three, more than twenty
REVIEWED_WITHIN = timedelta(days=548)  # eighteen months
_WORD = re.compile(r"\w[\w’'-]*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def status(settings_file: Path, json: bool = False) -> int:
    """Print how the collection stands, as tables or as one JSON object. Returns 0."""
    from pelican.settings import read_settings

    from help_by_topic.catalogue import read_catalogue
    from help_by_topic.topic import TopicError
    from questions.ledger import read_ledger

    settings = read_settings(str(settings_file))
    rules = rules_of(settings)
    finish(settings_file.absolute().parent)
    sources, _ = read_sources(rules)
    catalogue = Path(as_typed((rules.content / "topics.toml").absolute()))
    try:
        topics = read_catalogue(catalogue) if catalogue.is_file() else ()
    except TopicError as error:
        print(*error.problems, sep="\n")
        return 1
    # One that can't be read is for `check` to name.
    questions, _ = read_ledger(rules.content / settings.get("QUESTIONS_PATH", "questions"))
    standing = standing_of(sources, topics, rules, questions)
    print(json_format.dumps(standing, indent=1) if json else as_tables(standing))
    return 0


def standing_of(
    sources: Sequence[Source], topics: Iterable, rules: Rules, questions: Iterable = ()
) -> dict[str, Any]:
    """Return how the collection stands, in plain lists and mappings.

    `questions` is the ledger: what no published article answers waits.
    What `check` complains of is passed over here: a date that can't be read counts as none.
    """
    articles = [source for source in sources if source.kind == "article"]
    by_status = {
        wanted: [_entry(source) for source in articles if source.status(rules.now) == wanted]
        for wanted in ("scheduled", "draft", "hidden", "skip")
    }
    published = [source for source in articles if source.status(rules.now) == "published"]
    linked = _linked([s for s in sources if s.status(rules.now) == "published"], rules)
    oldest = rules.now.date() - REVIEWED_WITHIN
    return {
        "topics": _by_topic(published, topics),
        "nobody_links_to": [_entry(s) for s in published if s.path not in linked],
        "not_reviewed": sorted(
            (_entry(s) for s in published if (seen := _seen(s)) and seen < oldest),
            key=lambda entry: (entry["seen"], entry["slug"]),
        ),
        "wordless": [_entry(s) for s in sources if any(link.wants_words for link in links_of(s))],
        "unanswered": _unanswered(questions, published),
        "scheduled": sorted(by_status["scheduled"], key=lambda e: (e["date"], e["slug"])),
        "drafts": by_status["draft"],
        "hidden": by_status["hidden"],
        "skipped": by_status["skip"],
        "hosts": _hosts(sources),
    }


def _entry(source: Source) -> dict[str, str]:
    seen = _seen(source)
    return {
        "slug": source.slug,
        "path": as_typed(source.path),
        "title": source.value("title"),
        "date": source.value("date"),
        "seen": seen.isoformat() if seen else "",
    }


def _unanswered(questions: Iterable, published: Iterable[Source]) -> list[dict[str, str]]:
    """Return the questions that no article answers, those that have waited longest first."""
    from questions.answers import ids_named

    answered = {id for source in published for id in ids_named(source.value("answers"))}
    return [
        {"id": question.id, "subject": question.subject, "date": question.date.isoformat()}
        for question in sorted(questions, key=lambda question: (question.date, question.id))
        if question.id not in answered
    ]


def _seen(source: Source) -> date | None:
    """Return the day on which somebody last looked at an article: its newest date."""
    days = []
    for key in ("date", "modified", "reviewed"):
        if match := _DAY.match(source.value(key)):
            try:
                days.append(date.fromisoformat(match[0]))
            except ValueError:
                continue
    return max(days, default=None)


def _by_topic(published: Sequence[Source], topics: Iterable) -> list[dict[str, Any]]:
    from help_by_topic.filing import by_every_name, split_names, topics_named

    topics = tuple(topics)
    names = by_every_name(topics)
    filed: dict[str, list[Source]] = {topic.slug: [] for topic in topics}
    for source in published:
        for topic in topics_named(split_names(source.value("topics").split("\n")), names)[0]:
            filed[topic.slug].append(source)
    return [
        {
            "slug": topic.slug,
            "name": topic.name,
            "articles": len(filed[topic.slug]),
            "words": sum(words_of(source) for source in filed[topic.slug]),
            "last_change": max(
                (seen.isoformat() for s in filed[topic.slug] if (seen := _seen(s))), default=""
            ),
            "remark": _remark(len(filed[topic.slug])),
        }
        for topic in topics
    ]


def _remark(articles: int) -> str:
    return "thin" if articles < THIN else "crowded" if articles > CROWDED else ""


def words_of(source: Source) -> int:
    """Return how many words the text of an article has, addresses and code left out."""
    text = re.sub(r"\]\([^)]*\)|<[^<>]*>", " ", source.prose.text)
    return len(_WORD.findall(text))


def _linked(sources: Sequence[Source], rules: Rules) -> set[Path]:
    """Return the paths of the files that another file's text links to, or names as related."""
    shelf: Shelf = shelf_of(sources, rules.content)
    by_slug = {source.slug: source.path for source in sources}
    found: set[Path] = set()
    for source in sources:
        targets = {_path(link.target, source, rules.content) for link in links_of(source)}
        named = source.value("related").replace("\n", ",").split(",")
        targets |= {by_slug.get(slug.strip()) for slug in named}
        found |= {shelf.sources[path].path for path in targets if path in shelf.sources} - {
            source.path
        }
    return found


def _path(target: str, source: Source, content: Path) -> Path | None:
    kind, mark, name = target.partition("{filename}")
    if kind or not mark:
        return None
    name = unquote(name.partition("#")[0])
    base = content if name.startswith("/") else source.path.parent
    return Path(os.path.normpath(base / name.lstrip("/")))


def _hosts(sources: Sequence[Source]) -> dict[str, int]:
    hosts: Counter[str] = Counter()
    for source in sources:
        for link in links_of(source):
            if link.target.startswith(("http://", "https://")) and not re.search(
                r"[\[\]]", link.target
            ):
                hosts[urlsplit(link.target).netloc.lower()] += 1
    return dict(sorted(hosts.items(), key=lambda item: (-item[1], item[0])))


def as_tables(standing: Mapping[str, Any]) -> str:
    """Return the standing as a person reads it."""
    width = max(len(word) for word in ["topic", *(t["slug"] for t in standing["topics"])])
    lines = [f"{'topic':{width}}  articles    words  last change"]
    for topic in standing["topics"]:
        line = (
            f"{topic['slug']:{width}}  {topic['articles']:8,} {topic['words']:8,}  "
            f"{topic['last_change']:10}  {topic['remark']}"
        )
        lines.append(line.rstrip())
    for key, heading in (
        ("nobody_links_to", "No text links to"),
        ("not_reviewed", "Nobody has looked at for eighteen months"),
        ("wordless", "With pictures that want words"),
        ("scheduled", "Scheduled"),
        ("drafts", "Drafts"),
        ("hidden", "Hidden"),
        ("skipped", "Skipped"),
    ):
        entries = standing[key]
        lines += ["", f"{heading}: {count(len(entries), 'article') if entries else 'none'}"]
        lines += [f"  {entry['seen']:10}  {entry['slug']}" for entry in entries]
    waiting = standing["unanswered"]
    lines += ["", f"Questions unanswered: {count(len(waiting), 'question') if waiting else 'none'}"]
    lines += [f"  {asked['date']:10}  {asked['id']}  {asked['subject']}" for asked in waiting]
    hosts = standing["hosts"]
    lines += ["", f"Links to other hosts: {count(len(hosts), 'host') if hosts else 'none'}"]
    lines += [f"  {number:4}  {host}" for host, number in hosts.items()]
    return "\n".join(lines)

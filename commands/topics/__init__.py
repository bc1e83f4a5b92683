"""Lists the topics and changes them, without breaking an article, an address or a feed.

content/**       settings of the site
    |                  |
    v                  v
holdings      the catalogue, every text that may name a topic, the addresses of topics
    |
changes       rename, merge, split, retire: the texts that there shall be, or a refusal
  naming          the name and address of a topic, and who has them already
  moving          names, links and the catalogue in every text
  redirects       redirects.toml, where addresses go
  lines           single lines of a text; every other byte stays
  catalogue_text  topics.toml, its comments and layout kept
asking        which articles go, when a topic is split on a terminal
    |
all_or_none   (commands/) writes them together
"""

from __future__ import annotations

import json as json_format
import sys
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from commands.problem import as_typed, visible

if TYPE_CHECKING:
    from commands.topics.holdings import Holdings
    from commands.topics.moving import Change


def topics(settings_file: Path, json: bool = False) -> int:
    """Print each topic: slug, name, number of articles, synonyms. Returns 1 where it can't."""
    from commands.topics.holdings import Refused

    try:
        held = _held(settings_file)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    listed = [
        {
            "slug": topic.slug,
            "name": topic.name,
            "articles": sum(map(held.is_published, held.articles_of(topic))),
            "synonyms": list(topic.synonyms),
            "was": list(topic.was),
        }
        for topic in held.topics
    ]
    print(json_format.dumps(listed, indent=1) if json else _table(listed))
    return 0


def _table(listed: list[dict]) -> str:
    slugs = max(len(topic["slug"]) for topic in listed)
    names = max(len(topic["name"]) for topic in listed)
    lines = [f"{'slug':{slugs}}  {'name':{names}}  articles  also understood"]
    lines += [
        f"{topic['slug']:{slugs}}  {topic['name']:{names}}  {topic['articles']:8,}  "
        f"{', '.join(topic['synonyms'])}".rstrip()
        for topic in listed
    ]
    return "\n".join(lines)


def rename(settings_file: Path, old: str, name: str, slug: str = "", dry_run: bool = False) -> int:
    """Give a topic another name; return 1, with a sentence that says why, where nothing was done."""
    from commands.topics import changes

    return _make(settings_file, dry_run, lambda held: changes.rename(held, old, name, slug))


def merge(settings_file: Path, old: str, into: str, dry_run: bool = False) -> int:
    """Let one topic take in another; return as `rename`."""
    from commands.topics import changes

    return _make(settings_file, dry_run, lambda held: changes.merge(held, old, into))


def split(
    settings_file: Path,
    old: str,
    name: str,
    slug: str = "",
    moved: tuple[str, ...] = (),
    both: tuple[str, ...] = (),
    summary: str = "",
    dry_run: bool = False,
    ask: Callable[[str], str] | None = None,
) -> int:
    """Make a new topic of some articles of another; return as `rename`.

    `ask` puts a question to the author; None where there is no terminal.
    """
    from commands.topics import changes
    from commands.topics.asking import articles_to_move

    def change(held: Holdings) -> Change:
        chosen = moved
        if ask and not moved and not both:
            articles = held.articles_of(held.topic(old))
            chosen = tuple(articles_to_move(articles, name, summary, ask))
        return changes.split(held, old, name, slug, chosen, both, summary)

    return _make(settings_file, dry_run, change)


def retire(settings_file: Path, old: str, into: str = "", dry_run: bool = False) -> int:
    """Take a topic away; return as `rename`."""
    from commands.topics import changes

    return _make(settings_file, dry_run, lambda held: changes.retire(held, old, into))


def _held(settings_file: Path) -> Holdings:
    from pelican.settings import read_settings

    from commands.all_or_none import finish
    from commands.topics.holdings import read_holdings

    finish(settings_file.absolute().parent)
    return read_holdings(read_settings(str(settings_file)))


def _make(settings_file: Path, dry_run: bool, change_of: Callable[[Holdings], Change]) -> int:
    from commands.all_or_none import Edited, write_all
    from commands.topics.holdings import Refused

    try:
        held = _held(settings_file)
        change = change_of(held)
        if dry_run:
            _show(held.texts, change.texts)
        else:
            before = {path: held.texts.get(path, "").encode() for path in change.texts}
            texts = {path: (before[path], text.encode()) for path, text in change.texts.items()}
            write_all(texts, settings_file.absolute().parent)
    except (Refused, Edited) as refused:
        print(refused, file=sys.stderr)
        return 1
    print(f"{'Would be so: ' * dry_run}{change.did}")
    for note in change.notes:
        print(f"Look at {as_typed(held.catalogue)}: {note}.")
    return 0


def _show(before, after) -> None:
    for path, text in after.items():
        lines = before.get(path, "").splitlines(), text.splitlines()
        name = as_typed(path)
        print(*map(visible, unified_diff(*lines, name, name, lineterm="")), sep="\n")

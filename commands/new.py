"""Begins an article: a file with complete front matter, a good name, and nothing overwritten.

Front matter has no comments, so the topics to choose from can't stand in the file: on a terminal
they are shown and asked for; elsewhere a run without a topic names them and writes nothing.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from commands.check.addresses import IS_SLUG, check_address
from commands.check.keys import SUMMARY_TO_WRITE, check_keys
from commands.check.rules import Rules, rules_of
from commands.check.source import Source
from commands.check.sources import read_sources
from commands.problem import as_typed, why_no_text

LONGEST_SLUG = 60
_ALIKE = 0.85
_SMALL = "a an and at do for from how i in is it of on or the to what with you your"
_SMALL_WORDS = frozenset(_SMALL.split())


@dataclass(frozen=True)
class Beginning:
    """What an author has said of an article before it is there."""

    title: str
    topics: tuple[str, ...] = ()
    summary: str = ""
    slug: str = ""
    more: tuple[tuple[str, str], ...] = ()  # further keys of the front matter, with their values


class Refused(Exception):
    """The article can't be begun so; the text says why and what to do."""


def new(beginning: Beginning, settings_file: Path, ask: Callable[[str], str] | None = None) -> int:
    """Write the file of a new draft and open it in the author's editor; print where it is.

    `ask` puts a question to the author and returns the answer; None where there is no terminal.
    Returns 1, with a sentence that says why, where nothing was written.
    """
    from pelican.settings import read_settings

    rules = rules_of(read_settings(str(settings_file)))
    try:
        path = _begin(beginning, rules, ask)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):  # Ctrl-C or Ctrl-D in place of an answer
        print("\nNothing was written.", file=sys.stderr)
        return 1
    print(f"{as_typed(path)} is there, as a draft. `./invoke serve` shows it while you write.")
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    return _open(path, editor) if ask and editor else 0


def _open(path: Path, editor: str) -> int:
    try:
        return subprocess.run([*shlex.split(editor), str(path)]).returncode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        print(
            f"{editor}: {reason}. Open the file in another editor, or mend $EDITOR.",
            file=sys.stderr,
        )
        return 1


def new_here(beginning: Beginning, settings_file: Path) -> int:
    """Do the same as `new`, and ask for what is missing if this runs on a terminal."""
    on_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    return new(beginning, settings_file, input if on_terminal else None)


def _begin(beginning: Beginning, rules: Rules, ask: Callable[[str], str] | None) -> Path:
    title = " ".join(beginning.title.split())
    while not title and ask:
        title = " ".join(ask("Title: ").split())
    if not title:
        raise Refused('An article needs a title. Say it in quotes: ./invoke new "Keep the faith"')
    summary = " ".join(beginning.summary.split())
    for said in (title, summary):
        if why := why_no_text(said):
            raise Refused(why)
    slug = beginning.slug or slug_of(title)
    if not slug:
        raise Refused(f"'{title}' has no letter for an address. Give one with --slug.")
    if not IS_SLUG.fullmatch(slug):  # before it becomes part of a path
        cure = "Use lower-case letters, digits and hyphens."
        raise Refused(f"'{slug}' can't be an address. {cure}")
    path = rules.content / "articles" / f"{slug}.md"
    _refuse_existing(path, slug, rules)
    _tell_of_others(title, slug, rules, ask)
    topics = _topics(beginning.topics, rules, ask)
    if not summary and ask:
        summary = " ".join(ask("Summary, one sentence under 160 characters (or Enter): ").split())
    text = front_matter(title, topics, summary, rules, beginning.more)
    # What `check` would complain of tomorrow is refused today.
    source = Source(path, "article", text)
    if wrong := [*check_keys(source, rules), *check_address(source)]:
        raise Refused("\n".join(f"{problem.what} {problem.cure}" for problem in wrong))
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Refused(f"{as_typed(path)} is there already. Give another title or --slug.") from None
    return path


def slug_of(title: str) -> str:
    """Return the address that suits a title: its words in small letters, whole, at most 60 letters."""
    from pelican.settings import DEFAULT_CONFIG
    from pelican.utils import slugify

    title = re.sub(r"['’]", "", title)
    slug = slugify(title, regex_subs=DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"]).replace("_", "-")
    slug = re.sub(r"-{2,}", "-", slug).strip("-")
    if len(slug) <= LONGEST_SLUG:
        return slug
    whole, hyphen, _ = slug[: LONGEST_SLUG + 1].rpartition("-")
    return whole if hyphen else slug[:LONGEST_SLUG]


def front_matter(
    title: str,
    topics: Iterable[str],
    summary: str,
    rules: Rules,
    more: Iterable[tuple[str, str]] = (),
) -> str:
    """Return the text of a file that is a draft and asks for nothing but its words."""
    return (
        f"Title: {title}\n"
        f"Date: {rules.now:%Y-%m-%d %H:%M}\n"
        f"Topics: {', '.join(topics)}\n"
        f"Summary: {summary or SUMMARY_TO_WRITE}\n"
        "Status: draft\n" + "".join(f"{key}: {value}\n" for key, value in more) + "\n"
    )


def _refuse_existing(path: Path, slug: str, rules: Rules) -> None:
    sources, _ = read_sources(rules)
    taken = {source.slug.casefold(): source.path for source in sources if source.kind == "article"}
    other = path if path.exists() else taken.get(slug.casefold())
    if other:
        raise Refused(f"{as_typed(other)} has this address already. Give another title or --slug.")


def _tell_of_others(title: str, slug: str, rules: Rules, ask: Callable[[str], str] | None) -> None:
    sources, _ = read_sources(rules)
    alike = [source for source in sources if like(title, source.value("title"))]
    for source in alike:
        print(f"There is one much like it: {as_typed(source.path)} ({source.value('title')})")
    if alike and ask and ask("Begin another one? [y/N] ").strip().lower() not in ("y", "yes"):
        raise Refused("Nothing was written.")


def like(title: str, other: str) -> bool:
    """Return whether two titles are nearly one: in their letters, or in the words that carry them."""
    one, two = title.casefold(), other.casefold()
    if SequenceMatcher(None, one, two).ratio() >= _ALIKE:
        return True
    words, others = (set(re.findall(r"\w+", text)) - _SMALL_WORDS for text in (one, two))
    shared = len(words & others)
    return shared >= 2 and shared / len(words | others) >= 0.6


def _topics(
    named: Sequence[str], rules: Rules, ask: Callable[[str], str] | None
) -> tuple[str, ...]:
    from help_by_topic.catalogue import read_catalogue
    from help_by_topic.filing import by_every_name, split_names, topics_named
    from help_by_topic.topic import TopicError

    try:
        topics = read_catalogue(Path(as_typed((rules.content / "topics.toml").absolute())))
    except TopicError as error:
        raise Refused("\n".join(error.problems)) from None
    except FileNotFoundError:
        where = as_typed(rules.content / "topics.toml")
        raise Refused(
            f"There is no {where}: this site takes its topics from elsewhere. Begin the file by hand."
        ) from None
    names = by_every_name(topics)
    asked = not named and ask
    if asked:
        print(*(f"{number:3}  {topic.name}" for number, topic in enumerate(topics, 1)), sep="\n")
    while True:
        if asked:
            named = [ask("Topics, one to three of these numbers or names, with commas between: ")]
        found, wrong = topics_named(_unnumbered(split_names(list(named)), topics), names)
        if not wrong:
            return tuple(topic.slug for topic in found)
        sentences = "\n".join(f"{what[:1].upper()}{what[1:]}" for what in wrong)
        if not asked:
            raise Refused(f"{sentences}\nSay it so: --topic {topics[0].slug}")
        print(sentences)


def _unnumbered(names: Iterable[str], topics: Sequence) -> list[str]:
    """Return `names` with the slug of a topic in place of its number on the list."""
    numbers = {str(number): topic.slug for number, topic in enumerate(topics, 1)}
    return [numbers.get(name, name) for name in names]

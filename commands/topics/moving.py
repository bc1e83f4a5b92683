"""What moves in every text when topics change: names, links, the catalogue; or a refusal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from commands.check.links import links_of
from commands.check.report import count
from commands.check.source import Source
from commands.problem import as_typed
from commands.topics.catalogue_text import CatalogueText
from commands.topics.holdings import KEYS, Holdings, Refused
from commands.topics.lines import names_in, with_links, with_topics
from help_by_topic.catalogue import topics_in
from help_by_topic.filing import by_every_name, topics_named
from help_by_topic.topic import Topic, TopicError, same_name


@dataclass(frozen=True)
class Change:
    """What a change comes to: the new texts by file, what it does, and what the author may look at."""

    texts: Mapping[Path, str]
    did: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moves:
    """How the lines and links of the sources change.

    `named` gives what an article that named a topic so (source, name, topic) shall name; None takes
    the name out. `links` gives new addresses for old ones, both from the root of the site;
    `keeps_rest` says whether what stands behind such an address is there under the new one too.
    """

    named: Callable[[Source, str, Topic], str | None]
    links: Mapping[str, str] = field(default_factory=dict)
    keeps_rest: bool = True


def changed(
    held: Holdings,
    entries: CatalogueText,
    moves: Moves,
    did: str,
    notes: Sequence[str],
    texts: Mapping[Path, str] | None = None,
) -> Change:
    """Return the change with every text that it comes to. Raises Refused where the new catalogue
    would be wrong, or an article would be, that is not yet."""
    after = {**held.texts, **(texts or {})}
    after[held.catalogue] = str(entries)
    for source in held.sources:
        text = after[source.path]
        if any(moves.named(source, *said) != said[0] for said in held.said_in(source)):
            text = with_topics(text, source, _once(held, entries, source, moves.named), KEYS)
        swap = _readdressed(held, moves)
        after[source.path] = with_links(text, source, links_of(source), swap)
    for path in (held.catalogue, held.redirects):
        if path in after:
            after[path] = _with_addresses(after[path], moves.links)
    _refuse_faults(held, after)
    new = {path: text for path, text in after.items() if text != held.texts.get(path, "")}
    files = sum(path in {source.path for source in held.sources} for path in new)
    return Change(new, f"{did}: {count(files, 'text')} changed.", tuple(notes))


def _once(
    held: Holdings,
    entries: CatalogueText,
    source: Source,
    named: Callable[[Source, str, Topic], str | None],
) -> Callable[[str], str | None]:
    """Return what swaps the names of one source, and takes out what would be there twice."""
    names = by_every_name(topics_in(str(entries), held.catalogue))
    seen: set[str] = set()

    def swap(said: str) -> str | None:
        topic = held.names.get(same_name(said))
        new = named(source, said, topic) if topic else said
        if new is None:
            return None
        leads_to = names.get(same_name(new))
        if leads_to and leads_to.slug in seen:
            return None
        seen.update([leads_to.slug] if leads_to else ())
        return new

    return swap


def _readdressed(held: Holdings, moves: Moves) -> Callable[[str], str]:
    host = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|[{|]")
    own = f"{held.addresses.site}/"

    def swap(target: str) -> str:
        if host.match(target) and not target.startswith(own):
            return target
        for old, new in moves.links.items():
            before, found, rest = target.partition(old)
            if found and (not before or before.endswith("/")):
                return f"{before}{new}{rest if moves.keeps_rest else ''}"
        return target

    return swap


def _with_addresses(text: str, links: Mapping[str, str]) -> str:
    """Return a text of TOML with addresses of this site changed where something leads there."""
    for old, new in links.items():
        text = re.sub(
            rf"""(?P<before>(?:\]\(|=[ \t]*["'])(?:\.\./)*/?){re.escape(old)}""",
            lambda match, new=new: match["before"] + new,
            text,
        )
    return text


def _refuse_faults(held: Holdings, after: Mapping[Path, str]) -> None:
    """Raise Refused for what the new texts have wrong and the old ones have not."""
    path = Path(as_typed(held.catalogue.absolute()))
    try:
        topics = topics_in(after[held.catalogue], path)
    except TopicError as error:
        raise Refused("\n".join(error.problems)) from None
    names = by_every_name(topics)
    for source in held.sources:
        if source.kind != "article":
            continue
        text = after[source.path].removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        wrong = topics_named(names_in(replace(source, text=text), KEYS), names)[1]
        before = topics_named(names_in(source, KEYS), held.names)[1]
        if len(wrong) > len(before):
            raise Refused(f"{as_typed(source.path)}: {wrong[0]}")

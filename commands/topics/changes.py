"""The four changes of topics: from what there is to the texts that there shall be, nothing written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from urllib.parse import quote

import tomlkit

from commands.check.links import links_of
from commands.check.report import count
from commands.check.source import Source
from commands.new import slug_of
from commands.problem import as_typed
from commands.topics.catalogue_text import CatalogueText, add_names, drop_names
from commands.topics.holdings import KEYS, Holdings, Refused
from commands.topics.lines import names_in, with_links, with_topics
from help_by_topic.catalogue import topics_in
from help_by_topic.filing import MOST_TOPICS, by_every_name, topics_named
from help_by_topic.topic import Topic, TopicError, same_name

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Change:
    """What a change comes to: the new texts by file, what it does, and what the author may look at."""

    texts: Mapping[Path, str]
    did: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Moves:
    """How the lines and links of the sources change.

    `named` gives what an article that named a topic so (source, name, topic) shall name; None takes
    the name out. `links` gives new addresses for old ones, both from the root of the site;
    `keeps_rest` says whether what stands behind such an address is there under the new one too.
    """

    named: Callable[[Source, str, Topic], str | None]
    links: Mapping[str, str] = field(default_factory=dict)
    keeps_rest: bool = True


# --- The four changes ---------------------------------------------------------------------------


def rename(held: Holdings, old: str, name: str, slug: str = "") -> Change:
    """Give the topic `old` another name, and the address that suits it unless `slug` says which."""
    topic = held.topic(old)
    name, slug = _named(name, slug)
    if (name, slug) == (topic.name, topic.slug):
        raise Refused(f"The topic '{slug}' has this name and this address already.")
    _refuse_taken(held, name, slug, but=topic)

    def change(entry: dict) -> None:
        entry["name"], entry["slug"] = name, slug
        # What people called it is still understood, in front matter and in search.
        add_names(entry, "synonyms", (topic.name, topic.slug))
        drop_names(entry, "was", (slug,))
        if slug != topic.slug:
            add_names(entry, "was", (topic.slug,))

    def named(_source: Source, said: str, found: Topic) -> str | None:
        if found != topic or said == topic.slug:
            return slug if found == topic else said
        is_name = same_name(said) == same_name(topic.name) and "," not in name
        return name if is_name else slug if same_name(said) == same_name(topic.slug) else said

    number = held.topics.index(topic)
    links = {held.addresses.page.format(slug=topic.slug): held.addresses.page.format(slug=slug)}
    notes = []
    if topic.about:
        notes.append(f'inside a sentence it is still called "{topic.about}" (the key about)')
    entries = held.entries().changed(number, change)
    did = f"{topic.slug} is now {slug} ({name})"
    return _changed(held, entries, _Moves(named, links), did, notes)


def merge(held: Holdings, old: str, into: str) -> Change:
    """Let the topic `into` take in all that is filed under `old`, and its names and addresses."""
    gone, kept = held.topic(old), held.topic(into)
    if gone == kept:
        raise Refused(f"'{old}' and '{into}' are one topic, {gone.slug}.")

    def change(entry: dict) -> None:
        add_names(entry, "synonyms", (gone.name, gone.slug, *gone.synonyms))
        add_names(entry, "was", (gone.slug, *gone.was))

    def named(_source: Source, said: str, found: Topic) -> str | None:
        is_synonym = same_name(said) not in (same_name(gone.slug), same_name(gone.name))
        return said if found != gone or is_synonym else kept.slug

    entries = held.entries().changed(held.topics.index(kept), change)
    entries = entries.without(held.topics.index(gone))
    page = held.addresses.page
    links = {page.format(slug=gone.slug): page.format(slug=kept.slug)}
    did = f"{gone.slug} is now part of {kept.slug}"
    notes = [f"the summary and the introduction of {gone.slug} are gone from the catalogue"]
    return _changed(held, entries, _Moves(named, links), did, notes)


def split(
    held: Holdings,
    old: str,
    name: str,
    slug: str = "",
    moved: Sequence[str] = (),
    both: Sequence[str] = (),
    summary: str = "",
) -> Change:
    """Make a new topic behind `old` and file the articles `moved` there instead, `both` there too."""
    topic = held.topic(old)
    name, slug = _named(name, slug)
    _refuse_taken(held, name, slug, but=topic)
    if slug == topic.slug or same_name(name) == same_name(topic.name):
        raise Refused(f"The new topic needs a name other than '{topic.name}'.")
    here = {source.slug: source for source in held.articles_of(topic)}
    for article in (*moved, *both):
        if article not in here:
            raise Refused(
                f"'{article}' is not filed under {topic.slug}. There are: {', '.join(here)}."
            )
    if not moved and not both:
        raise Refused(
            "Say which articles go to the new topic, each with --article (or --both, to have it in "
            f"both). Under {topic.slug} there are: {', '.join(here)}."
        )
    public = {s for s, source in here.items() if held.is_published(source)}
    if public and not public - set(moved):
        raise Refused(
            f"That would leave no article under {topic.slug}. "
            f'To give all of it another name: ./invoke topic.rename {topic.slug} "{name}"'
        )
    for article in both:
        if len(held.topics_of(here[article])) >= MOST_TOPICS:
            raise Refused(
                f"{as_typed(here[article].path)} has {MOST_TOPICS} topics already. "
                "Move it with --article, or take one of its topics out first."
            )
    taken = (name, slug)

    def change(entry: dict) -> None:
        drop_names(entry, "synonyms", taken)
        drop_names(entry, "start_here", moved)

    def named(source: Source, said: str, found: Topic) -> str | None:
        if found != topic:
            return said
        if source.kind == "article" and source.slug in moved:
            return slug
        stays = topic.slug if same_name(said) in map(same_name, taken) else said
        return f"{stays}, {slug}" if source.kind == "article" and source.slug in both else stays

    entry = {"slug": slug, "name": name, "summary": summary, "introduction": ""}
    if first := [article for article in topic.start_here if article in moved]:
        entry["start_here"] = first
    number = held.topics.index(topic)
    entries = held.entries().changed(number, change).inserted_after(number, entry)
    went = count(len({*moved, *both}), "article")
    did = f"{slug} ({name}) is a topic now, with {went} of {topic.slug}"
    notes = ["the new topic needs an introduction" + ("" if summary else " and a summary")]
    if topic.synonyms:
        notes.append(
            f"the synonyms of {topic.slug} stay with it: move those that fit the new topic"
        )
    return _changed(held, entries, _Moves(named), did, notes)


def retire(held: Holdings, old: str, into: str = "") -> Change:
    """Take the topic `old` away. Articles that have no other go to the topic `into`, as do readers
    who come to the old addresses; without it these are sent to the topic index."""
    topic = held.topic(old)
    target = held.topic(into) if into else None
    if target == topic:
        raise Refused(f"{topic.slug} can't go into itself. Name another topic with --into.")
    if len(held.topics) == 1:
        raise Refused(f"{topic.slug} is the only topic. Make another first, with topic.split.")
    alone = [source for source in held.articles_of(topic) if held.topics_of(source) == (topic,)]
    if alone and not target:
        raise Refused(
            f"That would leave {count(len(alone), 'article')} without a topic: "
            f"{', '.join(source.slug for source in alone)}. Say where they go with --into TOPIC."
        )
    without = {source.path for source in held.sources if held.topics_of(source) == (topic,)}

    def named(source: Source, said: str, found: Topic) -> str | None:
        if found != topic:
            return said
        return target.slug if target and source.path in without else None

    page, feed, index = held.addresses.page, held.addresses.feed, held.addresses.index
    entries = held.entries()
    texts = {}
    if target:
        links = {page.format(slug=topic.slug): page.format(slug=target.slug)}
        entries = entries.changed(
            held.topics.index(target), lambda e: add_names(e, "was", (topic.slug, *topic.was))
        )
    else:
        links = {feed.format(slug=topic.slug): held.addresses.site_feed} if feed else {}
        links[page.format(slug=topic.slug)] = index
        texts = {held.redirects: _led_away(held, topic)}
    entries = entries.without(held.topics.index(topic))
    to = target.slug if target else f"/{index}"
    did = f"{topic.slug} is retired; its addresses lead to {to}"
    notes = [f"the summary and the introduction of {topic.slug} are gone from the catalogue"]
    return _changed(held, entries, _Moves(named, links, bool(target)), did, notes, texts)


# --- What all of them need ------------------------------------------------------------------------


def _named(name: str, slug: str) -> tuple[str, str]:
    """Return a topic's name and slug from what an author said; a name may be given as a slug."""
    name = " ".join(name.split())
    if "-" in name and _SLUG.fullmatch(name):
        words = name.replace("-", " ")
        slug, name = slug or name, words[:1].upper() + words[1:]
    slug = slug or slug_of(name)
    if not name or not _SLUG.fullmatch(slug):
        raise Refused(
            f"'{slug or name}' can't be an address. Give one with --slug, of lower-case letters, "
            "digits and single hyphens."
        )
    if "<" in name:
        raise Refused(f"'{name}' has a '<' in it. A topic's name is plain words.")
    return name, slug


def _refuse_taken(held: Holdings, name: str, slug: str, but: Topic) -> None:
    for said in (slug, name):
        other = held.names.get(same_name(said))
        if other and other != but:
            raise Refused(
                f"'{said}' is the topic {other.slug} already. Choose another name, or bring the "
                f"two together: ./invoke topic.merge {but.slug} {other.slug}"
            )
    for other in held.topics:
        if slug in other.was and other != but:
            raise Refused(
                f"/{held.addresses.page.format(slug=slug)} leads to {other.slug}, which had this "
                "address before. Choose another with --slug."
            )
    address = f"/{held.addresses.page.format(slug=slug)}"
    if address in _redirects(held):
        where = as_typed(held.redirects)
        raise Refused(f"{where} leads {address} elsewhere. Take that line out first.")


def _redirects(held: Holdings) -> dict:
    try:
        return tomllib.loads(held.texts.get(held.redirects, "").removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{as_typed(held.redirects)}: {error}. Mend this line's TOML.") from None


def _led_away(held: Holdings, topic: Topic) -> str:
    """Return redirects.toml with every address of a topic that goes led to the index of topics."""
    addresses, index = held.addresses, f"/{held.addresses.index}"
    published = sum(map(held.is_published, held.articles_of(topic)))
    to: dict[str, str] = {}
    for slug in (topic.slug, *topic.was):
        if slug.startswith("/"):
            to[slug] = index
            continue
        page = f"/{addresses.page.format(slug=slug)}"
        to[page] = index
        for number in range(2, ceil(published / addresses.a_page) + 1):
            to[f"{page}page/{number}/"] = index
        if addresses.feed and addresses.site_feed:
            to[f"/{addresses.feed.format(slug=slug)}"] = f"/{addresses.site_feed}"
    if addresses.labels:
        for name in (topic.name, *topic.synonyms):
            to[f"/search/label/{quote(name)}"] = index
    there = _redirects(held)
    text = held.texts.get(held.redirects, "")
    document = tomlkit.parse(text)
    for old, new in to.items():
        if old not in there:
            document.add(old, new)
    return tomlkit.dumps(document)


def _changed(
    held: Holdings,
    entries: CatalogueText,
    moves: _Moves,
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
    changed = {path: text for path, text in after.items() if text != held.texts.get(path, "")}
    files = sum(path in {source.path for source in held.sources} for path in changed)
    return Change(changed, f"{did}: {count(files, 'text')} changed.", tuple(notes))


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


def _readdressed(held: Holdings, moves: _Moves) -> Callable[[str], str]:
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

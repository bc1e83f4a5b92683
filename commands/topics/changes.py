"""The four changes of topics: from what there is to the texts that there shall be, nothing written."""

from __future__ import annotations

from collections.abc import Sequence

from commands.check.report import count
from commands.check.source import Source
from commands.problem import as_typed
from commands.topics.catalogue_text import add_names, drop_names
from commands.topics.holdings import Holdings, Refused
from commands.topics.moving import Change, Moves, changed
from commands.topics.naming import name_and_slug, refuse_taken
from commands.topics.redirects import led_away
from help_by_topic.filing import MOST_TOPICS
from help_by_topic.topic import Topic, same_name


def rename(held: Holdings, old: str, name: str, slug: str = "") -> Change:
    """Give the topic `old` another name, and the address that suits it unless `slug` says which."""
    topic = held.topic(old)
    name, slug = name_and_slug(name, slug)
    if (name, slug) == (topic.name, topic.slug):
        raise Refused(f"The topic '{slug}' has this name and this address already.")
    refuse_taken(held, name, slug, but=topic)

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
    return changed(held, entries, Moves(named, links), did, notes)


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
    return changed(held, entries, Moves(named, links), did, notes)


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
    name, slug = name_and_slug(name, slug)
    refuse_taken(held, name, slug, but=topic)
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
    return changed(held, entries, Moves(named), did, notes)


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
        texts = {held.redirects: led_away(held, topic)}
    entries = entries.without(held.topics.index(topic))
    to = target.slug if target else f"/{index}"
    did = f"{topic.slug} is retired; its addresses lead to {to}"
    notes = [f"the summary and the introduction of {topic.slug} are gone from the catalogue"]
    return changed(held, entries, Moves(named, links, bool(target)), did, notes, texts)

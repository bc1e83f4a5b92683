"""Where the addresses of a topic that goes lead: lines of content/redirects.toml."""

from __future__ import annotations

import tomllib
from math import ceil
from urllib.parse import quote

import tomlkit

from commands.problem import as_typed
from commands.topics.holdings import Holdings, Refused
from help_by_topic.topic import Topic


def redirects_of(held: Holdings) -> dict:
    """Return what redirects.toml says. Raises Refused where it is not TOML."""
    try:
        return tomllib.loads(held.texts.get(held.redirects, "").removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{as_typed(held.redirects)}: {error}. Mend this line's TOML.") from None


def led_away(held: Holdings, topic: Topic) -> str:
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
    there = redirects_of(held)
    text = held.texts.get(held.redirects, "")
    document = tomlkit.parse(text)
    for old, new in to.items():
        if old not in there:
            document.add(old, new)
    return tomlkit.dumps(document)

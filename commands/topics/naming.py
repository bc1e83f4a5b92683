"""The name and the address that a topic is to have: what an author said, and who has it already."""

from __future__ import annotations

import re

from commands.new import slug_of
from commands.problem import as_typed, why_no_text
from commands.topics.holdings import Holdings, Refused
from commands.topics.redirects import redirects_of
from help_by_topic.topic import Topic, same_name

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def name_and_slug(name: str, slug: str) -> tuple[str, str]:
    """Return a topic's name and slug from what an author said; a name may be given as a slug."""
    name = " ".join(name.split())
    if why := why_no_text(name):
        raise Refused(why)
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


def refuse_taken(held: Holdings, name: str, slug: str, but: Topic) -> None:
    """Raise Refused where a topic other than `but`, or a redirect, has the name or the address."""
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
    if address in redirects_of(held):
        where = as_typed(held.redirects)
        raise Refused(f"{where} leads {address} elsewhere. Take that line out first.")

"""What is wrong with topics.toml, and with what articles say of topics, tags and each other."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from commands.check.rules import Rules
from commands.check.source import Field, Source
from commands.problem import WARNING, Problem, as_typed, from_sentence


def check_topics(sources: Sequence[Source], rules: Rules) -> Iterator[Problem]:
    """Yield the faults of the catalogue, else what articles say that it does not know.

    A site without a catalogue has other topics, and nothing to check here.
    """
    # A plugin's modules: found where the task or the build put the folder of plugins on the path.
    from help_by_topic.catalogue import faults_of_start_here, read_catalogue
    from help_by_topic.filing import by_every_name, split_names, topics_named
    from help_by_topic.topic import TopicError

    path = Path(as_typed((rules.content / "topics.toml").absolute()))
    if path.is_symlink() and not path.exists():
        what = f"this symbolic link leads to {os.readlink(path)}, which does not exist."
        yield Problem(str(path), 1, what, "Put the file itself here.")
        return
    if not path.exists():
        return
    try:
        topics = read_catalogue(path)
    except TopicError as error:
        yield from map(from_sentence, error.problems)
        return
    names = by_every_name(topics)
    filed: dict[str, list[str]] = {topic.slug: [] for topic in topics}
    good = True
    for source in sources:
        field = source.field("topics")
        if field is None or not field.value or source.value("status").lower() == "skip":
            continue
        named, wrong = topics_named(split_names(field.value.split("\n")), names)
        for topic in named:
            filed[topic.slug].append(source.slug)
        if not wrong and len(split_names(field.value.split("\n"))) > len(named):
            what = f"this line names a topic twice ({', '.join(topic.slug for topic in named)})."
            yield source.problem(field.line, what, "Name each once.", WARNING)
        for what in wrong:
            good = False
            yield source.problem(field.line, what, "")
    if good:
        yield from map(from_sentence, faults_of_start_here(path, topics, filed))


def check_related(sources: Sequence[Source], rules: Rules) -> Iterator[Problem]:
    """Yield each slug in a Related line that is no article, the article itself, or not published."""
    from help_by_topic.filing import split_names
    from help_by_topic.topic import did_you_mean

    statuses = {source.slug: source.status(rules.now) for source in sources}
    known = {slug for slug, status in statuses.items() if status != "skip"}
    for source in sources:
        field = source.field("related")
        slugs = split_names(field.value.split("\n")) if field else ()
        for slug in dict.fromkeys(slugs):
            if slugs.count(slug) > 1:
                what = f"'{slug[:100]}' stands twice in this line."
                yield source.problem(field.line, what, "Keep one of the two.", WARNING)
            if slug == source.slug:
                cure = f"Take '{slug}' out of this line."
                yield source.problem(field.line, "the article names itself.", cure)
            elif slug not in known:
                cure = f"Name an article by its slug.{did_you_mean(slug, sorted(known))}"
                yield source.problem(field.line, f"there is no article '{slug[:100]}'.", cure)
            elif statuses[slug] != "published" and source.status(rules.now) == "published":
                what = f"'{slug}' is not published ({statuses[slug]}): it will not be shown."
                yield source.problem(field.line, what, "Nothing to do if it will be.", WARNING)


def check_labels(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield tags and authors that can have no address, and tags written in two ways."""
    from pelican.settings import DEFAULT_CONFIG
    from pelican.utils import slugify

    first: dict[str, tuple[str, Source]] = {}
    for source in sources:
        for field in map(source.field, ("tags", "author", "authors")):
            for label in _labels(field) if field else ():
                if not slugify(label, DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"]):
                    what = f"'{label[:60]}' has no letter that an address could be made of."
                    yield source.problem(field.line, what, "Take it out, or write it in letters.")
                elif field.key == "tags":
                    yield from _written_otherwise(source, field, label, first)


def _labels(field: Field) -> list[str]:
    """Return the tags or names of a field as Pelican takes them; Author is one, whatever is in it."""
    from pelican.readers import ensure_metadata_list

    if field.key == "author":
        return [field.value] if field.value else []
    return ensure_metadata_list(field.value)


def _written_otherwise(
    source: Source, field: Field, tag: str, first: dict[str, tuple[str, Source]]
) -> Iterator[Problem]:
    key = re.sub(r"[\W_]+", "", tag).casefold()
    spelt, other = first.setdefault(key, (tag, source))
    if key and spelt != tag:
        what = f"the tag '{tag[:60]}' is '{spelt[:60]}' in {as_typed(other.path)}."
        yield source.problem(field.line, what, "Write both alike.", WARNING)

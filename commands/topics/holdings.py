"""What a change of topics starts from: the catalogue, every text that may name a topic, addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from commands.check.characters import decode
from commands.check.rules import Rules, rules_of
from commands.check.source import Source
from commands.check.sources import read_sources
from commands.problem import ERROR, as_typed
from commands.topics.catalogue_text import CatalogueText, parted
from commands.topics.lines import names_in
from help_by_topic.catalogue import topics_in
from help_by_topic.filing import by_every_name
from help_by_topic.topic import Topic, TopicError, did_you_mean, same_name

KEYS = ("topics", "topic")  # the lines that name topics: an article has the first


class Refused(Exception):
    """The change can't be made so; the text says why and what to do."""


@dataclass(frozen=True)
class Addresses:
    """The addresses that the site's settings give to topics, as patterns with {slug}; `site` is the
    whole address of the site, without a slash at its end."""

    site: str
    page: str
    feed: str
    index: str
    site_feed: str
    labels: bool  # whether old addresses of Blogger's labels are answered
    a_page: int  # how many articles stand on one page of a topic


@dataclass(frozen=True)
class Holdings:
    """Everything that a change of topics reads.

    `texts` has what each file holds, by its path, with line ends and byte-order mark as they are;
    `sources` are the Markdown files among them, of which `kind` tells the articles.
    """

    rules: Rules
    addresses: Addresses
    catalogue: Path
    topics: tuple[Topic, ...]
    sources: tuple[Source, ...]
    texts: Mapping[Path, str]

    @cached_property
    def names(self) -> dict[str, Topic]:
        return by_every_name(self.topics)

    @property
    def redirects(self) -> Path:
        return self.rules.content / "redirects.toml"

    def topic(self, name: str) -> Topic:
        """Return the topic with this slug, name or synonym. Raises Refused where there is none."""
        topic = self.names.get(same_name(name))
        if topic is None:
            slugs = [topic.slug for topic in self.topics]
            meant = did_you_mean(name, slugs)
            raise Refused(f"There is no topic '{name}'.{meant} There are: {', '.join(slugs)}.")
        return topic

    def articles_of(self, topic: Topic) -> list[Source]:
        """Return the articles of a topic, drafts too, in the order of their files."""
        return [s for s in self.sources if s.kind == "article" and topic in self.topics_of(s)]

    def topics_of(self, source: Source) -> tuple[Topic, ...]:
        """Return the topics that a source names, each once."""
        return tuple(dict.fromkeys(topic for _, topic in self.said_in(source)))

    def said_in(self, source: Source) -> list[tuple[str, Topic]]:
        """Return each name in a source that leads to a topic, as it is written, and that topic."""
        found = ((name, self.names.get(same_name(name))) for name in names_in(source, KEYS))
        return [(name, topic) for name, topic in found if topic]

    def is_published(self, source: Source) -> bool:
        return source.status(self.rules.now) == "published"

    def entries(self) -> CatalogueText:
        """Return the catalogue in its parts. Raises Refused where it can't be taken apart."""
        text = parted(self.texts[self.catalogue], len(self.topics))
        if text is None:
            what = "is not written with a line [[topic]] before each topic, so it can't be changed."
            raise Refused(f"{as_typed(self.catalogue)} {what} Change it by hand.")
        return text


def read_holdings(settings: Mapping[str, Any]) -> Holdings:
    """Return what the site of Pelican's `settings` holds.

    Raises Refused where a file can't be read: it may name the topic that changes.
    """
    rules = rules_of(settings)
    sources, problems = read_sources(rules)
    for problem in problems:
        if problem.severity == ERROR:
            raise Refused(f"{problem} It may name the topic, so nothing was changed.")
    catalogue = rules.content / settings.get("TOPIC_CATALOGUE", "topics.toml")
    if not catalogue.is_file():
        raise Refused(
            f"There is no {as_typed(catalogue)}: this site takes its topics from elsewhere."
        )
    texts = {path: _text(path) for path in (*(s.path for s in sources), catalogue)}
    sources += _others(rules.content, texts)
    if (redirects := rules.content / "redirects.toml").is_file():
        texts[redirects] = _text(redirects)
    try:
        topics = topics_in(texts[catalogue], Path(as_typed(catalogue.absolute())))
    except TopicError as error:
        raise Refused("\n".join(error.problems)) from None
    return Holdings(rules, _addresses(settings), catalogue, topics, tuple(sources), texts)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{as_typed(path)} is not UTF-8. Save it again with that encoding.") from None


def _others(content: Path, texts: dict[Path, str]) -> Iterator[Source]:
    """Yield what else names topics below the folder of the sources: the texts of other plugins."""
    for path in sorted(content.rglob("*.md")):
        if path in texts or not path.is_file() or path.is_symlink():
            continue
        raw = path.read_bytes()
        text, fault = decode(raw)
        source = Source(path, "other", text)
        if not fault and names_in(source, KEYS):
            texts[path] = raw.decode("utf-8")
            yield source


def _addresses(settings: Mapping[str, Any]) -> Addresses:
    from help_by_topic.generator import DEFAULTS, TOPICS_A_PAGE

    def said(name: str) -> str:
        return settings.get(name, DEFAULTS[name]) or ""

    return Addresses(
        site=settings.get("SITE_ADDRESS", settings.get("SITEURL", "")).rstrip("/"),
        page=said("TOPIC_URL"),
        feed=said("TOPIC_FEED_ATOM"),
        index=said("TOPIC_INDEX_URL"),
        site_feed=settings.get("FEED_ALL_ATOM_URL") or settings.get("FEED_ALL_ATOM") or "",
        labels=bool(settings.get("OLD_BLOGGER_ADDRESSES")),
        a_page=settings.get("PAGINATED_TEMPLATES", {}).get("topic") or TOPICS_A_PAGE,
    )

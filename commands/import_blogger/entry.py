"""The words of an export, free of XML: an entry is a post, a page, a comment, or what is neither."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What an entry is."""

    POST = "post"
    PAGE = "page"
    COMMENT = "comment"
    TEMPLATE = "template"
    SETTING = "setting"
    UNKNOWN = "unknown"


class State(StrEnum):
    """Who could see it on the blog; OTHER stands for a word that Blogger may invent later."""

    LIVE = "live"
    DRAFT = "draft"
    TRASHED = "trashed"
    SPAM = "spam"
    PENDING = "awaiting moderation"
    REMOVED = "removed"
    OTHER = "other"


@dataclass(frozen=True)
class Person:
    """Who wrote an entry. There is no e-mail address here, so that none can get out."""

    name: str = ""
    uri: str = ""
    is_member: bool = False  # signed in at Blogger, so that nobody else has this `uri`

    @property
    def shown(self) -> str:
        """The name as Blogger shows it: it has none for a deleted profile and for a stranger."""
        return self.name or ("Unknown" if self.is_member else "Anonymous")


@dataclass(frozen=True)
class Entry:
    """One entry of an export; every text may be hostile, and any may be missing.

    `number` counts from 1 in the order of the file. `path` is the old address without its host,
    such as /2016/03/name.html. `parent` is the id of the post that a comment stands under, and
    `answers` that of the comment it answers. `published` and `updated` have a time zone, or are None.
    """

    number: int
    line: int
    id: str
    kind: Kind
    state: State = State.LIVE
    title: str = ""
    html: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    author: Person = field(default_factory=Person)
    labels: tuple[str, ...] = ()
    path: str = ""
    description: str = ""
    parent: str = ""
    answers: str = ""
    related: tuple[str, ...] = ()  # the post's "link field", and what is enclosed (podcasts)
    replies: int | None = None  # how many comments the blog counted
    place: str = ""
    odd: tuple[str, ...] = ()  # a sentence for each thing that could not be taken as it stood

    @property
    def key(self) -> str:
        """The last part of the id, which is the entry's own: a number, in what Blogger writes."""
        return self.id.rpartition("post-")[2] or self.id

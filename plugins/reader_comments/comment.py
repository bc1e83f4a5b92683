"""The words: a submission is what a file says, a comment what readers see of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from .problem import Problem


@dataclass(frozen=True)
class Comment:
    """What one reader said. `author` and `website` (or "") hold nothing that could be markup.

    `was` is another anchor, which the comment had on an older site, or "".
    """

    id: str
    author: str
    date: datetime
    website: str
    html: Markup
    by_site_author: bool
    was: str = ""

    @property
    def anchor(self) -> str:
        """The fragment of the comment's own address: `article.url#anchor`."""
        return f"comment-{self.id}"


@dataclass(frozen=True)
class Thread:
    """A comment and everything that answers it, or answers an answer, by date."""

    comment: Comment
    replies: tuple[Comment, ...] = ()


@dataclass(frozen=True)
class Discussion:
    """All that readers said about one article, by date."""

    threads: tuple[Thread, ...]

    @property
    def count(self) -> int:
        """How many comments there are, replies included."""
        return sum(1 + len(thread.replies) for thread in self.threads)


@dataclass(frozen=True)
class Submission:
    """What one file says. `comment` is None while it is pending, or where there are `problems`.

    The id is there even then: what answers a faulty comment has no fault for that.
    """

    id: str
    file: str
    id_line: int = 1
    parent: str = ""
    parent_line: int = 1
    pending: bool = False
    comment: Comment | None = None
    problems: tuple[Problem, ...] = ()

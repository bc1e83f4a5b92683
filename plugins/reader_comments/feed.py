"""Comments as the items of a feed, in the shape in which Pelican's writer takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from markupsafe import escape

from .comment import Comment, Discussion

REFERENCE = "?ref=feed"


class Article(Protocol):
    """What the feed asks of an article; the title is HTML, as in Pelican."""

    title: str
    url: str


@dataclass(frozen=True)
class FeedItem:
    """One comment: `title` is HTML, of which the writer takes the words; `url` has the anchor."""

    title: str
    url: str
    date: datetime
    author: str
    summary: str

    def get_content(self, _siteurl: str) -> str:
        """Return the comment as HTML; all its addresses are whole, whatever the site's is."""
        return self.summary


def feed_items(
    discussions: Mapping[Article, Discussion], title: str = "{author} on {title}"
) -> tuple[FeedItem, ...]:
    """Return an item for each comment, newest first, by address where dates are equal.

    `title` is how to word an item's title, of `{author}` and the article's `{title}`.
    """
    items = [
        _item(article, comment, title)
        for article, discussion in discussions.items()
        for comment in _comments(discussion)
    ]
    by_address = sorted(items, key=lambda item: item.url)
    return tuple(sorted(by_address, key=lambda item: item.date, reverse=True))


def _comments(discussion: Discussion) -> Iterable[Comment]:
    for thread in discussion.threads:
        yield thread.comment
        yield from thread.replies


def _item(article: Article, comment: Comment, title: str) -> FeedItem:
    return FeedItem(
        title=title.format(author=escape(comment.author), title=article.title),
        url=f"{article.url}#{comment.anchor}",
        date=comment.date,
        author=comment.author,
        # A plain str: Markup escapes what XML writers replace in it, a second time.
        summary=str.__str__(comment.html),
    )


def with_reference_before_anchor(entry: Mapping) -> dict:
    """Return the `entry` of a feed with the mark of FEED_APPEND_REF where it belongs.

    Pelican puts it at the very end, where a browser takes it for a part of the anchor, and the
    entry's id would change with the setting.
    """
    page, anchor = entry["link"].removesuffix(REFERENCE).split("#")
    unique_id = entry["unique_id"].removesuffix(REFERENCE)
    return {**entry, "link": f"{page}{REFERENCE}#{anchor}", "unique_id": unique_id}

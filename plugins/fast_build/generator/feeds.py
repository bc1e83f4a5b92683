"""Feeds that stand as making them anew would leave them.

Pelican makes all feeds in one way, and reads the same of each article that is in one: it is noted as
what a template reads of a page is. What is made of something else, such as a text with links, is made
each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, cached_property
from types import SimpleNamespace
from typing import Any

import feedgenerator
import pelican.writers
from jinja2.utils import missing
from pelican.plugins import signals
from pelican.writers import Writer

from ..kept_pages import TEXT
from ..replacing import are_from

FEED = SimpleNamespace(name="Pelican’s feed", globals={})  # stands for a template
OF_ARTICLES = ("title", "url", TEXT, "summary", "category", "tags", "author", "date", "modified")
_OF_CONTEXT = ("SITEURL", "SITENAME", "SITESUBTITLE", "FEED_DOMAIN")
_OF_SETTINGS = ("FEED_MAX_ITEMS", "FEED_APPEND_REF", "RSS_FEED_SUMMARY_ONLY", "TIMEZONE")
_MADE_BY = ("write_feed", "_create_new_feed", "_add_item_to_the_feed")


def what_makes_feed(
    settings: Mapping[str, Any], context: Mapping[str, Any], shown: tuple, how: tuple
) -> dict[str, Any]:
    """Return what a feed is made of besides its articles: those that are `shown`, and `how`, which
    is all else that `write_feed` is given."""
    of_settings = tuple([settings.get(name, missing) for name in _OF_SETTINGS])
    of_context = {name: context.get(name, missing) for name in _OF_CONTEXT}
    return {**of_context, "articles": shown, "how": (*how, of_settings)}


def may_be_left() -> bool:
    """Return whether feeds are made in Pelican's own way, and nobody asks to be told of them."""
    heard = signals.feed_generated.receivers or signals.feed_written.receivers
    return not heard and _is_stock()


@cache
def _is_stock() -> bool:
    made_by = (getattr(Writer, name) for name in _MADE_BY)
    kinds = (pelican.writers.Atom1Feed, pelican.writers.Rss201rev2Feed)
    return kinds == (feedgenerator.Atom1Feed, feedgenerator.Rss201rev2Feed) and are_from(
        made_by, pelican.writers.__file__
    )


class FeedWhenUsed:
    """Stands for a feed that has not been made, and makes it when it is asked for something."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Any:
        return self._make()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)

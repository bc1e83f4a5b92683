"""The same bytes from the same sources, whenever and wherever they are built.

- "Now" is one moment for the whole build: `SOURCE_DATE_EPOCH` (seconds since 1970, UTC) where it is
  set, the time at which the build began elsewhere. Articles dated later are scheduled: they become
  drafts, as with Pelican's own `WITH_FUTURE_DATES = False`, which only knows the clock on the wall.
- pelican-sitemap dates every page that is no article with the time of the build. Here they bear
  the date of the newest change to an article.
- A feed or a site without any article, which would bear the time of the build, bears the beginning
  of all dates.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals

_BEGINNING = datetime.fromtimestamp(0, UTC)
_now = datetime.now(UTC)


def now() -> datetime:
    """Return the moment that this build takes for now, in UTC."""
    return _now


def register() -> None:
    """Make a Pelican run reproducible."""
    signals.initialized.connect(_set_now)
    signals.content_object_init.connect(_hold_back)
    signals.all_generators_finalized.connect(_date_the_sitemap)
    signals.feed_generated.connect(_date_an_empty_feed)


def _set_now(pelican) -> None:
    global _now
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    _now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def _hold_back(content) -> None:
    if isinstance(content, Article) and getattr(content, "date", _now) > _now:
        content.status = "draft"


def _date_the_sitemap(generators) -> None:
    sitemap = sys.modules.get("pelican.plugins.sitemap.sitemap")
    articles = next(g for g in generators if isinstance(g, ArticlesGenerator)).articles
    changes = [getattr(article, "modified", article.date) for article in articles]
    if sitemap:
        sitemap.generator.now = max(changes, default=_BEGINNING).astimezone(UTC)


def _date_an_empty_feed(_context, feed) -> None:
    if not feed.items:
        feed.latest_post_date = lambda: _BEGINNING

"""What Pelican's feeds lack: an id of their own each, and a look for the person who opens one.

- Pelican gives every feed of a site the address of the site for an id, so that a reader program
  that follows two of them can't tell them apart. Here a feed's id is its own address.
- An article whose front matter has an `Id:` keeps it in every feed: it came from another site, and who
  subscribed to that has seen it.
- `FEED_STYLESHEET` names a stylesheet among the theme's static files, which hashed_assets publishes.
  Browsers are dropping XSLT, so it is CSS: what that can't do, such as making links, it leaves.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pelican.plugins import signals
from pelican.utils import get_relative_path, path_to_url


def register() -> None:
    """Tidy each feed of a Pelican run."""
    signals.feed_generated.connect(_give_id)
    signals.feed_generated.connect(_keep_ids)
    signals.feed_written.connect(_add_stylesheet)


def _give_id(_context, feed) -> None:
    feed.feed["id"] = feed.feed["feed_url"]


def _keep_ids(context, feed) -> None:
    kept = {
        article.url: article.metadata["id"]
        for article in context.get("articles", ())
        if article.metadata.get("id")
    }
    for item in feed.items if kept else ():
        # As Pelican made the link; an article's url has no slash before it.
        url = urlsplit(item["link"]).path.lstrip("/")
        path = urlsplit(context.get("SITEURL", "")).path.strip("/")
        own = url.removeprefix(f"{path}/") if path else url
        if own in kept and not urlsplit(item["link"]).fragment:
            item["unique_id"] = kept[own]


def _add_stylesheet(path: str, context, feed) -> None:
    stylesheet = context.get("FEED_STYLESHEET")
    if not stylesheet:
        return
    file = Path(path)
    name = file.relative_to(context["OUTPUT_PATH"]).as_posix()
    href = f"{path_to_url(get_relative_path(name))}/{context['JINJA_GLOBALS']['asset'](stylesheet)}"
    declaration, end, rest = file.read_text(encoding="utf-8").partition("?>")
    instruction = f'\n<?xml-stylesheet type="text/css" href="{href}"?>'
    file.write_text(f"{declaration}{end}{instruction}{rest}", encoding="utf-8")

"""The desk: what there is to do on this site, as a page of the preview.

What is wrong comes from the last build, how the collection stands from `./invoke status`; here it
only gets links into the preview, and is laid out (desk.html).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from commands.check.rules import rules_of
from commands.check.sources import read_sources
from commands.serve.edits import last_edits
from commands.serve.preview import Preview, Status
from commands.status import standing_of

RECENT = 10
# The page of the theme in which the desk stands, and what of it the desk takes the place of.
FRAME = "desk/index.html"
_BEGIN, _END = '<div id="desk">', "</div>"


def desk(preview: Preview, settings_file: Path) -> str:
    """Return the page as HTML. Raises FileNotFoundError where the preview has no frame for it."""
    frame = (preview.folder / FRAME).read_text(encoding="utf-8")
    before, begin, rest = frame.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    return f"{before}{begin}{_laid_out(preview.status, settings_file, preview.root)}{end}{after}"


def address_of(page: str) -> str:
    """Return the address of a page by its path: "help/index.html" is at "/help/"."""
    return "/" + page.removesuffix("index.html")


def _laid_out(status: Status, settings_file: Path, root: Path) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("desk.html")
    return template.render(
        fault=status.fault,
        addresses={source: address_of(page) for page, source in status.sources.items()},
        problems=[
            (path, list(same)) for path, same in groupby(status.problems, lambda p: p["path"])
        ],
        **_standing(settings_file, root),
    )


def _standing(settings_file: Path, root: Path) -> Mapping[str, Any]:
    """Return how the sources stand now, and those edited last."""
    from pelican.settings import read_settings

    from help_by_topic.catalogue import read_catalogue
    from help_by_topic.topic import TopicError

    rules = rules_of(read_settings(str(settings_file)))
    sources, _ = read_sources(rules)
    try:
        topics = read_catalogue(rules.content / "topics.toml")
    except (TopicError, FileNotFoundError):  # the build has said what is wrong with it
        topics = ()
    by_path = {source.path: source for source in sources}
    edits = last_edits(by_path, root)
    recent = sorted(edits, key=lambda path: (edits[path], path), reverse=True)[:RECENT]
    return {
        "standing": standing_of(sources, topics, rules),
        "recent": [
            {
                "path": path.relative_to(root).as_posix(),
                "title": by_path[path].value("title") or path.name,
                "when": _ago(rules.now, edits[path]),
            }
            for path in recent
        ],
    }


def _ago(now: datetime, then: datetime) -> str:
    """Return how long ago something was: "just now", "5 minutes ago", and after a day the day."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} minute{'s' * (minutes > 1)} ago"
    if minutes < 24 * 60:
        return f"{minutes // 60} hour{'s' * (minutes >= 120)} ago"
    return f"{then:%Y-%m-%d}"

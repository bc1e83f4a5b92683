"""What the checks of the sources have to know of the site's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from commands.moment import now


@dataclass(frozen=True)
class Rules:
    """How this site reads its sources.

    `content` is the folder of the sources; `templates` the names of the theme's templates, or None
    where they are not known; `drafts_are_written` is true for the preview; `now` is the moment that
    decides what is scheduled, and has a time zone, that of the site; `markdown` holds Pelican's
    setting of this name.
    """

    content: Path
    templates: frozenset[str] | None = None
    drafts_are_written: bool = False
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    markdown: Mapping[str, Any] = field(default_factory=dict)


class UnknownTimeZone(ValueError):
    """A site has no such time zone; `problems` says what to do."""

    def __init__(self, name: str) -> None:
        cure = 'Write one such as "Europe/Berlin" in pelicanconf.py.'
        self.problems = (f"The setting TIMEZONE is {name!r}, which is no time zone. {cure}",)
        super().__init__(*self.problems)


def rules_of(settings: Mapping[str, Any]) -> Rules:
    """Return the rules of the site that Pelican's `settings` describe. Raises UnknownTimeZone."""
    try:
        zone = ZoneInfo(settings["TIMEZONE"])
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of them, as "Europe"
        raise UnknownTimeZone(settings["TIMEZONE"]) from None
    theme = Path(settings["THEME"]) / "templates"
    return Rules(
        content=Path(settings["PATH"]),
        templates=frozenset(path.relative_to(theme).as_posix() for path in theme.rglob("*.html")),
        drafts_are_written=bool(settings["DRAFT_SAVE_AS"]),
        now=datetime.fromtimestamp(now(), zone),
        markdown=settings["MARKDOWN"],
    )

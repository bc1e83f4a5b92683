"""What an author says beside the file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wishes:
    """The old site's address, which of several blogs is meant, and the time zone that it was written
    in, each "" where the export tells; and whether this is only a trial."""

    old_site: str = ""
    blog: str = ""
    time_zone: str = ""
    dry_run: bool = False

"""How long a publish waits for a server that does nothing more.

rclone tries each file again, and then the next one: with a thousand files and a server that has gone
away it would go on for hours.
"""

from __future__ import annotations

from collections.abc import Mapping

_FINISHED = ("transfers", "checks", "deletes", "listed")


class Waiting:
    """Is over when nothing was finished for LONGEST seconds."""

    LONGEST = 30

    def __init__(self, now: float) -> None:
        self._since = now
        self._finished, self._sent, self._errors = 0, 0, 0

    def look(self, stats: Mapping[str, float], now: float) -> None:
        """Take note of the statistics that rclone reports at the time `now`, in seconds.

        Bytes of a large file count as long as nothing has failed since a file was finished: those of
        files that are tried over and over are reported as well, and nobody receives them.
        """
        finished = sum(stats.get(name, 0) for name in _FINISHED)
        sent, errors = stats.get("bytes", 0), stats.get("errors", 0)
        if finished != self._finished:
            self._finished, self._errors, self._since = finished, errors, now
        elif sent > self._sent and errors <= self._errors:
            self._since = now
        self._sent = max(sent, self._sent)

    def is_over(self, now: float) -> bool:
        """Return whether nothing was finished for too long at the time `now`."""
        return now - self._since >= self.LONGEST

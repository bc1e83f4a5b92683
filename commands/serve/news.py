"""What an open page is told after each build."""

from __future__ import annotations

from typing import Any

from commands.problem import ERROR

from .preview import Status

_MOST = 50  # problems; who mends these sees the rest


def news_of(status: Status, source: str) -> dict[str, Any]:
    """Return the news for the page made from the file `source` (empty where it is made from none).

    `build` is the one that this page is from; `fault` what the build since then printed when it failed;
    `problems` those of this source, and where the build failed every error, this source's first;
    `waiting` how many problems there are in all.
    """
    own = [problem for problem in status.problems if source and problem["path"] == source]
    errors = [problem for problem in status.problems if problem["severity"] == ERROR]
    others = [problem for problem in errors if problem not in own] if status.fault else []
    return {
        "build": status.version(source),
        "fault": status.fault,
        "problems": [*own, *others][:_MOST],
        "waiting": len(status.problems),
    }

"""What this site is made of, so that a build of what has not changed ends before it begins.

The launcher asks before it starts anything else, `build` asks again: `fast_build.unchanged` knows
how to tell. Imports next to nothing, for the launcher's sake.
"""

from __future__ import annotations

import os
import sys
import time

from commands.moment import now
from fast_build.unchanged import Built, all_below, first_after, packages, still_good

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

FOLDERS = ("content", "theme", "plugins", "commands")
ENDINGS = (".py", ".toml", ".txt")  # of files beside them
VARIABLES = ("SITEURL", "SITE_HOSTS", "SITE_POLICY_IN_PAGES", "SOURCE_DATE_EPOCH")


def words_of(settings_file: str, prefix: str = sys.prefix) -> list[str]:
    """Return what decides a build besides files: settings, variables, the day, and what is installed
    in the environment at `prefix`."""
    day = time.strftime("%Y-%m-%d", time.gmtime(now()))
    variables = [f"{name}={os.environ.get(name)}" for name in VARIABLES]
    beside = " ".join(_beside(os.path.dirname(os.path.abspath(settings_file))))
    return [os.path.abspath(settings_file), beside, day, packages(prefix), *variables]


def paths_of(settings_file: str) -> list[str]:
    """Return every file and folder that a build can read."""
    root = os.path.dirname(os.path.abspath(settings_file))
    paths = [os.path.join(root, name) for name in _beside(root)]
    for name in FOLDERS:
        paths += all_below(os.path.join(root, name))
    return paths


def _beside(root: str) -> list[str]:
    return sorted(name for name in os.listdir(root) if name.endswith(ENDINGS))


def record_of(output: str | os.PathLike) -> str:
    """Return where the record of the last build of a folder lies."""
    folder, name = os.path.split(os.path.abspath(output))
    return os.path.join(folder, f".{name.lstrip('.')}.built")


def unchanged(
    settings_file: str | os.PathLike, output: str | os.PathLike, prefix: str = sys.prefix
) -> Built | None:
    """Return the last build of `output`, if another would write the same bytes."""
    settings_file = os.fspath(settings_file)
    if os.path.exists(os.path.join(os.path.dirname(os.path.abspath(settings_file)), ".changing")):
        return None  # a change of topics was cut off: a build completes it
    built = still_good(record_of(output), words_of(settings_file, prefix), now())
    return built if built and built.output == os.path.abspath(output) else None


def say_again(built: Built, output: str, began: float) -> None:
    """Print what the build printed; it `began` at this time.perf_counter() and ended now."""
    print(*built.printed, sep="\n", end="\n" * bool(built.printed), file=sys.stderr)
    print(finished(output, built.pages, began))


def finished(output: str, pages: int, began: float) -> str:
    return f"{output}: {pages} pages in {time.perf_counter() - began:.1f} s"


def until(dates: Iterable[datetime], moment: datetime) -> float:
    """Return when the first of the `dates` after a moment comes, in seconds since 1970."""
    # As timestamps: dates of one time zone are compared by the clock, which may have gone back.
    return first_after(moment.timestamp(), (date.timestamp() for date in dates))

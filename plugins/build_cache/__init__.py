"""One place for what is dear to make and may be kept between builds: pictures, cards.

    from build_cache import key_of, open_shelf

    shelf = open_shelf(settings, "cards")
    content = shelf.fetch(key_of(text, version), lambda: draw(text))

The key says everything that decides the result, so nothing that is kept can be out of date. Every
shelf is a folder in Pelican's `CACHE_PATH`, which a forge can keep between runs; what no build has
asked for in `BUILD_CACHE_DAYS` is removed at the end of a build. Large results are files of their
own, `many` small ones are in one file.
"""

from pathlib import Path

from .shelf import Shelf, key_of, prune

try:
    from .one_file import OneFileShelf, prune_databases
except ImportError:  # a Python that was made without SQLite
    OneFileShelf, prune_databases = Shelf, prune

__all__ = ["Shelf", "key_of", "open_shelf", "register"]

DAYS = 60


def register() -> None:
    """Remove what is no longer asked for at the end of a Pelican run."""
    from pelican.plugins import signals  # others use the shelves without Pelican

    signals.finalized.connect(_prune)


def open_shelf(settings, name: str, many: bool = False) -> Shelf:
    """Return the shelf `name` in the cache folder that Pelican's `settings` give.

    One of `many` small results is quick with each of them, and has to be closed.
    """
    return (OneFileShelf if many else Shelf)(Path(settings["CACHE_PATH"]) / name)


def _prune(pelican) -> None:
    days = pelican.settings.get("BUILD_CACHE_DAYS", DAYS)
    folder = Path(pelican.settings["CACHE_PATH"])
    prune(folder, days)
    prune_databases(folder, days)

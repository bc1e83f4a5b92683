"""Where an author wrote a picture, and whether its text alternative was left empty on purpose."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from .markup import attributes_of

_IMG = re.compile(r"""<img\b(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)


class SourceText:
    """The text of a source file; `file` is its path as a person would type it."""

    def __init__(self, path: Path) -> None:
        self.file = as_typed(path)
        try:
            self._text = path.read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            self._text = ""

    def line_of(self, source: str, nth: int = 0) -> int:
        """Return the line that names the picture `source` for the `nth` time, from 0; else line 1."""
        for name in (source, unquote(source), source.rpartition("/")[2]):
            places = [match.start() for match in re.finditer(re.escape(name), self._text)]
            if name and places:
                return self._text.count("\n", 0, places[min(nth, len(places) - 1)]) + 1
        return 1

    def is_decoration(self, source: str) -> bool:
        """Say whether the author wrote `<img ... alt="">` for `source`, which says: nothing to tell."""
        tags = map(attributes_of, _IMG.findall(self._text))
        return any(each.get("src") == source and each.get("alt") == "" for each in tags)


def as_typed(path: Path | str) -> str:
    """Return `path` relative to the working directory where it lies below it."""
    path = Path(path)
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)

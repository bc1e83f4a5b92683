"""The pictures that must wait: those which only unpublished articles show."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from commands.check.links import links_of
from commands.check.rules import Rules
from commands.check.source import Source


def pictures_held_back(sources: Sequence[Source], rules: Rules) -> tuple[str, ...]:
    """Return the pictures that a draft, a scheduled or a skipped article shows, and no article or
    page that readers can open: their paths below the folder of the sources.

    A picture that nothing names is the author's own affair and is not among them.
    """
    shown: set[Path] = set()
    waiting: set[Path] = set()
    for source in sources:
        public = source.status(rules.now) in ("published", "hidden")
        (shown if public else waiting).update(_pictures(source, rules.content))
    content = Path(os.path.normpath(rules.content))
    inside = (path for path in waiting - shown if path.is_relative_to(content))
    return tuple(sorted(path.relative_to(content).as_posix() for path in inside))


def _pictures(source: Source, content: Path) -> Iterator[Path]:
    targets = [link.target for link in links_of(source)]
    for target in [*targets, "{static}" + source.value("image")]:
        before, mark, name = target.partition("{static}")
        if mark and not before and name and "[" not in name:
            name = unquote(urlsplit(name).path)
            base = content if name.startswith("/") else source.path.parent
            yield Path(os.path.normpath(base / name.lstrip("/")))

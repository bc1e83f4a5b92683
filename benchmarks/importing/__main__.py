"""`python -m benchmarks.importing EXPORT...`"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from commands.import_blogger.entry import Entry, Kind, State
from commands.import_blogger.markdown import facts_of
from commands.import_blogger.reading import Feed
from commands.import_blogger.shapes import recognise

from .ours import imported, key_of
from .peers import Text, converted, pelican_import, with_markdownify, with_pandoc
from .survival import KINDS, Survival

_HEAD = ["", "of", "on a page", *KINDS, "word for word", "free of HTML"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("export", type=Path, nargs="+", metavar="EXPORT")
    ways = ["ours", "pelican-import", "markdownify", "pandoc"]
    parser.add_argument("--only", choices=ways, action="append", metavar="WAY", help=f"of {ways}")
    options = parser.parse_args()
    texts: dict[str, Survival] = {way: Survival() for way in options.only or ways}
    comments = Survival()
    for export in options.export:
        entries = [entry for entry in _entries(export) if entry.state in (State.LIVE, State.DRAFT)]
        posts = [entry for entry in entries if entry.kind in (Kind.POST, Kind.PAGE)]
        for way, survival in texts.items():
            with tempfile.TemporaryDirectory() as folder:
                found = _taken(way, export, posts, Path(folder))
            _count(way, survival, posts, found)
            if way == "ours":
                _count(way, comments, [e for e in entries if e.kind == Kind.COMMENT], found)
    _print("posts and pages", texts)
    _print("comments", {"ours": comments} if "ours" in texts else {})


def _entries(export: Path) -> list[Entry]:
    with recognise(export).open() as stream:
        return list(Feed(stream))


def _taken(way: str, export: Path, posts: Sequence[Entry], folder: Path) -> Mapping[str, Text]:
    with contextlib.redirect_stdout(io.StringIO()):
        if way == "ours":
            return imported(export, folder)
        if way == "pelican-import":
            return pelican_import(export, posts, folder)
        return converted(posts, with_pandoc if way == "pandoc" else with_markdownify, folder)


def _count(
    way: str, survival: Survival, entries: Sequence[Entry], found: Mapping[str, Text]
) -> None:
    for entry in entries:
        markdown, html = found.get(key_of(entry)) or found.get(entry.id) or ("", None)
        broken = entry.html.replace("\n", "<br>") if entry.kind == Kind.COMMENT else entry.html
        before, after = facts_of(broken), None if html is None else facts_of(html)
        survival.add(before, after, markdown)
        if html is None or before.words != after.words[: len(before.words)]:
            print(f"not whole, {way}: {entry.kind} {entry.id}", file=sys.stderr)


def _print(what: str, rows: Mapping[str, Survival]) -> None:
    print(f"\n{what}\n| {' | '.join(_HEAD)} |\n|{'---|' * len(_HEAD)}")
    for way, survival in rows.items():
        counts = [str(survival.texts), str(survival.arrived)]
        print(f"| {way} | {' | '.join(counts + survival.shares())} |")
    for survival in list(rows.values())[:1]:
        numbers = ", ".join(f"{survival.before[kind]:,} {kind}" for kind in KINDS)
        print(f"There were {numbers}.")


if __name__ == "__main__":
    main()

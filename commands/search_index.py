"""Makes the search index of a built site, with Pagefind: pages in, `pagefind/` out.

What the search finds is said by attributes in the templates: `data-pagefind-body` is on what readers
come for, and a page without one (a list, an archive, a draft) is not in the index at all.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = "pagefind"
STOPS = "stops.json"
# Pagefind also writes interfaces of its own, a worker, and an engine for languages that it does not
# know. theme/static/js/finder.js needs none of them.
_IN_USE = (
    *("pagefind.js", "pagefind-entry.json", "wasm.{engine}.pagefind"),
    *("*.pf_meta", "index/*.pf_index", "fragment/*.pf_fragment"),
)
_MARK = b"pagefind_dcd"  # stands before what Pagefind has packed
# Other words for what an article is about (`Asked:`): once indexed, they would only weigh on its readers.
_ASKED = re.compile(rb' data-pagefind-meta="asked:[^"]*"')


def index(site: Path, language: str) -> list[str]:
    """Write the search index of the pages in the folder `site` into its folder `pagefind`.

    Beside it stands `stops.json`: the number of pages, and the ids of those at each stop. Pagefind's
    own filters would have a browser load the whole index first, and differ from build to build.
    What only the index needs (`Asked:`) is taken out of the pages, and of what is kept of each.

    All pages go into one index, whose words are taken as those of `language` ("en"), so that an
    article in another language is found too. Returns what went wrong, as lines to print.
    """
    command = [sys.executable, "-I", "-m", "pagefind", "--site", ".", "--output-subdir", FOLDER]
    done = subprocess.run(
        [*command, "--force-language", language, "--quiet"],
        cwd=site,  # Pagefind also takes orders from files and variables; here there are none
        env={name: text for name, text in os.environ.items() if not name.startswith("PAGEFIND_")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        return [f"Pagefind made no search index: {done.stdout.strip()}"]
    for path in _not_in_use(site / FOLDER):
        path.unlink()
    found = dict(_fragments(site / FOLDER))
    (site / FOLDER / STOPS).write_text(_stops(found), encoding="utf-8")
    for id, fragment in found.items():
        if fragment["meta"].pop("asked", None):
            _take_out_asked(site / fragment["url"].lstrip("/"))
            _write_fragment(site / FOLDER / f"fragment/{id}.pf_fragment", fragment)
    return []


def _not_in_use(folder: Path) -> Iterator[Path]:
    entry = json.loads((folder / "pagefind-entry.json").read_text(encoding="utf-8"))
    [language] = entry["languages"].values()
    engine = language["wasm"] or "unknown"  # that of no language in particular
    in_use = [pattern.format(engine=engine) for pattern in _IN_USE]
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(path.relative_to(folder).match(kept) for kept in in_use):
            yield path


def _fragments(folder: Path) -> Iterator[tuple[str, dict]]:
    """Yield what Pagefind keeps of each page, by its id."""
    for path in sorted(folder.glob("fragment/*.pf_fragment")):
        yield path.stem, json.loads(gzip.decompress(path.read_bytes()).removeprefix(_MARK))


def _write_fragment(path: Path, page: dict) -> None:
    text = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
    # Without the time of day: two builds give the same bytes.
    path.write_bytes(gzip.compress(_MARK + text.encode(), mtime=0))


def _stops(fragments: dict[str, dict]) -> str:
    stops: dict[str, list[str]] = {}
    for id, page in fragments.items():
        for stop in filter(None, page["meta"].get("stops", "").split(" | ")):
            stops.setdefault(stop, []).append(id)
    found = {"pages": len(fragments), "stops": stops}
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def _take_out_asked(page: Path) -> None:
    page = page / "index.html" if page.is_dir() else page
    page.write_bytes(without_asked(page.read_bytes()))


def without_asked(page: bytes) -> bytes:
    """Return a page as it is once it has been indexed."""
    return _ASKED.sub(b"", page, count=1)

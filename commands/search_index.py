"""Makes the search index of a built site, with Pagefind: pages in, `pagefind/` out.

What the search finds is said by attributes in the templates: `data-pagefind-body` is on what readers
come for, and a page without one (a list, an archive, a draft) is not in the index at all.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

from commands.pagefind_service import Refused, index_of

FOLDER = "pagefind"
STOPS = "stops.json"
# Pagefind also writes interfaces of its own, a worker, and an engine for languages that it does not
# know. theme/static/js/finder.js needs none of them.
_IN_USE = (
    *("pagefind.js", "pagefind-entry.json", "wasm.{engine}.pagefind"),
    *("*.pf_meta", "index/*.pf_index", "fragment/*.pf_fragment"),
)
_FRAGMENT = ".pf_fragment"  # what is kept of a page
_MARK = b"pagefind_dcd"  # stands before what Pagefind has packed
_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"  # of a gzip file of no time and no system
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
    try:
        files = _in_use(index_of(_pages(site), language))
        found = {Path(name).stem: _unpacked(files[name]) for name in files if _FRAGMENT in name}
        files[STOPS] = _stops(found).encode()
        for id, fragment in found.items():
            if fragment["meta"].pop("asked", None):
                _take_out_asked(site / fragment["url"].lstrip("/"))
                files[f"fragment/{id}{_FRAGMENT}"] = _packed(fragment)
        _replace(site / FOLDER, files)
    except (Refused, OSError) as error:
        return [f"Pagefind made no search index: {error}"]
    return []


def _pages(site: Path) -> Iterator[tuple[str, str]]:
    # In an order that is the same everywhere: it tells what files of the index are called.
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), path.read_text(encoding="utf-8", errors="replace")


def _replace(folder: Path, files: dict[str, bytes]) -> None:
    if folder.is_dir():
        rmtree(folder)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _in_use(files: dict[str, bytes]) -> dict[str, bytes]:
    [language] = json.loads(files["pagefind-entry.json"])["languages"].values()
    engine = language["wasm"] or "unknown"  # that of no language in particular
    in_use = [pattern.format(engine=engine) for pattern in _IN_USE]
    return {
        name: content
        for name, content in sorted(files.items())
        if any(Path(name).match(pattern) for pattern in in_use)
    }


def _unpacked(fragment: bytes) -> dict:
    """Return what Pagefind keeps of a page."""
    return json.loads(gzip.decompress(fragment).removeprefix(_MARK))


def _packed(page: dict) -> bytes:
    text = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
    # Without the time of day, and without the system, which not every Python names: two builds give
    # the same bytes.
    return _HEADER + gzip.compress(_MARK + text.encode(), mtime=0)[len(_HEADER) :]


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

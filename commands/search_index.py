"""Makes the search index of a built site, with Pagefind: pages in, `pagefind/` out.

What the search finds is said by attributes in the templates: `data-pagefind-body` is on what readers
come for, and a page without one (a list, an archive, a draft) is not in the index at all.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = "pagefind"
# Pagefind also writes three interfaces of its own, a worker, and an engine for languages that it
# does not know. theme/static/js/finder.js needs none of them.
_IN_USE = (
    "pagefind.js",
    "pagefind-entry.json",
    "*.pf_meta",
    "*/*.pf_*",
    "wasm.{language}.pagefind",
)


def index(site: Path, language: str) -> list[str]:
    """Write the search index of the pages in the folder `site` into its folder `pagefind`.

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
    for path in _not_in_use(site / FOLDER, language):
        path.unlink()
    return []


def _not_in_use(folder: Path, language: str) -> Iterator[Path]:
    in_use = [pattern.format(language=language) for pattern in _IN_USE]
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(path.relative_to(folder).match(kept) for kept in in_use):
            yield path

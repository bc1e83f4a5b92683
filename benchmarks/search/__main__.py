"""`python -m benchmarks.search [--articles N]`"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from benchmarks.server import serving
from commands.environment import find_chromium, launch_arguments

from . import costs, problems
from .collection import make

ROOT = Path(__file__).parent.parent.parent
FIRST = 3
_ALONE = """async (queries) => {
  const { search } = await import(new URL(document.querySelector(".search").dataset.index
    + "pagefind.js", document.baseURI));
  const first = async (query) => (await search(query)).results.slice(0, 10);
  const urls = async (query) => Promise.all((await first(query)).map(async (r) => (await r.data()).url));
  return Promise.all(queries.map(urls));
}"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--articles", type=int, metavar="N", help="make a site of N articles")
    wanted = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        for name in ("content", "theme", "plugins", "commands"):
            shutil.copytree(ROOT / name, project / name)
        for name in ("pelicanconf.py", "publishconf.py"):
            shutil.copy(ROOT / name, project)
        if wanted:
            make(project / "content/articles", wanted)
        site = _built(project)
        with serving(site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=str(find_chromium()), args=launch_arguments()
            )
            costs.show(browser, address, site)
            if not wanted:
                page = browser.new_page()
                for name in ("TEN", "TUNED", "HELD_OUT"):
                    _show(name, getattr(problems, name), page, address)
            browser.close()


def _built(project: Path) -> Path:
    command = [sys.executable, "-m", "commands.build", "publishconf.py", "output"]
    if subprocess.run(command, cwd=project).returncode:
        raise SystemExit("The site was not built; see above.")
    return project / "output"


def _show(name: str, rows: Mapping[str, str], page: Page, address: str) -> None:
    ours = [found(page, address, query) for query in rows]
    page.goto(f"{address}/search/")
    alone = [list(map(slug, urls)) for urls in page.evaluate(_ALONE, list(rows))]
    ranks = [
        (rank(mine, right), rank(theirs, right))
        for mine, theirs, right in zip(ours, alone, rows.values(), strict=True)
    ]
    print(f"\n{name}: rank of the right article (ours, Pagefind alone)")
    for query, (mine, theirs) in zip(rows, ranks, strict=True):
        print(f"{mine or '-':>3} {theirs or '-':>3}  {query}")
    print(*(f"{_in_first(each)} of {len(rows)}" for each in zip(*ranks, strict=True)), sep=", ")


def found(page: Page, address: str, query: str) -> list[str]:
    """Return the slugs of the pages that the search page shows for `query`, best first."""
    page.goto(f"{address}/search/")
    page.locator(".search-box").fill(query)
    page.locator(".search-results a, .search-nothing:not([hidden])").first.wait_for()
    links = page.locator(".search-results a")
    return [slug(link.get_attribute("href")) for link in links.all()]


def slug(url: str) -> str:
    """Return the last part of an address: "say-that-you-were-fired" of an article's."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[2].removesuffix(".html")


def rank(slugs: Sequence[str], right: str) -> int | None:
    """Return the place, from 1, of the first of `slugs` that is in the list `right`."""
    return next((place for place, each in enumerate(slugs, 1) if each in right.split()), None)


def _in_first(ranks: Sequence[int | None]) -> int:
    return sum(place is not None and place <= FIRST for place in ranks)


if __name__ == "__main__":
    main()

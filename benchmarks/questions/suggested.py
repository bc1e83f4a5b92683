"""What the contact page suggests in Chromium, while a question is typed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.search.__main__ import slug
from benchmarks.server import serving
from commands.environment import find_chromium, launch_arguments


def suggestions(site: Path, texts: Sequence[str]) -> dict[str, list[str]]:
    """Return the slugs that the contact page of the built `site` suggests for each text, best first."""
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=launch_arguments()
        )
        page = browser.new_page()
        found = {text: suggested(page, address, text) for text in texts}
        browser.close()
    return found


def suggested(page: Page, address: str, text: str) -> list[str]:
    """Type `text` on the contact page and return the slugs of what it suggests, best first."""
    page.goto(f"{address}/contact/")
    page.locator(".ask-form textarea").fill(text)
    page.locator(".ask-form-status:not(:empty)").wait_for()
    links = page.locator(".ask-form-suggestions a")
    return [slug(link.get_attribute("href")) for link in links.all()]

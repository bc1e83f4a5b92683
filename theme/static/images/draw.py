"""Makes the PNG of this folder from the SVG beside it; README.md here says when.

    python draw.py PATH_OF_CHROMIUM

Needs playwright. A PNG that has not changed by eye need not be committed again.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
TOUCH_ICON = 180  # the size that phones ask for


def main() -> None:
    """Write touch-icon.png."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=sys.argv[1], args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": TOUCH_ICON, "height": TOUCH_ICON}, color_scheme="light"
        )
        page.goto((HERE / "favicon.svg").as_uri())
        page.screenshot(path=HERE / "touch-icon.png")
        browser.close()


if __name__ == "__main__":
    main()

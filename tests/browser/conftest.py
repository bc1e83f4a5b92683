"""A real Chromium, and the built site on a real server."""

from __future__ import annotations

import base64
import hashlib
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from benchmarks import server
from commands.environment import find_chromium, launch_arguments
from hashed_assets.assets import Assets

ROOT = Path(__file__).parent.parent.parent

LONGEST = 60_000  # milliseconds; what comes is not waited for longer on a quick machine
expect.set_options(timeout=LONGEST)

ASSETS = Assets(ROOT / "theme/static", Path(), "theme")
# The two scripts that stand in pages are named by what is in them.
SCRIPTS = " ".join(
    f"'sha256-{base64.b64encode(hashlib.sha256(ASSETS.content(name)).digest()).decode()}'"
    for name in ("js/after-paint.js", "js/copy.js")
)
POLICY = (
    f"default-src 'none'; script-src 'self' {SCRIPTS}; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The search runs WebAssembly; nothing else may.
POLICY_OF_SEARCH = POLICY.replace(SCRIPTS, f"{SCRIPTS} 'wasm-unsafe-eval'")


def policy_for(path: str) -> str:
    """Return the policy that a good host sends with the page at `path`."""
    return POLICY_OF_SEARCH if path.endswith("/search/") else POLICY


serving = partial(server.serving, policy_for=policy_for)


@pytest.fixture(scope="session")
def address(site):
    """The address of the site at the root of a host."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def address_below(site, tmp_path_factory):
    """The address of the same files under a path."""
    root = tmp_path_factory.mktemp("host")
    (root / "some").mkdir()
    (root / "some/path").symlink_to(site)
    with serving(root) as address:
        yield f"{address}/some/path"


@pytest.fixture(scope="session")
def preview_address(preview):
    """The address of the site as its authors see it."""
    with serving(preview) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=launch_arguments()
        )
        yield browser
        browser.close()


@pytest.fixture
def open_in(chromium):
    """Return a function that opens a new tab: open_in(width=390, scripts=False, scheme="dark")."""
    contexts = []

    def open_in(width=1280, height=900, scripts=True, scheme="light", **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            color_scheme=scheme,
            **options,
        )
        context.set_default_timeout(LONGEST)
        contexts.append(context)
        return context.new_page()

    yield open_in
    for context in contexts:
        context.close()

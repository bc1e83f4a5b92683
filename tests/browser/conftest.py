"""A real Chromium, and the built site on a real server."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import sync_playwright

from commands.environment import find_chromium, launch_arguments

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The search runs WebAssembly; nothing else may.
POLICY_OF_SEARCH = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")


class _Handler(SimpleHTTPRequestHandler):
    """The standard library's server, with the policy that a good host sends, and no noise."""

    def end_headers(self) -> None:
        searches = self.path.partition("?")[0].endswith(("/search/", "/contact/"))
        self.send_header("Content-Security-Policy", POLICY_OF_SEARCH if searches else POLICY)
        super().end_headers()

    def log_message(self, *_args) -> None:
        pass


@contextmanager
def serving(folder, handler=_Handler):
    """Serve `folder` on a free port of this machine; yield the address without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


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
        contexts.append(context)
        return context.new_page()

    yield open_in
    for context in contexts:
        context.close()

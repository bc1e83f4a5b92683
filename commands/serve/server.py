"""Sends the preview as a host would send the site, with what its author wants to know added to each
page, and the desk."""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from .desk import FRAME, address_of, desk
from .news import news_of
from .preview import Preview

EVENTS = "/.serve/events"
SCRIPT, STYLE = "/.serve/page.js", "/.serve/page.css"
HEARTBEAT = 15  # seconds; writing to a browser that has gone fails, and so its thread ends

_TYPES = {
    ".atom": "application/atom+xml",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
# The names that a machine has at home, with a port. A page of the web can give its own host's name
# the address of this machine: it could read the drafts if any name were answered.
_OWN_NAME = re.compile(
    r"(localhost|[\w-]+\.local|\d+(\.\d+){3}|\[[\da-f:.]+\])(:\d+)?", re.IGNORECASE | re.ASCII
)
_WAITING = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{heading}</title>
<h1>{heading}</h1>
<pre style="white-space: pre-wrap">{problems}</pre>
</html>
"""


class Server(ThreadingHTTPServer):
    """The preview on a port of this machine. Raises OSError where it can't have that port."""

    # On Windows this would let two servers have the same port.
    allow_reuse_address = sys.platform != "win32"
    daemon_threads = True

    def __init__(self, address: tuple[str, int], preview: Preview, settings: str) -> None:
        handler = partial(Handler, preview=preview, settings=preview.root / settings)
        super().__init__(address, handler)

    def handle_error(self, request, client_address) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a tab was closed
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    """Answers one request, from the preview's folder or with how its last build went."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | _TYPES

    def __init__(self, *arguments, preview: Preview, settings: Path) -> None:
        self.preview = preview
        self._settings = settings
        super().__init__(*arguments, directory=str(preview.folder))

    def do_GET(self) -> None:
        try:
            self._answer()
        except ConnectionError:
            raise
        except (OSError, ValueError):  # no file can have such a name
            self.send_error(HTTPStatus.BAD_REQUEST)

    def _answer(self) -> None:
        address = urlsplit(self.path).path
        del self.headers["If-Modified-Since"]  # always the file as it is now
        if not _OWN_NAME.fullmatch(self.headers.get("Host", "localhost")):
            self._send(HTTPStatus.FORBIDDEN, _TYPES[".txt"], b"Ask by this machine's own name.\n")
        elif address == EVENTS:
            self._send_events()
        elif address in (SCRIPT, STYLE):
            file = Path(__file__).with_name(address.rpartition("/")[2])
            self._send(HTTPStatus.OK, _TYPES[file.suffix], file.read_bytes())
        elif not (self.preview.folder / "index.html").is_file():
            self._send_waiting_page()
        elif address == address_of(FRAME) and (self.preview.folder / FRAME).is_file():
            self._send_desk()
        elif page := self._page(address):
            self._send_page(HTTPStatus.OK, page.read_bytes, self._source(page))
        else:
            super().do_GET()

    do_HEAD = do_GET  # `_send` leaves out the text

    def _page(self, address: str) -> Path | None:
        """Return the HTML file that is asked for, if it is one and is there."""
        file = Path(self.translate_path(self.path))
        if address.endswith("/"):
            file /= "index.html"
        return file if file.suffix == ".html" and file.is_file() else None

    def _source(self, page: Path) -> str:
        """Return the source file of a page, or nothing where it has none."""
        name = page.relative_to(self.preview.folder).as_posix()
        return self.preview.status.sources.get(name, "")

    def send_error(self, code: int, message=None, explain=None) -> None:
        missing = self.preview.folder / "404.html"
        if code != HTTPStatus.NOT_FOUND or not missing.is_file():
            super().send_error(code, message, explain)
        elif to := self.preview.status.moved.get(unquote(urlsplit(self.path).path).lstrip("/")):
            self._send(HTTPStatus.FOUND, _TYPES[".txt"], b"", Location=address_of(to))
        else:
            self._send_page(HTTPStatus.NOT_FOUND, missing.read_bytes)

    def list_directory(self, path) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)  # hosts list no folders

    def guess_type(self, path) -> str:
        """Return the type of a file: a feed's is Atom, at whatever address it stands."""
        kind = super().guess_type(path)
        if kind in (_TYPES[".xml"], "application/octet-stream") and Path(path).is_file():
            with open(path, "rb") as file:
                if b"<feed" in file.read(1024):
                    return _TYPES[".atom"]
        return kind

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format, *arguments) -> None:
        """Print nothing: the terminal shows the builds."""

    def _send_page(self, status: HTTPStatus, read: Callable[[], bytes], source: str = "") -> None:
        # Asked before the page is read: it may turn out newer than it says, never older.
        build = self.preview.status.version(source)
        added = (
            f'<link rel="stylesheet" href="{STYLE}">'
            f'<script src="{SCRIPT}" data-build="{build}" data-source="{html.escape(source)}" defer>'
            "</script>"
        ).encode()
        before, end, after = read().rpartition(b"</body>")
        body = before + added + end + after if end else after + added
        self._send(status, _TYPES[".html"], body)

    def _send_desk(self) -> None:
        lay_out = partial(desk, self.preview, self._settings)
        try:
            self._send_page(HTTPStatus.OK, lambda: lay_out().encode())
        except ConnectionError:
            raise
        except Exception:  # the settings are code, and may be broken: the build says how
            self._send_waiting_page()

    def _send_waiting_page(self) -> None:
        fault = self.preview.status.fault
        heading = "The site can’t be built yet" if fault else "The site is being built"
        page = _WAITING.format(heading=heading, problems=html.escape(fault))
        # It looks again each second.
        self._send(HTTPStatus.SERVICE_UNAVAILABLE, _TYPES[".html"], page.encode(), Refresh="1")

    def _send(self, status: HTTPStatus, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_events(self) -> None:
        """Send the news for one page now and whenever there is some, until the browser has gone."""
        source = parse_qs(urlsplit(self.path).query).get("source", [""])[0]
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        known = None
        while True:
            status = self.preview.wait_for_news(known, HEARTBEAT)
            news = (
                f"data: {json.dumps(news_of(status, source))}\n\n" if status != known else ":\n\n"
            )
            self.wfile.write(news.encode())
            known = status

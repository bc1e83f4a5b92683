"""Sends the preview as a host would send the site, with a script in each page that reloads it."""

from __future__ import annotations

import html
import json
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from .preview import Preview

EVENTS = "/.serve/events"
SCRIPT = "/.serve/reload.js"
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
_WAITING = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{heading}</title>
<h1>{heading}</h1>
<pre>{problems}</pre>
</html>
"""


class Server(ThreadingHTTPServer):
    """The preview on a port of this machine. Raises OSError where it can't have that port."""

    # On Windows this would let two servers have the same port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, address: tuple[str, int], preview: Preview) -> None:
        super().__init__(address, partial(Handler, preview=preview))

    def handle_error(self, request, client_address) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a tab was closed
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    """Answers one request, from the preview's folder or with how its last build went."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | _TYPES

    def __init__(self, *arguments, preview: Preview) -> None:
        self.preview = preview
        super().__init__(*arguments, directory=str(preview.folder))

    def do_GET(self) -> None:
        address = urlsplit(self.path).path
        del self.headers["If-Modified-Since"]  # always the file as it is now
        if address == EVENTS:
            self._send_events()
        elif address == SCRIPT:
            script = Path(__file__).with_name("reload.js").read_bytes()
            self._send(HTTPStatus.OK, _TYPES[".js"], script)
        elif not (self.preview.folder / "index.html").is_file():
            self._send_waiting_page()
        elif page := self._page(address):
            self._send_page(HTTPStatus.OK, page)
        else:
            super().do_GET()

    def _page(self, address: str) -> Path | None:
        """Return the HTML file that is asked for, if it is one and is there."""
        file = Path(self.translate_path(self.path))
        if address.endswith("/"):
            file /= "index.html"
        return file if file.suffix == ".html" and file.is_file() else None

    def send_error(self, code: int, message=None, explain=None) -> None:
        missing = self.preview.folder / "404.html"
        if code == HTTPStatus.NOT_FOUND and missing.is_file():
            self._send_page(HTTPStatus.NOT_FOUND, missing)
        else:
            super().send_error(code, message, explain)

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

    def _send_page(self, status: HTTPStatus, file: Path) -> None:
        # Asked before the file is read: the page may turn out newer than it says, never older.
        build = self.preview.status.good
        script = f'<script src="{SCRIPT}" data-build="{build}" defer></script>'.encode()
        before, end, after = file.read_bytes().rpartition(b"</body>")
        body = before + script + end + after if end else after + script
        self._send(status, _TYPES[".html"], body)

    def _send_waiting_page(self) -> None:
        problems = self.preview.status.problems
        heading = "The site can’t be built yet" if problems else "The site is being built"
        page = _WAITING.format(heading=heading, problems=html.escape(problems))
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
        """Send the status now and whenever it changes, until the browser has gone."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        known = None
        while True:
            status = self.preview.wait_for_news(known, HEARTBEAT)
            news = {"build": status.good, "problems": status.problems}
            self.wfile.write(
                f"data: {json.dumps(news)}\n\n".encode() if status != known else b":\n\n"
            )
            known = status

"""The built site on a port of this machine, packed as a good host packs it. The browser tests use it too."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

_PACKED = (".html", ".css", ".js", ".json", ".svg")


def _no_policy(_path: str) -> str:
    return ""


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args, policy_for: Callable[[str], str], **kwargs) -> None:
        self._policy_for = policy_for
        super().__init__(*args, **kwargs)

    def send_head(self):
        path = Path(self.translate_path(self.path))
        asked = self.path.partition("?")[0]
        if path.is_dir() and asked.endswith("/"):
            path = path / "index.html"
        if path.suffix not in _PACKED or not path.is_file():
            return super().send_head()
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def end_headers(self) -> None:
        if policy := self._policy_for(self.path.partition("?")[0]):
            self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def log_message(self, *_args) -> None:
        pass


@contextmanager
def serving(site: Path, policy_for: Callable[[str], str] = _no_policy) -> Iterator[str]:
    """Serve the folder `site` on a free port; yield its address without a slash at its end.

    `policy_for` takes the path of an address to the Content-Security-Policy to send with it, "" for none.
    """
    handler = partial(_Handler, directory=str(site), policy_for=policy_for)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()

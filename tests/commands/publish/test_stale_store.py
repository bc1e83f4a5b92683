"""A store that answers, for a moment, with what was there before: no page is deleted for that."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from commands.publish.remote import Remote

EMPTY = (
    b'<?xml version="1.0"?><ListBucketResult><Name>site</Name><KeyCount>0</KeyCount>'
    b"<IsTruncated>false</IsTruncated></ListBucketResult>"
)


class Stale(BaseHTTPRequestHandler):
    """As much of S3 as a copy asks of it; what it says of an object is always of the one before."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.reply(EMPTY)

    def do_HEAD(self) -> None:
        self.reply(b"old!")

    def do_PUT(self) -> None:
        self.reply(self.rfile.read(int(self.headers["Content-Length"])))

    def do_DELETE(self) -> None:
        self.reply(b"")

    def reply(self, content: bytes) -> None:
        self.server.asked.append((self.command, self.path.partition("?")[0]))
        self.send_response(200)
        shown = content if self.command in ("GET", "HEAD") else b""
        self.send_header("Content-Length", str(len(shown)))
        self.send_header("ETag", f'"{hashlib.md5(content).hexdigest()}"')
        self.send_header("Last-Modified", "Mon, 23 Nov 2026 12:00:00 GMT")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, *_) -> None:
        """Say nothing."""


@pytest.fixture
def store(monkeypatch):
    """The server, and what it was asked for; `stale:site` is there."""
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Stale) as server:
        server.asked = []
        for name, value in {
            "TYPE": "s3",
            "PROVIDER": "Other",
            "ENDPOINT": f"http://127.0.0.1:{server.server_port}",
            "ACCESS_KEY_ID": "key",
            "SECRET_ACCESS_KEY": "secret",
        }.items():
            monkeypatch.setenv(f"RCLONE_CONFIG_STALE_{name}", value)
        threading.Thread(target=server.serve_forever, args=[0.1], daemon=True).start()
        yield server
        server.shutdown()


def test_a_page_stays_where_the_store_still_speaks_of_the_one_before(store, tmp_path):
    (tmp_path / "a.html").write_bytes(b"new!")

    Remote("stale:site")._copy(str(tmp_path), "stale:site", ("a.html",))

    assert ("PUT", "/site/a.html") in store.asked
    assert "DELETE" not in {command for command, _ in store.asked}

"""Pictures fetched from a real server, on this machine."""

import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image

from commands.import_blogger import fetching
from commands.import_blogger.fetching import fetch_images, is_public, read_list
from tests.commands.import_blogger.exports import takeout, text


def png(width: int = 3, height: int = 2) -> bytes:
    raw = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(raw, "PNG")
    return raw.getvalue()


@pytest.fixture
def host():
    """A host with `pages` (status, headers, body by path) that notes what was `asked`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append(self.path)
            status, headers, body = server.pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.pages, server.asked = {}, []
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(site) -> int:
    return fetch_images(site.content, wait=0, allowed=lambda _host: True)


def shown(host, name: str) -> str:
    return f'<p>Look: <img src="{host.address}/{name}" alt="A pond"></p>'


def test_a_picture_is_fetched_and_the_article_shows_it(site, host):
    host.pages["/pond.png"] = 200, {}, png()
    export = takeout(text(1, shown(host, "pond.png")))
    site.bring(export)
    assert f"![A pond]({host.address}/pond.png)" in site.read("articles/post-1.md")

    assert fetch(site) == 0

    (name,) = [file for file in site.files() if file.startswith("images/")]
    assert site.files()[name] == png()
    assert f"![A pond]({{static}}/{name})" in site.read("articles/post-1.md")


def test_what_is_here_is_not_asked_for_again(site, host):
    host.pages["/pond.png"] = 200, {}, png()
    export = takeout(text(1, shown(host, "pond.png")))
    site.bring(export)
    fetch(site)
    article = site.read("articles/post-1.md")
    fetch(site)
    site.bring(export)

    assert host.asked == ["/pond.png"]
    assert site.read("articles/post-1.md") == article
    assert "http" not in site.read("blogger/images-to-fetch.txt").partition("texts.\n")[2]


def test_an_article_that_was_edited_since_keeps_its_edits(site, host):
    host.pages["/pond.png"] = 200, {}, png()
    export = takeout(text(1, shown(host, "pond.png")))
    site.bring(export)
    article = site.content / "articles/post-1.md"
    article.write_text(article.read_text() + "\nMine.\n")
    fetch(site)
    site.bring(export)

    assert "{static}" in article.read_text()
    assert article.read_text().endswith("\nMine.\n")


@pytest.mark.parametrize(
    ("status", "headers", "body", "why"),
    [
        (404, {}, b"", "the host says 404"),
        (200, {}, b"<svg onload=alert(1)>", "it is no picture that browsers show"),
        (200, {}, b"x" * 2_000, "it is larger than 0 MB"),
        (200, {"Content-Length": "999"}, png(), "the answer broke off"),
        (302, {"Location": "file:///etc/passwd"}, b"", "the host says 302"),
    ],
)
def test_what_is_no_picture_is_not_kept(
    site, host, capsys, monkeypatch, status, headers, body, why
):
    monkeypatch.setattr(fetching, "LARGEST", 1_000)
    monkeypatch.setattr(fetching, "SECONDS", 1)
    host.pages["/pond.png"] = status, headers, body
    site.bring(takeout(text(1, shown(host, "pond.png"))))

    assert fetch(site) == 1
    assert why in capsys.readouterr().err
    assert not [file for file in site.files() if file.startswith("images/")]


def test_the_original_is_asked_for_before_the_thumbnail():
    (wanted,) = read_list(
        "# x\npond-1\thttps://h/s0/pond.png\thttps://h/s320/pond.png\n../x\thttp://h\n"
    )

    assert wanted.addresses == ("https://h/s0/pond.png", "https://h/s320/pond.png")


def test_the_authors_own_network_is_not_asked(site, host, capsys):
    site.bring(takeout(text(1, shown(host, "pond.png"))))

    assert fetch_images(site.content, wait=0) == 1
    assert "127.0.0.1 is not on the public internet" in capsys.readouterr().err
    assert host.asked == []
    assert not is_public("localhost")

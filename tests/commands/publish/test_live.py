import hashlib

import pytest

from commands.publish import live
from commands.publish.live import Answer, address_of, compare, is_for_readers
from commands.publish.manifest import File, read_folder

from .conftest import website, write_site

CSS = "theme/css/main.aaaaaaaaaaaa.css"
LASTING = "max-age=31536000, immutable"


def file(body: bytes) -> File:
    return File(hashlib.sha256(body).hexdigest(), len(body))


def answer(body=b"x", kind="text/html", status=200, cache="") -> Answer:
    return Answer(status, body, {"content-type": kind, "cache-control": cache})


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.html", "/"),
        ("help/index.html", "/help/"),
        ("2026/11/a.html", "/2026/11/a.html"),
        ("an ö.html", "/an%20%C3%B6.html"),
    ],
)
def test_a_file_has_the_address_at_which_readers_find_it(path, address):
    assert address_of(path) == address


def test_what_a_host_reads_itself_is_not_asked_for():
    paths = ["_redirects", ".nojekyll", "CNAME", "404.html", "robots.txt"]

    assert [path for path in paths if is_for_readers(path)] == ["robots.txt"]


def test_an_answer_that_is_as_published_has_no_fault():
    assert compare("a.html", file(b"x"), answer(kind="text/html; charset=utf-8")) == []
    assert compare("a.js", file(b"x"), answer(kind="application/javascript")) == []
    assert compare(CSS, file(b"x"), answer(kind="text/css", cache=LASTING)) == []


@pytest.mark.parametrize(
    ("path", "given", "fault"),
    [
        ("a.html", Answer(0, error="refused"), "no answer: refused"),
        ("a.html", answer(status=301), "status 301 in place of 200"),
        ("a.html", answer(b"other"), "other bytes than were published (5, not 1)"),
        ("a.html", answer(kind="text/plain"), "type text/plain in place of text/html"),
        (
            CSS,
            answer(kind="text/css", cache="no-cache"),
            f"Cache-Control no-cache in place of public, {LASTING}",
        ),
    ],
)
def test_each_difference_is_named(path, given, fault):
    assert compare(path, file(b"x"), given) == [fault]


def test_a_host_that_sets_no_headers_is_not_asked_for_them():
    assert compare(CSS, file(b"x"), answer(kind="text/css"), headers=False) == []


def test_a_real_server_is_compared_address_by_address(tmp_path):
    texts = {"index.html": "home", "404.html": "none", CSS: "css", "feeds/posts/default": "<feed/>"}
    root = write_site(tmp_path / "site", texts)
    files = read_folder(root)
    with website(root, tmp_path / "server") as site:
        as_published = list(live.verify(site, files))
        (root / "index.html").write_text("hand")
        (root / CSS).unlink()
        changed = list(live.verify(site, files))

    assert as_published == []
    assert changed == [
        f"{site}/: other bytes than were published (4, not 4)",
        f"{site}/{CSS}: status 404 in place of 200",
    ]


def test_a_server_that_is_not_there_is_a_fault_of_every_address():
    (fault, _) = live.verify("http://127.0.0.1:9", {"index.html": file(b"x")})

    assert fault.startswith("http://127.0.0.1:9/: no answer: ")

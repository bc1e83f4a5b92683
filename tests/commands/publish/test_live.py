import hashlib
from dataclasses import replace

import pytest

from commands.publish import live
from commands.publish.hosts import HOSTS
from commands.publish.live import Answer, address_of, compare, compare_redirect, is_for_readers
from commands.publish.manifest import File, Manifest, read_folder
from commands.publish.rules import Rules
from old_addresses.headers import Header

from .conftest import website, write_site

CSS = "theme/css/main.aaaaaaaaaaaa.css"
LASTING = "public, max-age=31536000, immutable"
REVALIDATED = "public, max-age=0, must-revalidate"
CLOSE = LASTING.replace(", ", ",")  # as Netlify writes it
FOREVER = {"Cache-Control": LASTING}


def file(body: bytes) -> File:
    return File(hashlib.sha256(body).hexdigest(), len(body))


def manifest(files, redirects=None) -> Manifest:
    headers = (Header("Cache-Control", REVALIDATED, (("/theme/*", LASTING),)),)
    return Manifest("id", "", files, rules=Rules(redirects or {}, headers))


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
    assert compare("a.html", file(b"x"), answer(kind="text/html; charset=utf-8"), {}) == []
    assert compare("a.js", file(b"x"), answer(kind="application/javascript"), {}) == []
    assert compare(CSS, file(b"x"), answer(kind="text/css", cache=CLOSE), FOREVER) == []


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
            f"Cache-Control no-cache in place of {LASTING}",
        ),
    ],
)
def test_each_difference_is_named(path, given, fault):
    wanted = FOREVER if path == CSS else {}

    assert compare(path, file(b"x"), given, wanted) == [fault]


@pytest.mark.parametrize(
    ("status", "location", "faults"),
    [
        (301, "/new/", []),
        (301, "https://site.example/new/", []),
        (302, "/new/", ["status 302 in place of 301"]),
        (404, "", ["status 404 in place of 301"]),
        (301, "/", ["leads to https://site.example/ in place of https://site.example/new/"]),
    ],
)
def test_each_difference_of_a_redirect_is_named(status, location, faults):
    given = Answer(status, headers={"location": location})

    assert compare_redirect("https://site.example", "/new/", 301, given) == faults


def test_what_a_host_cannot_do_is_not_asked_of_it(tmp_path):
    root = write_site(tmp_path / "site", {"index.html": "home", "404.html": "none"})
    published = manifest(read_folder(root), {"/old": ("/", 301)})
    with website(root, tmp_path / "server") as site:
        assert list(live.verify(site, published, HOSTS["github"])) == []
        asked_of_nginx = list(live.verify(site, published, HOSTS["nginx"]))

    assert asked_of_nginx == [
        f"{site}/: Cache-Control none in place of {REVALIDATED}",
        f"{site}/old: status 404 in place of 301",
        f"{site}/old?m=1: status 404 in place of 301",
    ]


def test_a_real_server_is_compared_address_by_address(tmp_path):
    texts = {"index.html": "home", "404.html": "none", CSS: "css", "feeds/posts/default": "<feed/>"}
    root = write_site(tmp_path / "site", texts)
    published = manifest(read_folder(root))
    published = replace(published, rules=Rules())
    with website(root, tmp_path / "server") as site:
        as_published = list(live.verify(site, published, HOSTS["nginx"]))
        (root / "index.html").write_text("hand")
        (root / CSS).unlink()
        changed = list(live.verify(site, published, HOSTS["nginx"]))

    assert as_published == []
    assert changed == [
        f"{site}/: other bytes than were published (4, not 4)",
        f"{site}/{CSS}: status 404 in place of 200",
    ]


def test_a_server_that_is_not_there_is_a_fault_of_every_address():
    (fault, _) = live.verify(
        "http://127.0.0.1:9", manifest({"index.html": file(b"x")}), HOSTS["nginx"]
    )

    assert fault.startswith("http://127.0.0.1:9/: no answer: ")

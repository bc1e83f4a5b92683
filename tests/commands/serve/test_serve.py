"""The preview's server, real, on this machine; what it builds is a fake that a test changes."""

import json
import socket
import sys
import threading
import urllib.error
import urllib.request
from contextlib import closing
from shutil import rmtree

import pytest
import watchfiles

from commands.serve import changes, serve
from commands.serve.preview import Preview
from commands.serve.server import Server

# Stands for commands.build: what content/page.html says becomes the site, unless it says "broken".
BUILD = """
import pathlib, shutil, sys
pathlib.Path(sys.argv[2]).write_text("{}")
text = pathlib.Path("content/page.html").read_text()
if "broken" in text:
    sys.exit("content/page.html:1: <b>broken</b>. Mend it.")
shutil.copytree("content", ".preview", dirs_exist_ok=True)
shutil.copy("content/page.html", ".preview/index.html")
print("built")
"""
FAULT = "content/page.html:1: <b>broken</b>. Mend it."


@pytest.fixture
def preview(tmp_path):
    """A preview of a site of few files, not built yet."""
    (tmp_path / "content/feeds").mkdir(parents=True)
    (tmp_path / "content/page.html").write_text("<body><p>one</p></body>")
    (tmp_path / "content/404.html").write_text("<body><p>not here</p></body>")
    (tmp_path / "content/feeds/all.atom.xml").write_text('<?xml version="1.0"?><feed>')
    (tmp_path / "content/feeds/default").write_text('<?xml version="1.0"?><feed>')
    for name in ("map.xml", "line.svg", "face.woff2", "main.css", "topic.atom", "robots.txt"):
        (tmp_path / "content" / name).write_text("")
    return Preview(tmp_path, [sys.executable, "-c", BUILD])


@pytest.fixture
def ask(preview):
    """Return a function that asks the server for an address: status, type and text of its answer."""
    with Server(("127.0.0.1", 0), preview, "pelicanconf.py") as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()

        def ask(address: str) -> tuple[int, str, str]:
            with closing(answer(f"http://127.0.0.1:{server.server_port}{address}")) as response:
                assert response.headers["Cache-Control"] == "no-store"
                return response.status, response.headers["Content-Type"], response.read().decode()

        ask.port = server.server_port
        yield ask
        server.shutdown()


def answer(request: urllib.request.Request | str):
    try:
        return urllib.request.urlopen(request, timeout=30)
    except urllib.error.HTTPError as error:
        return error


def news(response) -> dict:
    """Return what the next server-sent event says."""
    while not (line := response.readline()).startswith(b"data: "):
        assert line, "the server has ended the stream"
    return json.loads(line.removeprefix(b"data: "))


def told(build, fault=""):
    return {"build": build, "fault": fault, "problems": [], "waiting": 0}


def test_a_page_is_sent_with_the_script_that_reloads_it_which_its_file_does_not_have(preview, ask):
    preview.build()

    build = preview.status.good
    assert ask("/") == (
        200,
        "text/html; charset=utf-8",
        '<body><p>one</p><link rel="stylesheet" href="/.serve/page.css">'
        f'<script src="/.serve/page.js" data-build="{build}" data-source="" defer></script></body>',
    )
    assert (preview.folder / "index.html").read_text() == "<body><p>one</p></body>"
    assert ask("/.serve/page.js")[:2] == (200, "text/javascript; charset=utf-8")


def test_an_address_without_a_file_gets_the_sites_own_page_for_that(preview, ask):
    preview.build()

    for address in (
        "/nothing",
        "/nothing/",
        "/feeds/",
        "/../content/page.html",
        "/%2e%2e/content/",
    ):
        status, kind, text = ask(address)
        assert (address, status, kind) == (address, 404, "text/html; charset=utf-8")
        assert text.startswith("<body><p>not here</p><link")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/feeds/all.atom.xml", "application/atom+xml"),
        ("/feeds/default", "application/atom+xml"),
        ("/topic.atom", "application/atom+xml"),
        ("/map.xml", "application/xml"),
        ("/line.svg", "image/svg+xml"),
        ("/face.woff2", "font/woff2"),
        ("/main.css", "text/css; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
    ],
)
def test_each_file_is_sent_as_what_it_is(preview, ask, address, kind):
    preview.build()

    assert ask(address)[:2] == (200, kind)


@pytest.mark.parametrize(
    "address", ["/%00", "/%00.html", "/" + "a" * 5000, "//[x/", "/" + "a" * 300]
)
def test_an_address_that_no_file_can_have_gets_an_answer(preview, ask, capsys, address):
    preview.build()

    assert ask(address)[0] in (400, 404)
    assert "Traceback" not in capsys.readouterr().err


def test_where_the_settings_are_broken_the_desk_waits_for_a_good_build(preview, ask, capsys):
    preview.build()
    (preview.folder / "desk").mkdir()
    (preview.folder / "desk/index.html").write_text('<div id="desk"></div>')
    (preview.root / "pelicanconf.py").write_text("x = (")

    assert ask("/desk/")[0] == 503
    assert "Traceback" not in capsys.readouterr().err


def test_before_the_first_good_build_a_page_says_so_and_looks_again(preview, ask):
    status, _, text = ask("/")
    assert status == 503
    assert "The site is being built" in text
    with closing(answer(f"http://127.0.0.1:{ask.port}/help/")) as response:
        assert response.headers["Refresh"] == "1"


def test_a_first_build_that_fails_is_shown_as_text(preview, ask, tmp_path):
    (tmp_path / "content/page.html").write_text("broken")
    preview.build()

    status, _, text = ask("/")

    assert status == 503
    assert "content/page.html:1: &lt;b&gt;broken&lt;/b&gt;. Mend it." in text


def test_browsers_hear_of_a_good_build_a_failed_one_and_its_cure(preview, ask, tmp_path, capsys):
    page = tmp_path / "content/page.html"
    with closing(answer(f"http://127.0.0.1:{ask.port}/.serve/events")) as events:
        assert news(events) == told(0)

        preview.build()
        first = preview.status.good
        assert first
        assert news(events) == told(first)

        page.write_text("broken")
        preview.build()
        assert news(events) == told(first, FAULT)
        assert "<p>one</p>" in ask("/")[2]  # what was built before stays

        page.write_text("<p>two</p>")
        preview.build()
        assert news(events) == told(preview.status.good)
        assert preview.status.good > first
        assert "<p>two</p>" in ask("/")[2]
    assert capsys.readouterr().out == f"built\n{FAULT}\nbuilt\n"


def test_a_build_that_breaks_off_is_not_taken_for_a_good_one_and_the_author_told_what_to_try(
    tmp_path,
):
    preview = Preview(tmp_path, [sys.executable, "-c", "raise SystemExit('No module')"])
    preview.build()

    assert preview.status.good == 0
    assert preview.status.fault.startswith("The build broke off before it could say what is wrong.")
    assert preview.status.fault.endswith("\n\nNo module")


def test_a_change_anywhere_in_the_sources_is_noticed_and_nothing_else(tmp_path):
    for name in ("content", "plugins", "theme", ".preview"):
        (tmp_path / name).mkdir()
    settings = tmp_path / "pelicanconf.py"
    settings.write_text("1")
    noticed = changes(tmp_path)
    next(noticed)  # at once, for the first build

    # Editors save by putting a new file in the place of the old: also the second time.
    for text in ("22", "333"):
        (tmp_path / "saved").write_text(text)
        (tmp_path / "saved").replace(settings)
        assert notices(noticed)
    for name in ("content/a.md", "plugins/b.py", "theme/c.css"):
        (tmp_path / name).write_text("")
        assert notices(noticed)

    (tmp_path / ".preview/index.html").write_text("")
    waiting = threading.Thread(target=next, args=[noticed], daemon=True)
    waiting.start()
    waiting.join(1)
    assert waiting.is_alive()
    (tmp_path / "content/b.md").write_text("")
    waiting.join(60)
    assert not waiting.is_alive()


def test_a_folder_that_another_has_taken_the_place_of_is_noticed_and_watched(tmp_path):
    for name in ("content", "theme"):
        (tmp_path / name).mkdir()
    noticed = changes(tmp_path)
    next(noticed)
    (tmp_path / "content").rename(tmp_path / "other")
    assert notices(noticed)
    for _ in range(2):
        (tmp_path / "content").mkdir()
        assert notices(noticed)
        (tmp_path / "content/a.md").write_text("")
        assert notices(noticed)
        rmtree(tmp_path / "content")
        assert notices(noticed)


def test_where_the_system_watches_no_more_folders_files_are_looked_at(
    tmp_path, monkeypatch, capsys
):
    def watch(*folders, force_polling=False, **options):
        if not force_polling:
            raise OSError("OS file watch limit reached")
        return stock(*folders, force_polling=True, **options)

    stock = watchfiles.watch
    monkeypatch.setattr(watchfiles, "watch", watch)
    (tmp_path / "content").mkdir()
    noticed = changes(tmp_path)
    next(noticed)
    (tmp_path / "content/a.md").write_text("")
    assert notices(noticed)
    assert capsys.readouterr().out.startswith("OS file watch limit reached. Hence each file")


def notices(noticed) -> bool:
    """Tell whether the next change is noticed."""
    waiting = threading.Thread(target=next, args=[noticed], daemon=True)
    waiting.start()
    waiting.join(60)
    return not waiting.is_alive()


def test_a_port_that_is_taken_is_named_with_another_to_try(tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert serve(port=port, root=tmp_path) == 1

    way_forward = f". Try ./invoke serve --port {port + 1}.\n"
    printed = capsys.readouterr().out
    assert printed.startswith(f"127.0.0.1:{port}: ")
    assert printed.endswith(way_forward)
    assert printed.count("\n") == 1


def test_who_names_no_port_gets_the_first_that_is_free(tmp_path, monkeypatch, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setattr("commands.serve.PORTS", [taken.getsockname()[1], 0])
        assert served_once(tmp_path, monkeypatch) == 0

    assert capsys.readouterr().out.startswith("http://127.0.0.1:")


def test_a_second_one_names_the_first_and_does_nothing(tmp_path, monkeypatch, capsys):
    said = []

    def a_second(_root):
        said.append(serve(port=0, root=tmp_path))
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr("commands.serve.changes", a_second)
    assert (serve(port=0, root=tmp_path), said) == (0, [1])

    first, _, second, *_ = capsys.readouterr().out.split("\n")
    assert second == (
        f"{first.split(' ')[0]} shows this site already: use that one, or end it there with Ctrl-C."
    )
    assert not (tmp_path / ".preview.address").exists()


def test_what_shows_it_to_the_network_says_so(tmp_path, monkeypatch, capsys):
    assert served_once(tmp_path, monkeypatch, host="0.0.0.0") == 0

    shown, others, _ = capsys.readouterr().out.split("\n", 2)
    assert shown.startswith("http://127.0.0.1:")
    assert others.startswith("Other devices in this network see it at http://")
    assert others.endswith("/, drafts too.")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("localhost:8000", 200),
        ("192.168.1.20:8000", 200),
        ("desk.local", 200),
        ("[::1]:8000", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example:8000", 403),
        ("localhost.evil.example", 403),
    ],
)
def test_only_a_name_of_this_machine_is_answered_to(preview, ask, name, status):
    preview.build()
    address = f"http://127.0.0.1:{ask.port}/"
    request = urllib.request.Request(address, headers={"Host": name})
    with closing(answer(request)) as response:
        assert response.status == status


def test_head_is_answered_without_the_text(preview, ask):
    preview.build()
    request = urllib.request.Request(f"http://127.0.0.1:{ask.port}/", method="HEAD")

    with urllib.request.urlopen(request, timeout=30) as response:
        assert int(response.headers["Content-Length"]) > 0
        assert response.read() == b""


def served_once(root, monkeypatch, **options):
    """Run `serve` until the moment at which it would build for the first time."""

    def stopped(_root):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr("commands.serve.changes", stopped)
    return serve(root=root, **options)


def test_ctrl_c_ends_it_without_a_traceback(tmp_path, monkeypatch, capsys):
    def stopped(_root):
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr("commands.serve.changes", stopped)
    built = [sys.executable, "-c", "print('built')"]

    assert serve(port=0, root=tmp_path, build=built) == 0
    first, second, third, last = capsys.readouterr().out.split("\n", 3)
    assert first.startswith("http://127.0.0.1:")
    assert second.endswith("Ctrl-C ends it.")
    assert (third, last) == ("built", "\n")

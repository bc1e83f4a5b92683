"""The stub pages in a real browser, and under the Nu checker."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest
from playwright.sync_api import sync_playwright

from commands.audit.html import check_html
from commands.environment import find_chromium, launch_arguments
from old_addresses.address import written
from old_addresses.checking import checked
from old_addresses.hosts import compiled
from old_addresses.hosts.stubs import COPY
from tests.old_addresses.builders import TARGET_PAGES, rule, site, three_hundred_rules, write
from tests.old_addresses.programs import program

PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>{0}</title><p>{0}</p></html>'


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args) -> None:
        pass


@pytest.fixture(scope="module", params=["", "/some/path"], ids=["at the root", "under a path"])
def stubbed(request, tmp_path_factory):
    """A folder with the stubs of every rule that stubs can do, served; its address and the rules."""
    path = request.param
    root = tmp_path_factory.mktemp("stubs")
    here = site(path, TARGET_PAGES)
    asked = [r for r in three_hundred_rules() if ".php" not in r.old and "x.example" not in r.new]
    rules, problems = checked(asked, here)
    texts, limits = compiled(["stubs"], rules, [], here)
    assert (problems, limits) == ((), ())
    folder = root / path.lstrip("/")
    write(folder, {page: PAGE.format(page) for page in TARGET_PAGES})
    write(folder, {name: text for name, text in texts.items() if not text.startswith(COPY)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}{path}", rules
    server.shutdown()
    server.server_close()


@pytest.mark.long
def test_each_stub_leads_a_browser_on_with_scripts_and_without(stubbed):
    _, address, rules = stubbed
    here = [r for r in rules if r.new.startswith("/") and not r.new.endswith(".xml")]
    assert len(here) > 150
    found, expected = {}, {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=launch_arguments()
        )
        for number, rule_ in enumerate(here):
            if number % 40 == 0:
                page = browser.new_context(java_script_enabled=number % 80 == 0).new_page()
            query = ("", "?m=1")[number % 2]
            new = f"{address}{rule_.new}"
            page.goto(f"{address}{written(rule_.old)}{query}", wait_until="commit")
            page.wait_for_url(lambda url, new=new: unquote(url) == unquote(new))
            found[rule_.old] = page.url
            expected[rule_.old] = new
        browser.close()

    assert found == expected


@pytest.mark.long
def test_a_stub_is_valid_html(stubbed, capsys):
    folder, _, _ = stubbed
    assert program("java")
    assert program("npm")

    assert check_html(folder) == 0, capsys.readouterr().out


def test_a_stub_leads_to_another_host():
    (text,) = compiled(["stubs"], [rule("/a", "https://x.example/?b&c#d")], [], site())[0].values()

    assert '<meta http-equiv="refresh" content="0; url=https://x.example/?b&amp;c#d">' in text
    assert '<link rel="canonical" href="https://x.example/?b&amp;c#d">' in text

"""This site on nginx: its own old addresses followed, its pages in Chromium under its own policy."""

import pytest
from playwright.sync_api import sync_playwright

from commands.environment import find_chromium, launch_arguments
from tests.conftest import run_build
from tests.old_addresses.servers import ask, nginx

KINDS = [
    "/",
    "/help/",
    "/help/interviewing/",
    "/answers/",
    "/archive/",
    "/2026/",
    "/2026/11/",
    "/2026/11/keep-the-faith.html",
    "/about/",
    "/contact/",
    "/search/",
    "/subscribe/",
    "/privacy/",
    "/search-plan-for-the-week/",
    "/nothing-is-here/",
]


@pytest.fixture(params=["", "/some/path"], ids=["at the root", "under a path"])
def served(request, project, tmp_path):
    """The site on nginx with its snippet: the folder, the port, the path."""
    path = request.param
    (project / "nginxconf.py").write_text(
        'from publishconf import *\n\nHOSTS = ["netlify", ("nginx", "../nginx.conf")]\n'
    )
    root = tmp_path / "root"
    output = root / path.lstrip("/") / "output" if not path else root / path.lstrip("/")
    output.parent.mkdir(parents=True, exist_ok=True)
    done = run_build(project, "nginxconf.py", output, SITEURL=f"https://example.org{path}")
    assert done.returncode == 0, done.stderr
    work = tmp_path / "work"
    work.mkdir()
    snippet = output.parent / "nginx.conf"
    with nginx(root if path else output, snippet, work, path) as port:
        yield output, port, path


@pytest.mark.long
def test_each_of_its_old_addresses_leads_to_a_page(served):
    output, port, path = served
    rules = [line.split() for line in (output / "_redirects").read_text().splitlines()]

    found = {}
    for old, new, status in rules:
        for query in ("", "?m=1"):
            answer, headers = ask(port, f"{old}{query}")
            found[old, query] = (str(answer), headers["location"]) == (status, [new])
        found[new] = ask(port, new)[0] == 200

    assert [asked for asked, right in found.items() if not right] == []
    assert len(rules) > 100
    assert {old.startswith(f"{path}/") for old, _, _ in rules} == {True}


@pytest.mark.long
def test_no_page_has_anything_against_the_policy(served):
    _, port, path = served
    said = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=launch_arguments()
        )
        for address in KINDS:
            page = browser.new_page()
            messages = said.setdefault(address, [])
            page.on("console", lambda message, to=messages: to.append(message.text))
            page.on("pageerror", lambda error, to=messages: to.append(str(error)))
            answer = page.goto(f"http://127.0.0.1:{port}{path}{address}", wait_until="networkidle")
            policy = answer.header_value("content-security-policy")
            assert policy.startswith("default-src 'none'; script-src 'self'"), address
            assert ("wasm-unsafe-eval" in policy) == (address == "/search/")
            page.close()
        browser.close()

    # The browser itself notes that the missing page is missing.
    missing = said.pop("/nothing-is-here/")
    assert [message for message in missing if "404" not in message] == []
    assert said == {address: [] for address in KINDS[:-1]}

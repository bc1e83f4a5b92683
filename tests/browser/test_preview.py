"""What an author sees of `./invoke serve`, in a real Chromium: the real server and pages.

The real site is built once; what a save would build of it is then put in place by a small command.
tests/commands/serve has the real build and what it reports.
"""

import contextlib
import json
import re
import shutil
import subprocess
import sys
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from commands.serve import SETTINGS
from commands.serve.preview import Preview
from commands.serve.server import Server
from tests.conftest import ROOT, copy_of_the_site

SOURCE, PAGE = "content/articles/keep-the-faith.md", "2026/11/keep-the-faith.html"
WARNING = {
    "path": SOURCE, "line": 12, "column": 5, "severity": "warning",
    "message": "the picture has no words.", "cure": "Say what it shows.",
}  # fmt: skip
ERROR = {
    **WARNING,
    "line": 3,
    "column": 0,
    "severity": "error",
    "message": "there is no topic 'x'.",
}
DRAFT = (
    "Title: Not ready yet\nDate: 2026-11-20 09:00\nTopics: networking\nStatus: draft\n\nWords.\n"
)
# What `commands.build` does, in small: pages and a report, as next.json says.
BUILD = """
import json, pathlib, sys
next = json.loads(pathlib.Path("next.json").read_text())
if next["code"] == 0:
    for page, text in next["pages"].items():
        path = pathlib.Path(".preview", page)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text) if text else path.unlink()
pathlib.Path(sys.argv[2]).write_text(json.dumps(next["report"]))
sys.exit(next["code"])
"""


class Author:
    """Somebody at work on a copy of the site, which is served at `address`."""

    def __init__(self, root, address, preview):
        self.root, self.address, self.preview = root, address, preview
        self.page = (root / ".preview" / PAGE).read_text(encoding="utf-8")

    def build(self, *problems, code=0, sources=None, pages=None):
        report = {"problems": problems, "sources": {PAGE: SOURCE} if sources is None else sources}
        plan = {"code": code, "pages": pages or {}, "report": report}
        (self.root / "next.json").write_text(json.dumps(plan), encoding="utf-8")
        self.preview.build()


@pytest.fixture
def author(preview, tmp_path):
    """An author whose preview has been built and is served."""
    root = copy_of_the_site(tmp_path / "site")
    shutil.copytree(preview, root / ".preview")
    built = Preview(root, [sys.executable, "-c", BUILD])
    with (
        contextlib.chdir(root),  # where the tasks run
        Server(("127.0.0.1", 0), built, SETTINGS) as server,
    ):
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        author = Author(root, f"http://127.0.0.1:{server.server_port}", built)
        author.build()
        yield author
        server.shutdown()


def test_a_save_reloads_the_page_and_what_was_read_stays_where_it_was(author, open_in):
    page = open_in(height=700)
    page.goto(f"{author.address}/{PAGE}")
    block = page.locator("main h2").nth(1)
    block.evaluate("b => scrollBy({top: b.getBoundingClientRect().top - 40, behavior: 'instant'})")
    words = block.inner_text()
    assert block.bounding_box()["y"] == pytest.approx(40, abs=1)

    longer = re.sub(
        "(<p>Weeks)", f"<p>{'A new first paragraph. ' * 50}</p>\\1", author.page, count=1
    )
    author.build(pages={PAGE: longer})

    expect(page.locator("main")).to_contain_text("A new first paragraph")
    page.wait_for_function("history.scrollRestoration == 'auto'")
    again = page.get_by_role("heading", name=words)
    assert again.bounding_box()["y"] == pytest.approx(40, abs=2)


def test_messages_stand_on_the_page_of_their_article_and_can_be_closed(author, open_in):
    page = open_in(width=390)
    page.goto(f"{author.address}/{PAGE}")
    panel = page.get_by_role("region", name="1 message for this article")
    expect(page.get_by_role("link", name="Desk")).to_be_visible()
    expect(panel).to_be_hidden()

    author.build(WARNING)

    said = f"{SOURCE}:12:5 warning the picture has no words. Say what it shows."
    expect(panel.get_by_role("listitem")).to_have_text(said)
    expect(page.locator(".preview-bar").get_by_role("status")).to_have_text(
        "1 message for this article"
    )
    page.get_by_role("button", name="Close").focus()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    opener = page.get_by_role("button", name="1 message")
    expect(opener).to_be_focused()

    author.build(WARNING)  # the page is loaded anew, and stays as the author left it
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.click()
    expect(panel).to_be_visible()


def test_a_page_says_nothing_of_the_messages_of_others_but_how_many_there_are(author, open_in):
    author.build(WARNING)
    page = open_in()
    page.goto(f"{author.address}/about/")

    expect(page.get_by_role("link", name="Desk (1 to mend)")).to_be_visible()
    expect(page.get_by_role("button", name="message")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_violation_in_the_panel_nor_on_the_desk(author, open_in, scheme, width):
    author.build(WARNING)
    page = open_in(width=width, scheme=scheme)
    for address in (f"/{PAGE}", "/desk/"):
        page.goto(author.address + address)
        expect(page.get_by_role("link", name="Desk (1 to mend)")).to_be_visible()

        results = Axe().run(page)

        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_why_a_build_failed_is_shown_on_the_page_from_before_until_it_is_mended(author, open_in):
    page = open_in()
    page.goto(f"{author.address}/{PAGE}")
    panel = page.get_by_role("region", name="The last change was not built")

    author.build(ERROR, code=1)

    expect(panel.get_by_role("listitem")).to_have_text(
        f"{SOURCE}:3 error there is no topic 'x'. Say what it shows."
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep the faith!")

    author.build()
    expect(panel).to_be_hidden()


def test_an_open_page_follows_its_article_when_it_is_published_or_renamed(author, open_in):
    draft, source = "drafts/not-ready.html", "content/articles/not-ready.md"
    author.build(sources={draft: source}, pages={draft: author.page})
    page = open_in()
    page.goto(f"{author.address}/{draft}")

    for name in ("not-ready", "now-ready"):
        old, new = page.url.removeprefix(f"{author.address}/"), f"2026/11/{name}.html"
        after = {new: f"content/articles/{name}.md"}
        author.build(sources=after, pages={old: "", new: author.page})
        expect(page).to_have_url(f"{author.address}/{new}")


def test_the_desk_leads_to_the_page_of_a_draft(author, open_in):
    draft = author.root / "content/articles/not-ready.md"
    draft.write_text(DRAFT, encoding="utf-8")
    author.build(sources={PAGE: "content/articles/not-ready.md"})
    page = open_in()
    page.goto(f"{author.address}/desk/")

    drafts = page.get_by_role("region", name="Drafts")
    expect(drafts.get_by_role("listitem")).to_have_text("2026-11-20 09:00 Not ready yet")
    expect(page.locator(".desk-recent li").first).to_have_text("just now Not ready yet")
    drafts.get_by_role("link", name="Not ready yet").click()
    expect(page).to_have_url(f"{author.address}/{PAGE}")


def test_the_desk_names_what_is_wrong_with_its_line_and_hears_of_a_build_that_failed(
    author, open_in
):
    page = open_in()
    page.goto(f"{author.address}/desk/")
    to_mend = page.get_by_role("region", name="To mend")
    expect(to_mend).to_contain_text("Nothing.")

    author.build(ERROR, WARNING, code=1)

    expect(to_mend).to_contain_text("Not built")
    expect(to_mend.get_by_role("heading", level=3)).to_have_text(SOURCE)
    expect(to_mend.get_by_role("listitem")).to_have_text(
        [
            "error line 3 there is no topic 'x'. Say what it shows.",
            "warning line 12 the picture has no words. Say what it shows.",
        ]
    )
    to_mend.get_by_role("link").click()
    expect(page).to_have_url(f"{author.address}/{PAGE}")


def test_the_desk_lists_topics_with_what_each_has(author, open_in):
    page = open_in()
    page.goto(f"{author.address}/desk/")

    rows = page.get_by_role("region", name="Topics").get_by_role("row")
    assert rows.count() == 1 + 9
    rows.nth(1).get_by_role("link").click()
    expect(page).to_have_url(re.compile("/help/[a-z-]+/$"))


def test_a_page_says_so_when_the_preview_has_ended(author, open_in):
    program = (
        "import pathlib, sys; sys.path[:0] = sys.argv[1:]; from commands.serve import serve; "
        "serve(port=0, root=pathlib.Path.cwd(), build=[sys.executable, '-c', 'raise SystemExit'])"
    )
    serving = subprocess.Popen(
        [sys.executable, "-c", program, str(ROOT), str(ROOT / "plugins")],
        cwd=author.root,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        page = open_in()
        page.goto(serving.stdout.readline().split()[0] + PAGE)
        expect(page.get_by_role("link", name="Desk")).to_be_visible()
        ended = page.get_by_role("region", name="The preview has ended")
        expect(ended).to_be_hidden()
    finally:
        serving.kill()
        serving.communicate()

    expect(ended).to_be_visible()


def test_nothing_of_the_desk_is_in_what_is_published(site):
    marks = (b"/.serve/", b"preview-bar", b'id="desk"', b"/desk/", b"desk.css")

    found = [p for p in site.rglob("*") if p.is_file() and any(m in p.read_bytes() for m in marks)]

    assert found == []

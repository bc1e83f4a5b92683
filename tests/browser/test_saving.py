"""From a save to the page in a real Chromium: the real server, and the real builds of this site."""

import signal
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.conftest import copy_of_the_site

SOURCE, PAGE = "content/articles/keep-the-faith.md", "2026/11/keep-the-faith.html"
# Ctrl-C is told to end it; what runs tests in the background may have told them to ignore that.
SERVE = """\
import signal
from pathlib import Path
from commands.serve import serve

signal.signal(signal.SIGINT, signal.default_int_handler)
serve(root=Path.cwd())
"""


@pytest.fixture
def served(tmp_path):
    """The root of a copy of the site, and the address where `serve` shows it, built."""
    root = copy_of_the_site(tmp_path / "site")
    command = [sys.executable, "-u", "-c", SERVE]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) as process:
        try:
            address = process.stdout.readline().decode().split("/ ")[0]
            while b"pages in" not in process.stdout.readline():
                assert process.poll() is None
            yield root, address
        finally:
            process.send_signal(signal.SIGINT)


def test_a_save_is_seen_at_once_and_a_fault_is_told(served, open_in):
    root, address = served
    page = open_in()
    page.goto(f"{address}/{PAGE}")
    source = root / SOURCE
    good = source.read_text(encoding="utf-8")

    source.write_text(f"{good}\nA sentence.\n", encoding="utf-8")
    expect(page.locator("main")).to_contain_text("A sentence.")
    source.write_text(good.replace("Topics: ", "Topics: netwroking, "), encoding="utf-8")
    panel = page.get_by_role("region", name="The last change was not built")
    expect(panel).to_contain_text("there is no topic 'netwroking'")
    source.write_text(good, encoding="utf-8")
    expect(panel).to_be_hidden()
    expect(page.locator("main")).not_to_contain_text("A sentence.")

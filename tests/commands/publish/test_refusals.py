import os
import subprocess
from datetime import UTC, datetime

import pytest

from commands.publish import refusals

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_the_address_is_read_from_the_home_page():
    page = '<link rel="canonical" href="https://www.your-site.net/"><p>'

    assert refusals.address_in(page) == "https://www.your-site.net"
    assert refusals.address_in("<p>") == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "https://www.example.com/jobs",
        "http://localhost:8000",
        "http://jobs.localhost",
        "http://127.0.0.1:8000",
        "http://[::1]/",
    ],
)
def test_an_address_that_no_reader_can_reach_is_refused(address):
    assert refusals.no_address(address) == (
        f"The site says that it stands at {address}, which no reader can reach. "
        "Set SITEURL in publishconf.py, or `address` of the target in publish.toml."
    )


@pytest.mark.parametrize("address", ["", "/jobs", "www"])
def test_no_address_at_all_is_refused(address):
    assert refusals.no_address(address).startswith("The site does not say at which address")


def test_a_real_address_is_taken():
    assert refusals.no_address("https://myexample.org/jobs") == ""


@pytest.fixture
def articles(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content/articles"
    folder.mkdir(parents=True)

    def write(name, *lines):
        (folder / name).write_text("\n".join(["Title: T", *lines, "", "Text."]), encoding="utf-8")

    return folder, write


def test_a_draft_in_the_output_is_refused(articles):
    folder, write = articles
    write("secret.md", "Date: 2026-11-01", "Status: draft")

    assert refusals.not_for_readers(["2026/11/secret.html"], folder, NOON) == (
        "output/2026/11/secret.html must not be published: content/articles/secret.md "
        "has the status draft. Build again."
    )


def test_an_article_of_tomorrow_is_refused_until_its_time_has_come(articles):
    folder, write = articles
    write("later.md", "Date: 2026-11-24 09:00", "Slug: soon")
    paths = ["2026/11/soon.html"]

    assert refusals.not_for_readers(paths, folder, NOON) == (
        "output/2026/11/soon.html must not be published: content/articles/later.md "
        "is dated 2026-11-24 09:00. Build again."
    )
    assert refusals.not_for_readers(paths, folder, NOON.replace(day=25)) == ""


def test_a_page_that_only_the_preview_has_is_refused(articles):
    folder, _ = articles

    assert refusals.not_for_readers(["drafts/x.html"], folder, NOON) == (
        "output/drafts/x.html is not for readers. Build with publishconf.py."
    )


def test_what_is_held_back_and_not_in_the_output_is_no_reason_to_refuse(articles):
    folder, write = articles
    write("secret.md", "Status: draft")
    write("open.md", "Date: 2026-11-01")

    assert refusals.not_for_readers(["2026/11/open.html"], folder, NOON) == ""


def git(folder, *arguments):
    who = ["-c", "user.name=N", "-c", "user.email=n@localhost"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def test_a_working_tree_that_is_not_committed_is_refused(tmp_path):
    git(tmp_path, "init")
    (tmp_path / "a.md").write_text("a")
    (tmp_path / "b.md").write_text("b")
    dirty = refusals.not_committed(tmp_path)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "m")

    assert dirty == (
        "a.md and 1 more differs from the last commit. "
        "Commit the change, or publish it as it is with --dirty."
    )
    assert refusals.not_committed(tmp_path) == ""


def test_a_site_that_is_not_in_git_has_no_state_to_compare_with(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert refusals.not_committed(tmp_path) == ""


def test_a_target_with_files_of_others_is_refused():
    assert refusals.strangers_there(["d", "c", "b", "a"], "s3:bucket") == (
        "s3:bucket holds what no publish put there: a, b, c and 1 more. Name another place in "
        "publish.toml, or publish beside it with --adopt: what has the address of a new file is "
        "then replaced, and the rest stays."
    )
    assert refusals.strangers_there([], "s3:bucket") == ""


def test_a_build_older_than_its_sources_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "content/articles/a.md"
    source.parent.mkdir(parents=True)
    source.write_text("a")
    os.utime(source, (1000, 1000))

    assert refusals.older_than_its_sources(999, [tmp_path / "content"]) == (
        "content/articles/a.md was saved after the site was built. Build again."
    )
    assert refusals.older_than_its_sources(1001, [tmp_path / "content"]) == ""

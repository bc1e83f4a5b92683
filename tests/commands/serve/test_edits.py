import os
import subprocess

import pytest

from commands.serve.edits import last_edits

COMMITTED, EDITED = 1_700_000_000, 1_790_000_000


@pytest.fixture
def site(tmp_path):
    """Two files of a site below the top of its repository, as a clone makes them: with one time."""
    articles = tmp_path / "site/content"
    articles.mkdir(parents=True)
    for name in ("ä b.md", "two.md"):
        (articles / name).write_text("Words.\n")
    return tmp_path / "site"


def git(folder, *arguments):
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    environment = {**os.environ, "GIT_COMMITTER_DATE": f"@{COMMITTED} +0000"}
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, env=environment)


def times(site):
    paths = sorted((site / "content").iterdir())
    edits = last_edits(paths, site)
    return {path.name: int(when.timestamp()) for path, when in edits.items()}


def test_what_is_committed_was_edited_then_and_what_is_not_when_its_file_says(site):
    git(site.parent, "init", "--quiet")
    git(site.parent, "add", ".")
    git(site.parent, "commit", "--quiet", "-m", "Both")
    changed, new = site / "content/two.md", site / "content/three.md"
    for path in (changed, new):
        path.write_text("Other words.\n")
        os.utime(path, (EDITED, EDITED))

    assert times(site) == {"ä b.md": COMMITTED, "two.md": EDITED, "three.md": EDITED}


def test_without_git_the_time_of_the_file_is_believed(site, monkeypatch):
    monkeypatch.setenv("PATH", "")
    for path in (site / "content").iterdir():
        os.utime(path, (EDITED, EDITED))

    assert times(site) == {"ä b.md": EDITED, "two.md": EDITED}


def test_a_file_that_is_gone_meanwhile_is_passed_over(site):
    assert last_edits([site / "content/gone.md"], site) == {}

"""As docs/publishing.md has it: a fresh clone, the launcher, and its first publishes. Long, since an
environment is made."""

import subprocess

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.long
LINES = """
[live]
kind = "folder"
address = "https://www.your-site.net"
path = "../www"

[pages]
kind = "branch"
address = "https://you.github.io/site"
"""


@pytest.fixture
def invoke(tmp_path):
    """Run the launcher in a clone; return its exit code and what it said."""
    project, bare = tmp_path / "project", tmp_path / "bare.git"
    for clone in (["--bare", ROOT, bare], [bare, project]):
        subprocess.run(["git", "clone", "--quiet", *map(str, clone)], check=True)

    def invoke(*words: str) -> tuple[int, str]:
        command = [str(project / "invoke"), *words]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    return invoke


def test_publish_look_and_go_back_through_the_launcher(invoke, tmp_path):
    project = tmp_path / "project"

    code, said = invoke("publish")
    assert code == 1
    assert "publish.toml does not say yet where to publish." in said

    (project / "publish.toml").write_text(LINES)
    code, said = invoke("publish")
    assert code == 1
    assert "publish.toml differs from the last commit." in said

    git = ["git", "-C", str(project), "-c", "user.name=You", "-c", "user.email=you@localhost"]
    subprocess.run([*git, "commit", "--quiet", "--all", "-m", "Targets"], check=True)
    code, said = invoke("publish", "--dry-run")
    assert (code, "New pages: " in said) == (0, True), said
    assert not (tmp_path / "www").exists()

    code, said = invoke("publish")
    assert (code, " stands, in " in said) == (0, True), said
    home = (tmp_path / "www/current/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://www.your-site.net/">' in home
    assert (tmp_path / "www/current/nginx.conf").is_file()

    code, said = invoke("publish", "--to", "pages")
    assert (code, " stands, in " in said) == (0, True), said
    listed = ["git", "-C", str(tmp_path / "bare.git"), "ls-tree", "--name-only", "gh-pages"]
    names = subprocess.check_output(listed, text=True).split()
    assert {".nojekyll", "index.html", "404.html", "atom.xml"} <= set(names)
    assert "nginx.conf" not in names

    code, said = invoke("publish", "--releases")
    assert (code, said.count("<- what readers see")) == (0, 1), said
    code, said = invoke("publish", "--back")
    assert (code, "holds no release before" in said) == (1, True), said

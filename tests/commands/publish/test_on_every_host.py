"""This very site, published to every kind of target and fetched from a real server: all of it; then
five articles changed, one renamed and one gone; then back. Prints what was sent the second time."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from commands.publish.hosts import HOSTS
from tests.commands.publish.ssh_server import as_program, ssh_server
from tests.conftest import ROOT, SOURCES, run_build
from tests.old_addresses import servers

from .conftest import ADDRESS, answering, free_port, serving

pytestmark = pytest.mark.long

# Where it lies after a publish, what is written into publish.toml, and who serves it to readers.
TARGETS = {
    "a folder, nginx": ("www/current", 'kind = "folder"\npath = "../www"', "nginx"),
    "a folder, Caddy": ("www/current", 'kind = "folder"\npath = "../www"', "caddy"),
    "ssh, nginx": ("www/current", 'kind = "folder"\npath = "{here}/www"\nssh = "{host}"', "nginx"),
    "SFTP, nginx": ("sftp/site", 'kind = "rclone"\nremote = "trial:site"', "nginx"),
    "WebDAV, nginx": ("webdav/site", 'kind = "rclone"\nremote = "trial:site"', "nginx"),
    "S3, a website before it": ("", 'kind = "rclone"\nremote = "trial:site"', "bucket"),
    "a branch, as GitHub": ("branch", 'kind = "branch"\nremote = "../bare.git"', "github"),
}
WEBSITE_OF_A_BUCKET = """
rewrite ^(.*)/$ $1/index.html;
proxy_intercept_errors on;
location / {{ proxy_pass {bucket}/site/; }}
"""
ARTICLE = """\
Title: {title}
Date: 2026-11-22 09:00
Topics: after-a-rejection
Summary: An article that comes and goes.
{was}
Some words that nobody links to.
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Return the sources, built for a host, in their first or second state."""
    folder = tmp_path_factory.mktemp("sources")

    def sites(state: str, host: str) -> Path:
        project = folder / f"{state}-{host}"
        if not project.exists():
            write_sources(project, state)
            settings = {"SITEURL": ADDRESS, **HOSTS[host].build_settings()}
            done = run_build(project, **settings)
            assert done.returncode == 0, done.stderr
        return project / "output"

    return sites


def write_sources(project: Path, state: str) -> None:
    for source in SOURCES:
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        project.mkdir(exist_ok=True)
        copy(ROOT / source, project / source)
    (ROOT / ".cache").mkdir(exist_ok=True)
    (project / ".cache").symlink_to(ROOT / ".cache")
    articles = project / "content/articles"
    if state == "first":
        (articles / "soon-renamed.md").write_text(ARTICLE.format(title="Renamed", was=""))
        (articles / "soon-gone.md").write_text(ARTICLE.format(title="Gone", was=""))
        return
    was = "Was: /2026/11/soon-renamed.html\n"
    (articles / "renamed.md").write_text(ARTICLE.format(title="Renamed", was=was))
    for article in sorted(articles.glob("*.md"))[:5]:
        text = article.read_text(encoding="utf-8").rstrip("\n")
        article.write_text(f"{text}\n\nOne sentence more.\n", encoding="utf-8")


@contextmanager
def reached(name: str, here: Path, monkeypatch):
    """Let the target answer; yield what its lines of publish.toml lack, and the bucket's address."""
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
    if name.startswith("ssh"):
        with ssh_server(here / "ssh", free_port(), answering) as server:
            (here / "bin").mkdir()
            as_program(server.ssh, here / "bin/ssh")
            monkeypatch.setenv("PATH", f"{here / 'bin'}:{os.environ['PATH']}")
            yield {"host": server.host}
    elif name.startswith(("SFTP", "WebDAV", "S3")):
        kind = name.partition(",")[0].lower()
        with serving(kind, here / kind, lasting=kind != "s3") as variables:
            for variable, value in variables.items():
                monkeypatch.setenv(variable, value)
            yield {"bucket": variables.get("RCLONE_CONFIG_TRIAL_ENDPOINT", "")}
    else:
        subprocess.run(["git", "init", "--quiet", "--bare", str(here / "bare.git")], check=True)
        subprocess.run(["git", "init", "--quiet", str(here / "project")], check=True)
        yield {}


@contextmanager
def served(name: str, here: Path, bucket: str = "", **_):
    """Serve what was published; yield the address."""
    lies, _, host = TARGETS[name]
    root, work = here / lies, here / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    if host == "github":
        shutil.rmtree(root, ignore_errors=True)
        clone = ["git", "clone", "--quiet", "--branch", "gh-pages", str(here / "bare.git")]
        subprocess.run([*clone, str(root)], check=True)
    (work / "snippet").write_text(snippet_for(host, root, bucket))
    serve = servers.caddy if host == "caddy" else servers.nginx
    with serve(root, work / "snippet", work) as port:
        yield f"http://127.0.0.1:{port}"


def snippet_for(host: str, root: Path, bucket: str) -> str:
    if host == "nginx":
        return (root / "nginx.conf").read_text()
    if host == "caddy":
        missing = "handle_errors {\n\trewrite * /404.html\n\tfile_server\n}\n"
        return (root / "Caddyfile").read_text() + missing
    return WEBSITE_OF_A_BUCKET.format(bucket=bucket) if host == "bucket" else ""


@pytest.mark.parametrize("name", TARGETS)
def test_everything_answers_as_published_twice_and_after_going_back(
    name, sites, tmp_path, monkeypatch
):
    _, lines, host = TARGETS[name]
    project = tmp_path / "project"
    (project / "content/articles").mkdir(parents=True)

    def publish(*words: str) -> str:
        command = [sys.executable, "-m", "commands.publish", "--root", str(project), *words]
        own = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
        done = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    with reached(name, tmp_path, monkeypatch) as given:
        (project / "publish.toml").write_text(
            f'[live]\naddress = "{ADDRESS}"\nserved_by = "{host}"\n'
            + lines.format(here=tmp_path, **given)
        )
        said = {}
        for state in ("first", "second", "first again"):
            if state == "first again":
                publish("--back")
            else:
                shutil.rmtree(project / "output", ignore_errors=True)
                shutil.copytree(sites(state, host), project / "output")
                said[state] = publish("--no-build", "--dirty").splitlines()[0]
            with served(name, tmp_path, **given) as site:
                verified = publish("--verify", "--at", site)
    print(f"\n| {name} | {said['first']} | {said['second']} | {verified.strip()} |")
    assert re.search(r"all is as it was published$", verified.strip())

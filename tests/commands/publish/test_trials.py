"""Long trials: a reader who never stops during thirty publishes, and publishes that are killed."""

import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from commands.publish import live
from commands.publish.folder import Folder
from commands.publish.hosts import HOSTS
from commands.publish.remote import Remote

from .conftest import ADDRESS, page, serving, style, website, write_site

ROOT = Path(__file__).resolve().parents[3]
PAGES = [f"2026/11/article-{n}.html" for n in range(40)]


def release(number: int) -> dict[str, str]:
    css = style(f"body {{ order: {number} }}" * 200)
    pages = {path: page(css[0], f"{number} " * 500) for path in ["index.html", *PAGES]}
    return dict([css, ("404.html", "none"), ("sitemap.xml", str(number))]) | pages


@pytest.fixture
def project(tmp_path):
    """A project with one target, a folder, and its site already built."""
    folder = tmp_path / "project"
    (folder / "content/articles").mkdir(parents=True)
    (folder / "publish.toml").write_text(
        f'[live]\nkind = "folder"\naddress = "{ADDRESS}"\npath = "{tmp_path}/www"\n'
    )
    write_site(folder / "output", release(0))
    return folder


def start(project):
    command = [sys.executable, "-m", "commands.publish", "--no-build", "--dirty"]
    return subprocess.Popen(
        [*command, "--root", str(project)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def publish(project) -> str:
    process = start(project)
    said, _ = process.communicate()
    assert process.returncode == 0, said
    return said


class Reader(threading.Thread):
    """Fetches a page and every asset that it names, over and over."""

    def __init__(self, site: str) -> None:
        super().__init__()
        self.site, self.requests, self.faults, self.over = site, 0, [], False

    def run(self) -> None:
        while not self.over:
            text = self.get(f"/{random.choice(PAGES)}")
            for asset in re.findall(r'stylesheet" href="([^"]+)"', text):
                self.get(asset)

    def get(self, path: str) -> str:
        self.requests += 1
        try:
            with urllib.request.urlopen(self.site + path, timeout=20) as answer:
                return answer.read().decode()
        except OSError as error:
            self.faults.append(f"{path}: {error}")
            return ""


@pytest.mark.long
def test_a_reader_meets_no_error_and_no_page_without_its_style_during_thirty_publishes(
    project, tmp_path
):
    publish(project)
    with website(tmp_path / "www/current", tmp_path / "server") as site:
        readers = [Reader(site) for _ in range(3)]
        for reader in readers:
            reader.start()
        try:
            for number in range(1, 31):
                write_site(project / "output", release(number))
                publish(project)
        finally:
            for reader in readers:
                reader.over = True
            for reader in readers:
                reader.join()
        published = Folder(f"{tmp_path}/www").standing()
        assert list(live.verify(site, published, HOSTS["nginx"])) == []
    faults = [fault for reader in readers for fault in reader.faults]
    print(sum(reader.requests for reader in readers), "requests,", len(faults), "faults")
    assert faults == []


def kill_twenty_times(project, site: Path) -> int:
    """Kill a publish of a new release at random moments, see each time that every page in `site` has
    its style, and let the last release be published; return how many were killed before their end."""
    began = time.perf_counter()
    publish(project)
    lasts = time.perf_counter() - began
    chance, killed = random.Random(6), 0
    for number in range(1, 21):
        write_site(project / "output", release(number))
        with start(project) as process:
            time.sleep(chance.uniform(0.2, 1) * lasts)
            process.send_signal(signal.SIGKILL)
        killed += process.returncode == -signal.SIGKILL
        for path in PAGES:
            css = re.search(r'stylesheet" href="/([^"]+)"', (site / path).read_text())[1]
            assert (site / css).is_file(), (number, path)
    publish(project)
    print(killed, "of 20 killed before their end")
    return killed


@pytest.mark.long
def test_after_a_publish_that_was_killed_a_folder_is_whole_and_the_next_publish_completes(
    project, tmp_path
):
    current = tmp_path / "www/current"

    assert kill_twenty_times(project, current) > 0
    standing = Folder(f"{tmp_path}/www").standing()
    assert {path: (current / path).read_text() for path in standing.files} == release(20)
    assert list((tmp_path / "www/releases").glob(".new.*")) == []


@pytest.mark.long
def test_after_a_publish_that_was_killed_a_bucket_is_whole_and_the_next_publish_completes(
    project, tmp_path, monkeypatch
):
    target = f'[live]\nkind = "rclone"\naddress = "{ADDRESS}"\nremote = "trial:site"\n'
    (project / "publish.toml").write_text(target)
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
    with serving("s3", tmp_path / "s3") as variables:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

        assert kill_twenty_times(project, tmp_path / "s3/site") > 0
        standing = Remote("trial:site").standing()
    there = {path: (tmp_path / "s3/site" / path).read_text() for path in standing.files}
    assert there == release(20)
    assert standing.unsure == frozenset()

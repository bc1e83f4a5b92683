"""Long trials: readers who never stop during thirty publishes, and publishes that are killed, or whose
server goes away in the middle. Each prints what it counted."""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.commands.publish.cut_line import CutLine
from tests.commands.publish.ssh_server import as_program, ssh_server

from .conftest import ADDRESS, answering, free_port, page, serving, style, website, write_site

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parents[3]
PAGES = [f"2026/11/article-{n}.html" for n in range(40)]
FOLDER = 'kind = "folder"\npath = "{path}"\n'
BUCKET = 'kind = "rclone"\nremote = "trial:site"\nserved_by = "bucket"\n'


def release(number: int) -> dict[str, str]:
    css = style(f"body {{ order: {number} }}" * 200)
    pages = {path: page(css[0], f"{number} " * 500) for path in ["index.html", *PAGES]}
    return dict([css, ("404.html", "none"), ("sitemap.xml", str(number))]) | pages


class Trial:
    """A project with one target, the address at which readers find what was published, and the line
    to the target, if there is one."""

    def __init__(self, folder: Path, site: str, line: CutLine | None = None, **environment) -> None:
        self.folder, self.site, self.line = folder, site, line
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), **environment}
        self.environment.pop("AWS_CA_BUNDLE", None)

    def start(self, number: int) -> subprocess.Popen:
        """Begin to publish a release."""
        write_site(self.folder / "output", release(number))
        command = [sys.executable, "-m", "commands.publish", "--no-build", "--dirty"]
        return subprocess.Popen(
            [*command, "--root", str(self.folder)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def publish(self, number: int) -> float:
        """Publish a release and return how many seconds it took."""
        began = time.perf_counter()
        process = self.start(number)
        said, _ = process.communicate()
        assert process.returncode == 0, said
        return time.perf_counter() - began

    def fetch(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.site}/{path}", timeout=20) as answer:
            return answer.read().decode()

    def check_every_page_has_its_style(self) -> None:
        for path in PAGES:
            self.fetch(style_of(self.fetch(path)))

    def holds(self) -> dict[str, str]:
        return {path: self.fetch(path) for path in release(20)}


def style_of(text: str) -> str:
    return re.search(r'stylesheet" href="/([^"]+)"', text)[1]


@contextmanager
def a_trial(kind: str, folder: Path):
    project = folder / "project"
    (project / "content/articles").mkdir(parents=True)
    with {"folder": on_folder, "ssh": over_ssh, "bucket": on_bucket}[kind](
        folder, project
    ) as trial:
        trial.publish(0)
        yield trial


def _describe(project: Path, target: str) -> None:
    (project / "publish.toml").write_text(f'[live]\naddress = "{ADDRESS}"\n{target}')


@contextmanager
def on_folder(folder: Path, project: Path):
    _describe(project, FOLDER.format(path=folder / "www"))
    with website(folder / "www/current", folder / "server") as site:
        yield Trial(project, site)


@contextmanager
def over_ssh(folder: Path, project: Path):
    with (
        ssh_server(folder / "ssh", free_port(), answering) as server,
        website(folder / "www/current", folder / "server") as site,
        CutLine(int(server.ssh[server.ssh.index("-p") + 1])) as line,
    ):
        through_it = [str(line.port) if w == str(line.to) else w for w in server.ssh]
        (folder / "bin").mkdir()
        as_program(through_it, folder / "bin/ssh")
        _describe(project, FOLDER.format(path=folder / "www") + f'ssh = "{server.host}"\n')
        yield Trial(project, site, line, PATH=f"{folder / 'bin'}:{os.environ['PATH']}")


@contextmanager
def on_bucket(folder: Path, project: Path):
    _describe(project, BUCKET)
    with serving("s3", folder / "s3", lasting=False) as variables:
        endpoint = variables["RCLONE_CONFIG_TRIAL_ENDPOINT"]
        with CutLine(int(endpoint.rpartition(":")[2])) as line:
            through_it = {"RCLONE_CONFIG_TRIAL_ENDPOINT": f"http://127.0.0.1:{line.port}"}
            yield Trial(project, f"{endpoint}/site", line, **(variables | through_it))


class Reader(threading.Thread):
    """Fetches a page and the style that it names, over and over."""

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self.trial, self.requests, self.faults, self.over = trial, 0, [], False

    def run(self) -> None:
        while not self.over:
            if text := self.get(random.choice(PAGES)):
                self.get(style_of(text))

    def get(self, path: str) -> str:
        self.requests += 1
        try:
            return self.trial.fetch(path)
        except OSError as error:
            self.faults.append(f"{path}: {error}")
            return ""


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_readers_meet_no_error_and_no_page_without_its_style_during_thirty_publishes(
    kind, tmp_path
):
    with a_trial(kind, tmp_path) as trial:
        readers = [Reader(trial) for _ in range(3)]
        for reader in readers:
            reader.start()
        try:
            for number in range(1, 31):
                trial.publish(number)
        finally:
            for reader in readers:
                reader.over = True
            for reader in readers:
                reader.join()
    faults = [fault for reader in readers for fault in reader.faults]
    requests = sum(reader.requests for reader in readers)
    print(f"{kind}: 30 publishes, {requests} requests, {len(faults)} faults")
    assert faults == []


@pytest.mark.parametrize("kind", ["folder", "ssh", "bucket"])
def test_a_publish_that_is_killed_leaves_every_page_its_style_and_the_next_one_completes(
    kind, tmp_path
):
    """Every second time what it started is killed with it, as when a terminal is closed."""
    chance, killed = random.Random(6), 0
    with a_trial(kind, tmp_path) as trial:
        lasts = trial.publish(100)
        for number in range(1, 21):
            with trial.start(number) as process:
                time.sleep(chance.uniform(0.2, 1) * lasts)
                kill = os.killpg if number % 2 else os.kill
                kill(process.pid, signal.SIGKILL)
            killed += process.returncode == -signal.SIGKILL
            trial.check_every_page_has_its_style()
        trial.publish(20)
        assert trial.holds() == release(20)
    print(f"{kind}: {killed} of 20 killed before their end")
    assert killed > 0


@pytest.mark.parametrize("kind", ["ssh", "bucket"])
def test_a_server_that_goes_away_leaves_every_page_its_style_and_the_next_publish_completes(
    kind, tmp_path
):
    chance, broken = random.Random(7), 0
    with a_trial(kind, tmp_path) as trial:
        lasts = trial.publish(100)
        for number in range(1, 21):
            with trial.start(number) as process:
                time.sleep(chance.uniform(0.2, 1) * lasts)
                trial.line.cut()
                said = process.communicate()[0]
            trial.line.mend()
            broken += process.returncode != 0
            assert "Traceback" not in said, said
            trial.check_every_page_has_its_style()
        trial.publish(20)
        assert trial.holds() == release(20)
    print(f"{kind}: {broken} of 20 broken off before their end")
    assert broken > 0

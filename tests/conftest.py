"""Builds the site once, and hands out its pages parsed."""

from __future__ import annotations

import locale
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, settings

from commands.unchanged import VARIABLES

ROOT = Path(__file__).parent.parent
# A busy machine is no fault: benchmarks say how long something takes, tests what comes of it.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
# What a machine, its user or a hook of Git has set is no matter of the tests, nor whose checkout this
# is, nor a proxy.
for _name in [*os.environ]:
    if _name in (*VARIABLES, "EDITOR", "VISUAL") or _name.startswith("GIT_"):
        del os.environ[_name]
os.environ |= {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "safe.directory",
    "GIT_CONFIG_VALUE_0": "*",
    "no_proxy": f"127.0.0.1,localhost,{os.environ.get('no_proxy') or os.environ.get('NO_PROXY', '')}",
}
SOURCES = ("pelicanconf.py", "publishconf.py", "content", "theme", "plugins", "commands")


def run_build(folder: Path, settings: str = "publishconf.py", output="output", **environment):
    """Build the site whose sources lie in `folder`, as the task does; return the finished process."""
    return subprocess.run(
        [sys.executable, "-m", "commands.build", settings, str(output)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
    )


def run_pelican(folder: Path, files: dict[str, str], settings: dict) -> subprocess.CompletedProcess:
    """Build a site of {path: text} in `folder` with stock Pelican; return the finished process.

    It is somebody else's site: what `settings` leave out is as on any other.
    """
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = {
        "PATH": "content",
        "SITENAME": "Elsewhere",
        "SITEURL": "https://elsewhere.example",
        "TIMEZONE": "UTC",
        "PLUGIN_PATHS": [str(ROOT / "plugins")],
        **settings,
    }
    lines = [f"{name} = {value!r}" for name, value in settings.items()]
    (folder / "pelicanconf.py").write_text("\n".join(lines), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", "output"],
        cwd=folder,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def another_thread():
    """Another thread runs during the test."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    yield
    end.set()
    thread.join()


@pytest.fixture(autouse=True)
def _reading_settings_leaves_nothing():
    """Pelican changes the locale of the whole process when it reads settings, and leaves them where
    another `publishconf.py` would import them: the next test has its own."""
    before = locale.setlocale(locale.LC_ALL)
    yield
    locale.setlocale(locale.LC_ALL, before)
    sys.modules.pop("pelicanconf", None)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The folder of the site as readers see it, built once."""
    output = tmp_path_factory.mktemp("site") / "output"
    result = run_build(ROOT, output=output)
    assert result.returncode == 0, result.stderr
    return output


@pytest.fixture(scope="session")
def preview(tmp_path_factory) -> Path:
    """The folder of the site as its authors see it, built once."""
    output = tmp_path_factory.mktemp("preview") / "preview"
    result = run_build(ROOT, "pelicanconf.py", output)
    assert result.returncode == 0, result.stderr
    return output


@pytest.fixture(scope="session")
def open_page(site):
    """Return the parsed page at an address such as "/help/"."""

    def open_page(address: str) -> BeautifulSoup:
        path = site / address.lstrip("/")
        file = path / "index.html" if address.endswith("/") else path
        return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")

    return open_page


@pytest.fixture
def project(tmp_path) -> Path:
    """A copy of everything that a build reads, for a test to change."""
    return copy_of_the_site(tmp_path / "project")


def copy_of_the_site(folder: Path) -> Path:
    """Copy everything that a build reads into `folder`, which is made, and return it."""
    folder.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            ignore = shutil.ignore_patterns("__pycache__", "node_modules")
            shutil.copytree(ROOT / name, folder / name, ignore=ignore)
        else:
            shutil.copy(ROOT / name, folder / name)
    # What earlier builds made is good for this one too: it is known by what it was made from.
    (ROOT / ".cache").mkdir(exist_ok=True)  # a link that leads nowhere would keep nothing
    (folder / ".cache").symlink_to(ROOT / ".cache")
    return folder


def pytest_collection_modifyitems(config, items) -> None:
    """A test of each of some files is no test where there are none of them."""
    none = {item for item in items if any(map(_is_empty, item.iter_markers("skip")))}
    if none:
        config.hook.pytest_deselected(items=[*none])
        items[:] = [item for item in items if item not in none]


def _is_empty(mark: pytest.Mark) -> bool:
    return mark.kwargs.get("reason", "").startswith("got empty parameter set")


def pytest_sessionfinish(session) -> None:
    """A test that was skipped has not been run, and a run that hides one is not a good one."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = 1

"""`python -m fast_build` does nothing where nothing has changed, and builds wherever something has."""

import os
import subprocess
import sys
import sysconfig
import time
import venv
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree, ignore_patterns, rmtree
from tempfile import mkdtemp
from types import SimpleNamespace

import pelican
import pytest

from fast_build.__main__ import days_at, main, until
from tests.conftest import ROOT

READS_ELSEWHERE = """
from pathlib import Path
from pelican.plugins import signals

def register():
    signals.initialized.connect(read)

def read(pelican):
    Path("../elsewhere.txt").read_text()
    {}
"""
IS_DUE_MEANWHILE = """
import time
from datetime import UTC, timedelta
from pelican.plugins import signals
from pelican.utils import SafeDatetime

due = []

def register():
    signals.article_generator_context.connect(date)
    signals.all_generators_finalized.connect(wait)

def date(generator, metadata):
    due[:] = [SafeDatetime.now(UTC) + timedelta(seconds=1)]
    metadata["date"] = due[0]

def wait(generators):
    time.sleep(max(due[0].timestamp() - time.time(), 0))
"""
CHANGES_LATE = """
import os
from pelican.plugins import signals

def register():
    signals.all_generators_finalized.connect(change)

def change(generators):
    os.replace("other.md", "content/a.md")
"""
WAITS = """
    print("reading", flush=True)
    input()
"""
LISTS = """
    list(Path().iterdir())
    Path("cache").mkdir(exist_ok=True)
"""
COLLECTS = """
import gc
from pelican.plugins import signals

def register():
    signals.content_written.connect(written)
    signals.finalized.connect(finalized)

def written(path, context):
    print("writes with", gc.isenabled())

def finalized(pelican):
    print("ends with", gc.isenabled())
    gc.callbacks.append(lambda *_: print("looks for garbage"))
"""
SETTINGS = (
    "PATH, PLUGIN_PATHS, PLUGINS = 'content', ['plugins'], ['reader']\n"
    "SITEURL, TIMEZONE, WITH_FUTURE_DATES = 'https://elsewhere.example', 'UTC', False\n"
)


@pytest.fixture
def site(tmp_path, one_day):
    """A function that builds a small site and tells whether it had to; it was built just now."""
    files = {
        "elsewhere.txt": "words",
        "site/pelicanconf.py": SETTINGS,
        "site/content/a.md": "Title: A\nDate: 2020-01-01\n\nText.\n",
        "site/content/b.md": "Title: B\nDate: 2999-01-01\n\nText.\n",
        "site/plugins/reader.py": READS_ELSEWHERE.format(""),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "TZ": "UTC"}

    def start(**variables):
        return subprocess.Popen(
            [*builds.python, "-m", "fast_build", "-s", "pelicanconf.py", "-v"],
            cwd=builds.root / "site",
            env=environment | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def builds(**variables):
        process = start(**variables)
        builds.said = " ".join(process.communicate()[0].split())
        assert process.returncode == 0, builds.said
        return "nothing has changed" not in builds.said

    builds.root, builds.start, builds.python = tmp_path, start, [sys.executable]
    assert builds()
    assert "tell what" not in builds.said, builds.said[-300:]

    return builds


def test_garbage_is_looked_for_while_pages_are_made_and_not_in_what_is_noted_then(site):
    (site.root / "site/plugins/reader.py").write_text(COLLECTS)

    assert site()
    assert "writes with True" in site.said
    assert "ends with False" in site.said
    assert "looks for garbage" not in site.said


def test_it_builds_after_every_kind_of_change_and_else_does_nothing(site):
    assert not site(), site.said
    (site.root / "elsewhere.txt").write_text("others")
    assert site()
    (site.root / "site/content/c.md").write_text("Title: C\nDate: 2020-01-01\n\nText.\n")
    assert site()
    assert (site.root / "site/output/c.html").exists()
    (site.root / "site/content/comments").mkdir()  # a plugin may have asked whether it is there
    assert site()
    (site.root / "site/output/c.html").write_text("harm")
    assert site()
    assert site(SOMETHING="else")
    assert site()
    assert not site(), site.said


def test_what_comes_below_a_folder_that_the_build_before_had_no_need_of_is_seen(site):
    (site.root / "site/content/comments").mkdir()
    assert site()
    (site.root / "site/other").mkdir()
    (site.root / "site/pelicanconf.py").write_text(SETTINGS.replace("'content'", "'other'"))
    assert site()
    assert not site(), site.said
    (site.root / "site/other/a.md").write_text("Title: A\nDate: 2020-01-01\n\nText.\n")
    assert site()
    (site.root / "site/other/a.md").write_text("Title: A\nDate: 2020-01-01\n\nOther.\n")
    assert site()
    (site.root / "site/other/comments").mkdir()  # of which nobody is told who asks for it
    assert site()
    assert not site(), site.said


def test_it_builds_a_copy_of_a_site_anew_and_after_changes_also_in_memory(site, tmp_path):
    if Path("/dev/shm").is_dir():  # else any folder is as good
        site.root = Path(mkdtemp(dir="/dev/shm"))
    try:
        copytree(tmp_path, site.root, dirs_exist_ok=True)
        assert site()
        assert not site(), site.said
        (site.root / "site/content/a.md").write_text("Title: A\nDate: 2020-01-01\n\nOther.\n")
        assert site()
    finally:
        rmtree(site.root)


@pytest.mark.parametrize("name", ["OUTPUT_PATH", "CACHE_PATH"])
def test_it_builds_a_site_anew_that_lies_where_it_writes(site, name):
    (site.root / "site/pelicanconf.py").write_text(f"{SETTINGS}{name} = '.'\n")
    assert site()
    assert "writes where" in site.said
    (site.root / "site/content/a.md").write_text("Title: A\nDate: 2020-01-01\n\nOther.\n")
    assert site()
    output = site.root / "site" / ("output" if name == "CACHE_PATH" else ".")
    assert "Other." in (output / "a.html").read_text()


@pytest.mark.parametrize("gone", [["output"], ["output", "cache"]])
def test_one_that_makes_its_folders_again_is_noted(site, gone):
    (site.root / "site/plugins/reader.py").write_text(READS_ELSEWHERE.format(LISTS))
    assert site()
    for folder in gone:
        rmtree(site.root / "site" / folder, ignore_errors=True)
    assert site()
    assert not site(), site.said


def test_it_sees_changes_of_what_is_installed(site, tmp_path):
    venv.create(tmp_path / "env")
    site.python = [tmp_path / "env/bin/python"]
    packages = tmp_path / "env/lib/dist-packages"
    theme, record = packages / "theme/templates/article.html", packages / "theme-1.dist-info/RECORD"
    for file in (theme, record):
        file.parent.mkdir(parents=True)
        file.write_text("{{ article.title }}")
    with open(site.root / "site/pelicanconf.py", "a") as settings:
        settings.write(f"THEME = {str(packages / 'theme')!r}\n")
    paths = [ROOT / "plugins", packages, sysconfig.get_path("purelib")]
    variables = {"PYTHONPATH": os.pathsep.join(map(str, paths))}
    assert site(**variables)
    (packages / "__pycache__").mkdir()
    assert not site(**variables), site.said

    theme.write_text("{{ article.date }}")
    assert site(**variables)
    assert "2020" in (site.root / "site/output/a.html").read_text()
    record.write_text("other files")
    assert site(**variables)
    record.parent.rename(packages / "theme-2.dist-info")
    assert site(**variables)
    assert not site(**variables), site.said


def test_a_first_build_with_modules_that_are_not_compiled_is_noted(site, tmp_path):
    plugins = tmp_path / "plugins"
    copytree(ROOT / "plugins", plugins, ignore=ignore_patterns("__pycache__"))
    with open(site.root / "site/pelicanconf.py", "a") as settings:
        settings.write(f"PLUGIN_PATHS, PLUGINS = [{str(plugins)!r}], ['fast_build']\n")
    variables = {"PYTHONPATH": str(plugins), "PYTHONDONTWRITEBYTECODE": ""}
    assert site(**variables)
    assert not site(**variables), site.said


def test_of_two_builds_at_once_the_second_waits_for_the_first(site):
    folder, plugin = site.root / "site", site.root / "site/plugins/reader.py"
    plugin.write_text(READS_ELSEWHERE.format(WAITS))
    first = site.start()
    assert first.stdout.readline() == "reading\n"
    page = folder / "content/a.md"
    page.write_text(page.read_text() + "New.\n")
    second = site.start()
    assert second.stdout.readline() == "Another build is at work here; waiting for it.\n"
    first.communicate("go on\n")
    second.communicate("go on\n")

    assert "New." in (folder / "output/a.html").read_text()
    assert not site(), site.said


@pytest.mark.parametrize("option", ["-r", "-rl", "-vl", "--listen", "--auto"])
def test_while_pelican_serves_or_watches_another_can_build(monkeypatch, option):
    monkeypatch.setattr(pelican, "main", lambda arguments: served.extend(arguments))
    monkeypatch.setattr("fast_build.__main__.wait_for_others", pytest.fail)
    served = []
    main(["-s", "pelicanconf.py", option])
    assert served == ["-s", "pelicanconf.py", option]


def test_what_is_built_is_good_until_the_next_date():
    contents = [SimpleNamespace(date=datetime.fromtimestamp(n, UTC)) for n in (5, 9, 7)]

    assert until([*contents, None], 6) == 7
    assert until(contents, 9) == float("inf")


def test_what_is_due_while_it_is_built_makes_the_next_build_another(site):
    (site.root / "site/plugins/reader.py").write_text(IS_DUE_MEANWHILE)
    assert site()
    assert (site.root / "site/output/drafts/a.html").exists()

    assert site()


@pytest.mark.parametrize(("zone", "hour"), [("UTC", 23), ("JST-9", 14), ("EST5", 4)])
def test_another_day_is_another_build_at_utc_and_here(monkeypatch, zone, hour):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        before = datetime(2026, 12, 31, hour, 59, 59, tzinfo=UTC).timestamp()
        assert days_at(before) == days_at(before - 60)
        assert days_at(before) != days_at(before + 1)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("import subprocess; subprocess.run(['true'])", "started true"),
        ("Path('note').touch(); Path('note').write_text(Path('note').read_text())", "writes"),
        ("import logging; logging.getLogger(__name__).warning('Beware')", "logged a warning"),
        ("import sqlite3; sqlite3.connect('words.sqlite')", "used the database"),
    ],
)
def test_it_builds_anew_what_can_not_be_told(site, line, reason):
    plugin = site.root / "site/plugins/reader.py"
    plugin.write_text(READS_ELSEWHERE.format(line))
    assert site()

    assert site()
    assert reason in site.said


@pytest.mark.parametrize("file", ["plugins/reader.py", "pelicanconf.py"])
def test_a_warning_of_a_plugin_that_is_registered_or_of_the_settings_is_heard(site, file):
    with open(site.root / "site" / file, "a") as code:
        code.write("import logging\n")
        code.write("def register():\n    " * (file != "pelicanconf.py"))
        code.write("logging.getLogger('somebody').warning('Beware')\n")
    assert site()

    assert site()
    assert "logged a warning" in site.said


def test_what_goes_while_a_build_goes_on_from_another_makes_the_next_one_build(site):
    plugin, asked = site.root / "site/plugins/reader.py", site.root / "site/content/asked.txt"
    asked.write_text("is it there?")
    plugin.write_text(READS_ELSEWHERE.format("Path('content/asked.txt').exists()"))
    assert site()
    assert not site(), site.said

    gone = "Path('content/asked.txt').unlink(missing_ok=True)"
    plugin.write_text(READS_ELSEWHERE.format(gone))

    assert site()
    assert "changed meanwhile" in site.said
    assert site()
    assert not site(), site.said


def test_a_module_that_settings_look_for_is_seen_when_it_comes(site):
    with open(site.root / "site/pelicanconf.py", "a") as settings:
        settings.write("try:\n    from local import *\nexcept ImportError:\n    pass\n")
    assert site()
    assert not site(), site.said
    (site.root / "site/local.py").write_text("ARTICLE_SAVE_AS = 'here/{slug}.html'\n")
    assert site()
    assert (site.root / "site/output/here/a.html").exists()


def test_what_changes_after_it_was_looked_at_ahead_makes_the_next_build_another(site):
    article, plugin = site.root / "site/content/a.md", site.root / "site/plugins/reader.py"
    long_ago = time.time() - 1000
    for path in (site.root / "site/content").iterdir():
        os.utime(path, (long_ago, long_ago))
    (site.root / "site/other.md").write_text(article.read_text().replace("Text", "Word"))
    plugin.write_text(CHANGES_LATE)
    assert site()
    assert "changed meanwhile" in site.said
    plugin.write_text("def register():\n    pass\n")

    assert site()
    assert article.read_text().endswith("Word.\n")
    assert "Word." in (site.root / "site/output/a.html").read_text()
    assert not site(), site.said

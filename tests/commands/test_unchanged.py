import os
import re
import runpy
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from commands.unchanged import VARIABLES, paths_of, record_of, unchanged, until, words_of
from fast_build.unchanged import look_at, remember
from tests.conftest import ROOT

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A project with its settings and the output of a build that has just ended, at one moment."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{NOW.timestamp():.0f}")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("text")
    (tmp_path / "conf.py").write_text("")
    (tmp_path / "output").mkdir()
    (tmp_path / "output/a.html").write_text("page")
    settings = tmp_path / "conf.py"
    inputs = look_at(words_of(settings), paths_of(settings))
    remember(record_of(tmp_path / "output"), inputs, tmp_path / "output", printed=["warning"])
    return tmp_path


def is_good(site):
    return bool(unchanged(site / "conf.py", site / "output"))


def test_a_site_that_nobody_touched_is_good(site):
    assert is_good(site)


@pytest.mark.parametrize("change", ["content/a.md", "content/b.md", "conf.py", "topics.toml"])
def test_it_is_not_after_a_change_to_what_it_is_made_of(site, change):
    (site / change).write_text("another")

    assert not is_good(site)


def test_it_is_not_where_a_folder_has_come(site):
    (site / "theme").mkdir()

    assert not is_good(site)


@pytest.mark.parametrize("name", VARIABLES)
def test_it_is_not_where_a_variable_is_another(site, name, monkeypatch):
    monkeypatch.setenv(name, "1")

    assert not is_good(site)


def test_it_is_not_on_another_day_where_the_clock_decides(tmp_path, monkeypatch):
    (tmp_path / "conf.py").write_text("")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def words_at(seconds):
        monkeypatch.setattr("time.time", lambda: NOW.timestamp() + seconds)
        return words_of(tmp_path / "conf.py")

    assert words_at(0) == words_at(24 * 60 * 60 - 1) != words_at(-1)


def test_every_variable_that_settings_and_plugins_read_is_known():
    files = [ROOT / "publishconf.py", ROOT / "pelicanconf.py", *(ROOT / "plugins").rglob("*.py")]
    texts = [path.read_text(encoding="utf-8") for path in files]
    read = {name for text in texts for name in re.findall(r'environ\b[^\n]*?"([A-Z_]+)"', text)}

    assert read - {"FAST_BUILD_DEBUG"} <= set(VARIABLES)


@pytest.mark.parametrize("name", VARIABLES)
def test_a_variable_that_is_empty_says_nothing(name, monkeypatch):
    monkeypatch.delenv(name, raising=False)
    without = runpy.run_path(ROOT / "publishconf.py")
    monkeypatch.setenv(name, "")

    assert without == without | runpy.run_path(ROOT / "publishconf.py")


def test_it_is_not_with_other_packages(site, tmp_path):
    assert not unchanged(site / "conf.py", site / "output", str(tmp_path / "another"))


def test_it_is_not_for_another_folder(site):
    (site / ".output.built").rename(site / ".elsewhere.built")
    (site / "output").rename(site / "elsewhere")

    assert not unchanged(site / "conf.py", site / "elsewhere")


def test_it_is_not_while_a_change_of_topics_waits_to_be_completed(site):
    (site / ".changing").mkdir()

    assert not is_good(site)


def test_a_site_is_good_until_the_next_scheduled_article():
    dates = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 5, 4)]

    assert until(dates, NOW) == datetime(2026, 4, 1, tzinfo=UTC).timestamp()
    assert until(dates[:1], NOW) == float("inf")


def test_what_is_no_file_keeps_nobody_waiting(site):
    content = site / "content"
    os.mkfifo(content / "pipe.md")
    (content / "gone.md").symlink_to("nowhere")
    (content / "zero.md").symlink_to("/dev/zero")
    (content / "circle").symlink_to(content)

    assert look_at([], paths_of(site / "conf.py"))


def test_dates_are_compared_as_moments_also_in_the_hour_that_comes_twice():
    berlin = ZoneInfo("Europe/Berlin")
    now = datetime(2026, 10, 25, 2, 45, tzinfo=berlin)  # before the clocks go back
    due = datetime(2026, 10, 25, 2, 15, tzinfo=berlin, fold=1)  # half an hour later

    assert until([due], now) == due.timestamp()

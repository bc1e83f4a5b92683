import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from commands.unchanged import Built, left, made_of, remember, still_good, until

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def site(tmp_path):
    """A project, its output, and the record of the build between them."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("text")
    (tmp_path / "conf.py").write_text("")
    (tmp_path / "output").mkdir()
    (tmp_path / "output/a.html").write_text("page")
    site = tmp_path / "conf.py", tmp_path / "output", tmp_path / ".output.built"
    remember(site[2], Built(made_of(site[0]), 2e9, left(site[1]), 1, ["warning"], "{}"))
    return site


def is_good(site, now=1e9):
    settings, output, record = site
    return bool(still_good(record, made_of(settings), output, now))


def test_a_site_that_nobody_touched_is_good(site):
    assert is_good(site)


def test_it_is_not_after_the_next_article_was_due(site):
    assert not is_good(site, now=2e9)


@pytest.mark.parametrize("change", ["content/a.md", "content/b.md", "conf.py", "topics.toml"])
def test_it_is_not_after_a_change_to_what_it_is_made_of(site, change):
    (site[0].parent / change).write_text("another")

    assert not is_good(site)


def test_a_file_that_is_saved_unchanged_changes_nothing(site):
    file = site[0].parent / "content/a.md"
    file.write_text(file.read_text())
    os.utime(file, (1, 1))

    assert is_good(site)


def test_it_is_not_where_the_address_or_the_moment_of_the_build_are_others(site, monkeypatch):
    monkeypatch.setenv("SITEURL", "https://elsewhere.example")

    assert not is_good(site)


@pytest.mark.parametrize("harm", [lambda f: f.unlink(), lambda f: f.write_text("PAGE!")])
def test_it_is_not_where_the_output_was_touched(site, harm):
    harm(site[1] / "a.html")

    assert not is_good(site)


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff", b"0\n{}"])
def test_a_damaged_record_counts_as_none(site, harm):
    site[2].write_bytes(harm)

    assert not is_good(site)


def test_a_site_is_good_until_the_next_scheduled_article():
    dates = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 5, 4)]

    assert until(dates, NOW) == datetime(2026, 4, 1, tzinfo=UTC).timestamp()
    assert until(dates[:1], NOW) == float("inf")


def test_what_is_no_file_keeps_nobody_waiting(site):
    content = site[0].parent / "content"
    os.mkfifo(content / "pipe.md")
    (content / "gone.md").symlink_to("nowhere")
    (content / "zero.md").symlink_to("/dev/zero")
    (content / "circle").symlink_to(content)

    before = made_of(site[0])
    (content / "a.md").write_text("another")

    assert made_of(site[0]) != before


def test_dates_are_compared_as_moments_also_in_the_hour_that_comes_twice():
    berlin = ZoneInfo("Europe/Berlin")
    now = datetime(2026, 10, 25, 2, 45, tzinfo=berlin)  # before the clocks go back
    due = datetime(2026, 10, 25, 2, 15, tzinfo=berlin, fold=1)  # half an hour later

    assert until([due], now) == due.timestamp()

import builtins
import os
import time

import pytest

from fast_build import unchanged
from fast_build.unchanged import all_below, look_at, recall, remember, still_good


@pytest.fixture
def site(tmp_path):
    """A folder of sources, its output, and the record of the build between them."""
    (tmp_path / "content/deep").mkdir(parents=True)
    (tmp_path / "content/deep/a.md").write_text("text")
    (tmp_path / "output").mkdir()
    (tmp_path / "output/a.html").write_text("page")
    build(tmp_path)
    return tmp_path


def build(site):
    inputs = look_at(["words"], all_below(str(site / "content")))
    remember(site / "record", inputs, site / "output", 2e9)


def grow_old(site):
    """Make the sources older than any file system's clock is coarse."""
    for path in all_below(str(site / "content")):
        os.utime(path, (1e9, 1e9))


def write_just_now(path, text):
    """Write a file that is young, however long it takes until somebody looks at it."""
    path.write_text(text)
    os.utime(path, (time.time() + 99, time.time() + 99))


def is_good(site, words=("words",), now=1e9):
    return bool(still_good(site / "record", words, now))


def test_what_nobody_touched_is_good(site):
    assert is_good(site)


def test_it_is_not_after_it_was_due_or_with_other_words(site):
    assert not is_good(site, now=2e9)
    assert not is_good(site, words=["others"])


@pytest.mark.parametrize("change", ["content/deep/a.md", "content/deep/b.md", "content/c.md"])
def test_it_is_not_after_a_change_or_something_new(site, change):
    (site / change).write_text("TEXT")

    assert not is_good(site)


def test_it_is_not_after_something_went(site):
    (site / "content/deep/a.md").unlink()

    assert not is_good(site)


def test_a_change_of_the_same_size_and_date_is_seen(site):
    path = site / "content/deep/a.md"
    before = path.stat()
    path.write_text("TEXT")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert not is_good(site)


def test_a_file_as_young_as_the_look_at_it_is_read_again(site, monkeypatch):
    looks = [1, 2, 3, 4]
    monkeypatch.setattr(unchanged, "looks_of", lambda status: looks)  # a clock that tells nothing
    write_just_now(site / "content/deep/a.md", "text")
    build(site)
    (site / "content/deep/a.md").write_text("TEXT")

    assert not is_good(site)


def test_a_file_that_is_saved_as_it_was_changes_nothing_and_is_read_once(site, monkeypatch):
    grow_old(site)
    monkeypatch.setattr(unchanged, "_YOUNG", -60_000_000_000)
    assert is_good(site)
    opened = []
    stock = builtins.open
    monkeypatch.setattr(
        builtins,
        "open",
        lambda path, *more, **names: opened.append(path) or stock(path, *more, **names),
    )

    assert is_good(site)
    assert opened == [site / "record"]


@pytest.mark.parametrize(
    "harm",
    [
        lambda output: (output / "a.html").unlink(),
        lambda output: (output / "a.html").write_text("PAGE"),
        lambda output: (output / "b.html").write_text(""),
        lambda output: (output / "empty").mkdir(),
    ],
)
def test_it_is_not_where_the_output_was_touched(site, harm):
    harm(site / "output")

    assert not is_good(site)


def test_several_processes_look_at_an_output_together(tmp_path):
    for number in range(20):
        (tmp_path / f"{number}.html").write_text("text")
    shares = iter([5, 0, 7])
    some = unchanged.left_by_now(tmp_path, shares)
    others = unchanged.left_by_now(tmp_path, {*range(unchanged.SHARES)} - {5, 0, 7})

    assert next(shares, None) is None
    assert unchanged.put_together(some, others) == unchanged.left(tmp_path)
    assert unchanged.put_together("", some) == ""


@pytest.mark.parametrize("age", [0, 1])
def test_what_is_written_after_the_output_was_looked_at_changes_how_it_was_left(tmp_path, age):
    (tmp_path / "deep").mkdir()
    files = [tmp_path / "a.html", tmp_path / "deep/b.html", tmp_path / "sitemap.xml"]
    for file in files:
        file.write_text("old")
    time.sleep(age * 2 * unchanged.TICK)
    for file in files:
        before = unchanged.left_by_now(tmp_path)
        assert before == unchanged.left(tmp_path)
        file.write_text("new")
        assert unchanged.left(tmp_path) != before


def test_only_for_what_was_written_a_moment_ago_anybody_waits(tmp_path, monkeypatch):
    slept = []
    (tmp_path / "a.html").write_text("old")
    time.sleep(2 * unchanged.TICK)
    monkeypatch.setattr(unchanged.time, "sleep", slept.append)
    unchanged.left_by_now(tmp_path)
    assert not slept
    write_just_now(tmp_path / "b.html", "new")
    unchanged.left_by_now(tmp_path)

    assert len(slept) == 1


def test_it_is_not_where_the_output_is_gone(site):
    (site / "output").rename(site / "elsewhere")

    assert not is_good(site)


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff", b"0\n{}"])
def test_a_damaged_record_counts_as_none(site, harm):
    (site / "record").write_bytes(harm)

    assert not is_good(site)


def test_what_looks_as_before_is_not_read_again(site, monkeypatch):
    built = recall(site / "record")
    files = {
        path: [look[0] or unchanged.looks_of(os.stat(path)), look[1]]
        for path, look in built.files.items()
    }
    monkeypatch.setattr(unchanged, "_content", lambda *_: "read")

    looked = look_at(["words"], files, built._replace(files=files))

    assert looked.files == files


def test_a_file_from_the_future_is_young(site):
    path = site / "content/deep/a.md"
    write_just_now(path, "text")

    assert look_at([], [str(path)]).files[str(path)][0] is None


def test_nothing_is_left_of_a_record_that_can_not_be_written(site):
    (site / "record").unlink()
    (site / "record").mkdir()

    build(site)

    assert sorted(path.name for path in site.iterdir()) == ["content", "output", "record"]

import os
import time

import pytest

from build_cache.shelf import Shelf, key_of, prune

DAY = 24 * 60 * 60


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "cards")


def files(tmp_path):
    return sorted((tmp_path / "cards").iterdir())


def test_a_result_is_made_once(shelf):
    made = []

    def make():
        made.append(1)
        return b"card"

    assert [shelf.fetch("k", make) for _ in range(3)] == [b"card"] * 3
    assert made == [1]


def test_what_decides_the_result_decides_the_key():
    keys = {
        key_of("title", b"font", {"a": 1, "b": 2}),
        key_of("title", b"other font", {"a": 1, "b": 2}),
        key_of("title", b"font", {"a": 1, "b": 3}),
        key_of("tit", "le", b"font", {"a": 1, "b": 2}),
    }

    assert len(keys) == 4
    assert key_of("title", b"font", {"b": 2, "a": 1}) in keys


def test_what_a_key_cannot_hold_is_refused():
    with pytest.raises(TypeError, match="can't be part of a key"):
        key_of(object())


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 32, b"x" * 40])
def test_a_damaged_result_is_made_again(shelf, tmp_path, damage):
    shelf.put("k", b"card")
    files(tmp_path)[0].write_bytes(damage)

    assert shelf.get("k") is None
    assert shelf.fetch("k", lambda: b"card") == b"card"
    assert shelf.get("k") == b"card"


def test_a_result_that_stands_under_the_key_of_another_is_made_again(shelf, tmp_path):
    shelf.put("k", b"card")
    files(tmp_path)[0].rename(tmp_path / "cards/other.kept")

    assert shelf.get("other") is None


def test_a_folder_that_cannot_be_written_costs_no_build(tmp_path):
    (tmp_path / "cards").write_text("a file where the folder should be")

    assert Shelf(tmp_path / "cards").fetch("k", lambda: b"card") == b"card"


def test_nothing_half_written_is_left_behind(shelf, tmp_path, monkeypatch):
    def full(*_paths):
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", full)
    shelf.put("k", b"card")

    assert files(tmp_path) == []


def test_what_nobody_asks_for_goes_and_what_is_asked_for_stays(shelf, tmp_path):
    for key in ("old", "asked-for", "new"):
        shelf.put(key, b"card")
    for key in ("old", "asked-for"):
        os.utime(tmp_path / "cards" / f"{key}.kept", (time.time() - 90 * DAY,) * 2)
    shelf.get("asked-for")
    (tmp_path / "cards" / "a file of somebody else").touch()
    os.utime(tmp_path / "cards" / "a file of somebody else", (0, 0))

    prune(tmp_path, days=60)

    assert [path.name for path in files(tmp_path)] == [
        *("a file of somebody else", "asked-for.kept", "new.kept")
    ]

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from help_by_topic.related import cache, ranking, related_articles
from tests.help_by_topic.related.collections_made import collection


def nobody(*_):
    raise AssertionError("made again")


def test_what_was_made_is_found_while_nothing_changes(tmp_path, monkeypatch):
    documents, path = collection(20), tmp_path / "deep" / "related"
    fresh = related_articles(documents)
    assert related_articles(documents, cache=path) == fresh
    monkeypatch.setattr(ranking, "choose", nobody)
    assert related_articles(documents[::-1], cache=path) == fresh
    assert [file.name for file in path.parent.iterdir()] == ["related"]


@pytest.mark.parametrize("content", [b"", b"\xff", b"\0\0\0\0", b"\0\0\0\0{}", b"7" * 99])
def test_a_broken_file_is_written_anew(tmp_path, content):
    documents, path = collection(3), tmp_path / "related"
    path.write_bytes(content)
    assert related_articles(documents, cache=path) == related_articles(documents)
    assert cache.recall(path) is not None


def test_another_version_starts_cold(tmp_path, monkeypatch):
    documents, path = collection(3), tmp_path / "related"
    related_articles(documents, cache=path)
    monkeypatch.setattr(cache, "version", lambda: "another")
    assert cache.recall(path) is None


def test_another_limit_is_another_result(tmp_path):
    documents, path = collection(9), tmp_path / "related"
    for limit in (5, 2, 5):
        assert related_articles(documents, limit, path) == related_articles(documents, limit)


def test_a_place_that_cannot_be_written_does_no_harm(tmp_path):
    (tmp_path / "file").write_text("")
    documents = collection(2)
    fresh = related_articles(documents)
    assert related_articles(documents, cache=tmp_path / "file" / "x") == fresh
    assert related_articles(documents, cache=tmp_path) == fresh


def test_what_a_killed_build_left_is_swept_up(tmp_path):
    path, left, writing = (
        tmp_path / name for name in ("related", "related.a.new", "related.b.new")
    )
    for file in (left, writing):
        file.write_text("half")
    os.utime(left, (0, 0))
    related_articles(collection(3), cache=path)
    assert {*tmp_path.iterdir()} == {path, writing}


def rank_often(path: Path, seed: int) -> bool:
    documents = collection(20, seed)
    fresh = related_articles(documents)
    return all(related_articles(documents, cache=path) == fresh for _ in range(10))


def test_two_processes_at_once_leave_one_whole_file(tmp_path):
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.starmap(rank_often, [(tmp_path / "related", seed) for seed in (1, 2)])
    assert cache.recall(tmp_path / "related") is not None
    assert [file.name for file in tmp_path.iterdir()] == ["related"]

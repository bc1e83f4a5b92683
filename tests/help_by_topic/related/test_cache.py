from __future__ import annotations

from dataclasses import replace

import pytest

from help_by_topic.related import Pick, ranking, related_articles
from help_by_topic.related.cache import remembered
from tests.help_by_topic.related.collections_made import collection

PICKS = {"a": (Pick("b", "terms", ("salary",), 0.25),), "b": ()}


def nobody():
    raise AssertionError("made again")


def test_what_was_stored_is_found_while_nothing_changes(tmp_path):
    documents, path = collection(3), tmp_path / "deep" / "related.json"
    assert remembered(path, documents, 5, lambda: PICKS) == PICKS
    assert remembered(path, documents[::-1], 5, nobody) == PICKS
    assert [file.name for file in path.parent.iterdir()] == ["related.json"]


@pytest.mark.parametrize(
    "change",
    [{"text": "salary"}, {"title": "New"}, {"topics": ()}, {"links": frozenset("x")}, {"lang": ""}],
)
def test_any_change_makes_the_picks_anew(tmp_path, change):
    documents, path = collection(3), tmp_path / "related.json"
    remembered(path, documents, 5, lambda: PICKS)
    edited = [replace(documents[0], **change), *documents[1:]]
    assert remembered(path, edited, 5, dict) == {}


def test_another_limit_makes_the_picks_anew(tmp_path):
    documents, path = collection(3), tmp_path / "related.json"
    remembered(path, documents, 5, lambda: PICKS)
    assert remembered(path, documents, 4, dict) == {}


@pytest.mark.parametrize("content", [b"", b"\xff", b"{", b"[]", b"7", b'{"key": 1}'])
def test_a_broken_file_is_written_anew(tmp_path, content):
    documents, path = collection(3), tmp_path / "related.json"
    path.write_bytes(content)
    assert remembered(path, documents, 5, lambda: PICKS) == PICKS
    assert remembered(path, documents, 5, nobody) == PICKS


@pytest.mark.parametrize("broken", ['{"a": 1}', '{"a": [1]}', "[]", '{"a": [[1]]}'])
def test_broken_picks_are_made_anew(tmp_path, broken):
    documents, path = collection(3), tmp_path / "related.json"
    remembered(path, documents, 5, lambda: PICKS)
    start, _, _ = path.read_text().partition(', "picks": ')
    path.write_text(f'{start}, "picks": {broken}}}')
    assert remembered(path, documents, 5, lambda: PICKS) == PICKS


def test_a_place_that_cannot_be_written_does_no_harm(tmp_path):
    (tmp_path / "file").write_text("")
    assert remembered(tmp_path / "file" / "x", collection(2), 5, lambda: PICKS) == PICKS


def test_the_ranking_with_a_cache_is_the_ranking_without(tmp_path, monkeypatch):
    documents, path = collection(20), tmp_path / "related.json"
    fresh = related_articles(documents)
    assert related_articles(documents, cache=path) == fresh
    monkeypatch.setattr(ranking, "_compare", nobody)
    assert related_articles(documents, cache=path) == fresh

import hashlib
from datetime import UTC, datetime

import pytest

from commands.publish.manifest import File, Kept, Manifest, dumps, loads, read_folder, release_id

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_every_file_of_a_folder_is_listed_with_its_digest_hidden_ones_too(tmp_path):
    (tmp_path / "help").mkdir()
    (tmp_path / "help/index.html").write_bytes(b"help")
    (tmp_path / ".nojekyll").write_bytes(b"")

    assert read_folder(tmp_path) == {
        ".nojekyll": File(hashlib.sha256(b"").hexdigest(), 0),
        "help/index.html": File(hashlib.sha256(b"help").hexdigest(), 4),
    }


def test_a_manifest_that_was_written_down_is_read_back_the_same():
    kept = {"main.aaaaaaa.css": Kept("c", 3, "2026-11-30T12:00:00+00:00")}
    manifest = Manifest("2", "1", {"index.html": File("a", 1)}, kept, frozenset({"x", "y"}))

    assert loads(dumps(manifest)) == manifest


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"id": "1", "files": 3}'])
def test_what_is_no_manifest_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        loads(text)


def test_a_later_release_sorts_after_an_earlier_one_and_equal_files_end_alike():
    files = {"index.html": File("a", 1)}
    first, second = release_id(files, NOON), release_id(files, NOON.replace(microsecond=1000))

    assert first == "20261123T120000000Z-" + first[-8:]
    assert first < second
    assert first[-8:] == second[-8:]

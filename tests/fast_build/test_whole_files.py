import pytest

from fast_build.whole_files import InTwoParts, read_whole, write_whole


def test_what_is_written_is_read_back(tmp_path):
    write_whole(tmp_path / "deep/file", ("words", {"a": 1}))

    assert read_whole(tmp_path / "deep/file") == ("words", {"a": 1})


def test_what_is_damaged_is_not_read(tmp_path):
    path = tmp_path / "file"
    write_whole(path, "words")
    path.write_bytes(path.read_bytes().replace(b"words", b"wards"))

    with pytest.raises(ValueError, match="is damaged"):
        read_whole(path)


def test_nothing_is_left_of_what_can_not_be_written(tmp_path):
    (tmp_path / "file").mkdir()

    with pytest.raises(OSError, match="file"):
        write_whole(tmp_path / "file", "words")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_has_changed_stands_beside_the_whole(tmp_path):
    InTwoParts(tmp_path / "file").write("whole")
    kept = InTwoParts(tmp_path / "file")
    assert kept.read() == ("whole", None)
    kept.write_changes("changes")

    assert InTwoParts(tmp_path / "file").read() == ("whole", "changes")


def test_changes_of_another_whole_are_none(tmp_path):
    first, path = InTwoParts(tmp_path / "file"), tmp_path / "file-changes"
    first.write("whole")
    first.read()
    first.write_changes("changes")
    changes = path.read_bytes()
    first.write("other")
    assert not path.exists()
    path.write_bytes(changes)  # as if that had been cut off

    assert InTwoParts(tmp_path / "file").read() == ("other", None)


def test_damaged_changes_are_not_passed_over(tmp_path):
    kept = InTwoParts(tmp_path / "file")
    kept.write("whole")
    kept.read()
    kept.write_changes("changes")
    path = tmp_path / "file-changes"
    path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(ValueError, match="is damaged"):
        InTwoParts(tmp_path / "file").read()

import pytest

from fast_build.whole_files import read_whole, write_whole


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

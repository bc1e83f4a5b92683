import logging
import os
import socket
import subprocess
import sys
import warnings

import pytest

from fast_build.watching import watched


@pytest.mark.parametrize("name", ["included.txt", "an_example_in_an_article.py"])
def test_reading_a_file_is_noticed(tmp_path, name):
    file = tmp_path / name
    file.write_text("text")

    with watched() as seen:
        file.read_text()

    assert seen == [f"read {file}"]


def test_each_other_way_out_is_noticed(tmp_path):
    def connect():
        with socket.socket() as one, pytest.raises(OSError, match="refused"):
            one.connect(("127.0.0.1", 9))

    ways = (
        lambda: os.listdir(tmp_path),
        lambda: list(os.scandir(tmp_path)),
        lambda: subprocess.run([sys.executable, "-V"], capture_output=True),
        connect,
        lambda: logging.getLogger("an.extension").warning("odd"),
    )
    for way in ways:
        with watched() as seen:
            way()
        assert seen, way


def test_a_warning_is_noticed():
    with pytest.warns(UserWarning, match="odd"), watched() as seen:
        warnings.warn("odd", stacklevel=1)

    assert seen == ["warned"]


def test_an_import_is_not(tmp_path, monkeypatch):
    (tmp_path / "a_module_of_this_test.py").write_text("here = True")
    monkeypatch.syspath_prepend(tmp_path)

    with watched() as seen:
        import a_module_of_this_test

    assert a_module_of_this_test.here
    assert seen == []


def test_what_happens_in_a_block_within_is_noticed_there_alone(tmp_path):
    with watched() as outer:
        with watched() as inner:
            logging.getLogger("an.extension").warning("within")
            os.listdir(tmp_path)
        assert not outer
        logging.getLogger("an.extension").warning("without")

    assert inner == ["logged a warning", f"listed {tmp_path}"]
    assert outer == ["logged a warning"]


def test_what_happens_later_is_not(tmp_path):
    with watched() as seen:
        pass
    os.listdir(tmp_path)

    assert seen == []

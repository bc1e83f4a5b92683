import os
from contextlib import suppress

import pytest

from fast_build.writing import open_changed, write_changed


def write(path, text):
    with open_changed(str(path), "w", encoding="utf-8") as file:
        file.write(text)


def test_a_file_is_written(tmp_path):
    write(tmp_path / "page.html", "text\n")

    assert (tmp_path / "page.html").read_bytes() == f"text{os.linesep}".encode()


def test_one_that_holds_it_already_keeps_its_date(tmp_path):
    page = tmp_path / "page.html"
    write(page, "text\n")
    os.utime(page, (1, 1))

    write(page, "text\n")
    assert page.stat().st_mtime == 1

    write(page, "next\n")
    assert page.read_text() == "next\n"
    assert page.stat().st_mtime != 1


def test_the_folder_of_a_page_is_made(tmp_path):
    for name in ("a.html", "b/c.html", "b/d.html", "e/f/g.html"):
        write_changed(str(tmp_path / name), f"{name}\n", "utf-8")
        assert (tmp_path / name).read_bytes() == f"{name}{os.linesep}".encode()
    os.utime(tmp_path / "b/c.html", (1, 1))

    write_changed(str(tmp_path / "b/c.html"), "b/c.html\n", "utf-8")
    assert (tmp_path / "b/c.html").stat().st_mtime == 1
    with pytest.raises(OSError, match=r"a\.html"):
        write_changed(str(tmp_path / "a.html/h.html"), "where a page is", "utf-8")


def test_what_fails_half_way_is_not_written(tmp_path):
    page = tmp_path / "page.html"
    write(page, "whole")

    with suppress(ZeroDivisionError), open_changed(str(page), "w", encoding="utf-8") as file:
        file.write("half")
        raise ZeroDivisionError

    assert page.read_text() == "whole"


def test_other_ways_of_opening_are_those_of_python(tmp_path):
    write(tmp_path / "page.html", "text")

    with open_changed(str(tmp_path / "page.html")) as file:
        assert file.read() == "text"
    with open_changed(os.devnull, "w", encoding="utf-8") as file:
        file.write("text")

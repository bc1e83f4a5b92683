import os
import unicodedata

from reader_comments.folders import comment_files
from reader_comments.problem import Problem
from tests.reader_comments.builders import write


def test_files_are_found_by_the_folder_they_lie_in_in_order(tmp_path):
    root = write(tmp_path / "comments", {"b/2.md": "", "b/10.md": "", "a/1.md": "", "a/c/1.md": ""})

    assert comment_files(root) == (
        {
            "a": (root / "a/1.md",),
            "a/c": (root / "a/c/1.md",),
            "b": (root / "b/10.md", root / "b/2.md"),
        },
        [],
    )


def test_no_folder_no_comments(tmp_path):
    assert comment_files(tmp_path / "comments") == ({}, [])


def test_hidden_files_copies_of_editors_and_what_the_site_ignores_are_passed_over(tmp_path):
    files = {"a/.1.md": "", ".git/1.md": "", "a/1.md~": "", "a/1.bak": "", ".gitkeep": ""}
    root = write(tmp_path / "comments", files)

    assert comment_files(root, ["*.bak"]) == ({}, [])


def test_a_file_that_would_be_lost_is_named(tmp_path):
    root = write(tmp_path / "comments", {"1.md": "", "a/1.txt": "", "a/2.MD": ""})

    folders, problems = comment_files(root)

    assert folders == {}
    assert list(map(str, problems)) == [
        "comments/1.md:1: lies in no article's folder. "
        "Move it into a folder named by the slug of its article.",
        "comments/a/1.txt:1: is not read as a comment. "
        "Give its name the ending .md, or take it away.",
        "comments/a/2.MD:1: is not read as a comment. "
        "Give its name the ending .md, or take it away.",
    ]


def test_links_and_pipes_are_not_followed(tmp_path):
    root = write(tmp_path / "comments", {"a/1.md": ""})
    secret = write(tmp_path / "secret", {"2.md": ""})
    os.mkfifo(root / "a" / "0.md")
    (root / "a" / "2.md").symlink_to(secret / "2.md")
    (root / "a" / "3.md").symlink_to(secret / "nothing.md")
    (root / "b").symlink_to(secret)

    folders, problems = comment_files(root)

    assert folders == {"a": (root / "a/1.md",)}
    elsewhere, cure = "is a link to somewhere else", "Put the comments themselves here."
    assert problems == [
        Problem("comments/b", 1, elsewhere, cure),
        Problem("comments/a/0.md", 1, "is not an ordinary file", "Take it away."),
        Problem("comments/a/2.md", 1, elsewhere, cure),
        Problem("comments/a/3.md", 1, elsewhere, cure),
    ]


def test_accents_are_whole_however_the_disk_keeps_them(tmp_path):
    root = write(tmp_path / "comments", {unicodedata.normalize("NFD", "résumé/1.md"): ""})

    assert list(comment_files(root)[0]) == ["résumé"]

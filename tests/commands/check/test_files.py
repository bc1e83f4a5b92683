import os
import unicodedata

import pytest

from commands.check.files import odd_files, source_files


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    articles = tmp_path / "content/articles"
    articles.mkdir(parents=True)
    (articles / "ok.md").write_text("Title: x\n", encoding="utf-8")
    return articles


def test_left_overs_of_editors_are_passed_over_and_folders_are_read(folder):
    for name in ("b.md~", "#c.md#", ".d.md.swp", ".DS_Store", "2026/deep.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    os.symlink("nobody@nowhere:1", folder / ".#ok.md")

    assert source_files(folder) == ([folder / "ok.md", folder / "2026/deep.md"], [])


def test_a_file_in_the_place_of_the_folder_is_named(folder):
    (folder / "ok.md").unlink()
    folder.rmdir()
    folder.touch()
    files, problems = source_files(folder)

    assert files == []
    assert [str(problem) for problem in problems] == [
        "content/articles:1: this is a file, where a folder belongs. Give it another name."
    ]


@pytest.mark.parametrize(
    ("make", "read", "said"),
    [
        (lambda f: os.symlink("no.md", f / "a.md"), False, "a.md:1: this symbolic link leads to no.md"),
        (lambda f: os.symlink("/etc/passwd", f / "a.md"), False, "a.md:1: this symbolic link leads out"),
        (lambda f: os.symlink("a.md", f / "a.md"), False, "a.md:1: this symbolic link leads to a.md, w"),
        (lambda f: os.symlink("/etc", f / "a"), False, "a:1: this folder is only a link to another pla"),
        (lambda f: os.mkfifo(f / "a.md"), False, "a.md:1: this is not an ordinary file but"),
        (lambda f: (f / "a.md").mkdir(), False, "a.md:1: warning: this is a folder with the name"),
        (lambda f: (f / "A.MD").touch(), False, "A.MD:1: warning: the ending .MD is not read. Rename"),
        (lambda f: (f / "a.docx").touch(), False, "a.docx:1: warning: files that end in .docx are not"),
        (lambda f: (f / "a.txt").touch(), False, "a.txt:1: warning: files that end in .txt are not"),
        (lambda f: (f / ".a.md").touch(), False, ".a.md:1: this file is hidden on most systems"),
        (lambda f: (f / "a\nb.md").touch(), False, "a\\nb.md:1: there is a line end or control"),
        (lambda f: (f / "OK.md").touch(), True, "ok.md:1: its name differs from content/articles/OK.md"),
        (lambda f: os.symlink("ok.md", f / "a.md"), True, ""),
    ],
)  # fmt: skip
def test_what_only_looks_like_an_article_is_named(folder, make, read, said):
    make(folder)

    files, problems = source_files(folder)

    assert len(files) == 1 + read
    assert [str(problem)[: len(said) + 17] for problem in problems] == (
        [f"content/articles/{said}"] if said else []
    )


def test_names_that_differ_in_the_form_of_their_accents_are_one_name(folder):
    for form in ("NFC", "NFD"):
        (folder / f"{unicodedata.normalize(form, 'é')}.md").touch()

    _, problems = source_files(folder)

    assert ["in the form of its accents" in problem.what for problem in problems] == [True]


def test_pictures_may_be_anything_but_links_out_and_pipes(folder):
    (folder / "x.txt").touch()
    os.symlink("/etc/passwd", folder / "a.png")
    os.mkfifo(folder / "b.png")

    assert [(problem.path, problem.what) for problem in odd_files(folder)] == [
        ("content/articles/a.png", "this symbolic link leads out of content/."),
        (
            "content/articles/b.png",
            "this is not an ordinary file but a pipe, a socket or a device.",
        ),
    ]

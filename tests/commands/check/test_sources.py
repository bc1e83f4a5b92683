import pytest

from commands.check.rules import Rules
from commands.check.sources import check_sources

GOOD = "Title: A\nDate: 2026-11-22 09:00\nTopics: x\nSummary: One.\n\n[b]({filename}b.md)\n"


@pytest.fixture
def content(tmp_path, monkeypatch):
    """A content folder with two good articles and a page; tests overwrite one."""
    monkeypatch.chdir(tmp_path)
    for folder in ("articles", "pages", "images"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "content/images/line.png").write_bytes(b"")
    (tmp_path / "content/articles/a.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "content/articles/b.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "content/pages/about.md").write_text(
        "Title: A\nSummary: B\n\nC\n", encoding="utf-8"
    )
    return tmp_path / "content"


def problems(content):
    return list(map(str, check_sources(Rules(content))))


def test_good_sources_have_no_problem(content):
    assert problems(content) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Title: A\n", "", "1: Title is missing. Add a line such as Title: Ask"),
        ("Topics: x", "Topics:", "3: Topics is missing. Add a line such as Topics: interviewing"),
        ("Topics: x", "Topcis: x", "3: the key 'topcis' is not known. Did you mean Topics?"),
        ("Summary", "Date: 2026-01-01\nSummary", "4: 'date' stands here and in line 2. Keep one"),
        ("2026-11-22 09:00", "03/04/2024", "2: '03/04/2024' is not a date that can be read. Write"),
        ("2026-11-22 09:00", "2023-02-30", "2: there is no date '2023-02-30': day is out of range"),
        ("Topics", "Status: drfat\nTopics", "3: the status 'drfat' is not known. Use one of"),
        ("Title: A", "Title: <b>A</b>", "1: there is HTML in Title. Write plain words"),
        ("Topics", "Slug: ../up\nTopics", "3: '../up' can't be an address. Use lower-case"),
        ("b.md)", "c.md)", "6: the link leads to c.md, which does not exist."),
        ("{filename}b", "{filname}b", "6: '{filname}' is no kind of link. Use {filename}"),
        ("{filename}b.md", "{static}/images/lin.png", "6: the link leads to /images/lin.png,"),
    ],
)
def test_a_fault_is_named_with_its_line_and_cure(content, old, new, problem):
    path = content / "articles/a.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    found = problems(content)

    assert any(line.startswith(f"content/articles/a.md:{problem}") for line in found), found


def test_an_empty_file_and_one_that_begins_with_a_blank_line_are_told_apart(content):
    (content / "articles/a.md").write_text("\n \n", encoding="utf-8")
    (content / "articles/b.md").write_text("\n" + GOOD, encoding="utf-8")

    assert problems(content) == [
        "content/articles/a.md:1: the file is empty. Write the article or remove the file.",
        "content/articles/b.md:1: there is no front matter on the first line. "
        "Begin with Title: Ask for feedback you can use",
    ]


def test_a_file_that_is_not_utf_8_is_named_with_the_line(content):
    (content / "articles/a.md").write_bytes(GOOD.replace("One", "Résumé").encode("latin-1"))

    assert problems(content) == [
        "content/articles/a.md:4: byte 52 is not UTF-8. Save the file again with the encoding UTF-8."
    ]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(content):
    path = content / "articles/a.md"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())

    assert problems(content) == []


def test_two_articles_of_one_slug_are_refused(content):
    path = content / "articles/b.md"
    path.write_text(GOOD.replace("Topics", "Slug: a\nTopics"), encoding="utf-8")

    assert problems(content) == [
        "content/articles/b.md:3: content/articles/a.md has the slug 'a' too. "
        "Rename this file, or give it another Slug."
    ]

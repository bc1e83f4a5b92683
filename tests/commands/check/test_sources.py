import os
from datetime import UTC, datetime

import pytest

from commands.check.files import source_files
from commands.check.sources import in_order
from commands.problem import WARNING, Problem
from tests.conftest import ROOT


def test_good_sources_have_no_problem(problems):
    assert problems() == []


def test_a_file_that_is_taken_away_while_it_looks_is_passed_over(problems, monkeypatch):
    def listed(folder):
        return [*source_files(folder)[0], folder / "gone.md"], []

    monkeypatch.setattr("commands.check.sources.source_files", listed)

    assert problems() == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Title: A\n", "", "1: Title is missing. Add a line such as Title: Ask"),
        ("Topics: x", "Topics:", "3: Topics is missing. Add a line such as Topics: interviewing"),
        ("Topics: x", "Topcis: x", "3: the key 'topcis' is not known. Did you mean Topics?"),
        ("Summary", "Date: 2026-01-01\nSummary", "4: 'date' stands here and in line 2. Keep one"),
        ("2026-11-22 09:00", "03/04/2024", "2: '03/04/2024' could be 3 April 2024 or 4 March"),
        ("2026-11-22 09:00", "2023-02-30", "2: there is no date '2023-02-30': day is out of range"),
        (
            "Topics",
            "Status: drfat\nTopics",
            "3: the status 'drfat' is not known. Did you mean draft",
        ),
        ("Title: A", "Title: <b>A</b>", "1: there is HTML in Title. Write plain words"),
        ("Topics", "Slug: ../up\nTopics", "3: '../up' can't be an address. Use lower-case"),
        ("Topics", "Slug: index\nTopics", "3: the address 'index' is taken"),
        ("b.md)", "c.md)", "6:5: the link leads to c.md, which does not exist."),
        ("{filename}b", "{filname}b", "6:5: '{filname}' is no kind of link. Use {filename}"),
        ("{filename}b.md", "{static}/images/lin.png", "6:5: the link leads to /images/lin.png,"),
        ("[b]", "<script>x</script> [b]", "6:1: warning: <script> runs something in the reader's"),
        ("[b]", "```\n[b]", "6:1: this code block is not closed"),
        ("[b]", "a\x00b [b]", "6:2: the character U+0000 (a control character) does not belong"),
    ],
)
def test_a_fault_is_named_with_its_line_and_cure(problems, change, old, new, problem):
    change(old, new)

    found = problems()

    assert any(line.startswith(f"content/articles/a.md:{problem}") for line in found), found


def test_an_empty_file_and_one_that_begins_with_a_blank_line_are_told_apart(content, problems):
    good = (content / "articles/b.md").read_text(encoding="utf-8")
    (content / "articles/a.md").write_text("\n \n", encoding="utf-8")
    (content / "articles/b.md").write_text("\n" + good, encoding="utf-8")

    assert problems() == [
        "content/articles/a.md:1: the file is empty. Write the article or remove the file.",
        "content/articles/b.md:1: Title has to stand on the first line, and stands on line 2. "
        "Take out the empty lines above it.",
    ]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(content, problems):
    path = content / "articles/a.md"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert problems() == []


def test_one_run_names_every_broken_file_and_loses_no_good_one(content, problems):
    articles = content / "articles"
    (articles / "latin.md").write_bytes("Title: Résumé\n\n".encode("latin-1"))
    (articles / "yaml.md").write_text("---\ntitle: X\n---\n", encoding="utf-8")
    (articles / "huge.md").write_bytes(b"Title: x\n\n" + b"words " * 200_000)
    os.symlink("nowhere", articles / "gone.md")
    os.mkfifo(articles / "pipe.md")

    assert {line.split(":")[0] for line in problems()} == {
        f"content/articles/{name}.md" for name in ("latin", "yaml", "huge", "gone", "pipe")
    }


def test_errors_come_before_warnings_and_then_by_file_and_line():
    early = Problem("a.md", 1, "x.", "y.", severity=WARNING)
    late = Problem("b.md", 9, "x.", "y.")
    first = Problem("b.md", 2, "x.", "y.", column=3)

    assert in_order([early, late, first, late]) == [first, late, early]


def test_many_problems_of_one_file_end_with_their_number(problems, change):
    change("[b]", "<b>\n" * 40 + "[b]")

    found = problems()

    assert len(found) == 26
    assert found[-1].startswith(
        "content/articles/a.md:31: warning: there are 15 more problems of this kind in the file."
    )


def test_this_site_has_nothing_to_mend():
    from pelican.settings import read_settings

    from commands.check.rules import rules_of
    from commands.check.sources import check_sources

    settings = read_settings(str(ROOT / "publishconf.py"))

    assert check_sources(rules_of(settings)) == []


def test_now_is_the_moment_that_decides_what_is_scheduled(problems, change):
    change("2026-11-22 09:00", "2026-11-22 09:01")
    moment = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    assert problems(now=moment) == []

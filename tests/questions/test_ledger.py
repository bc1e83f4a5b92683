from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.ledger import as_text, read_ledger, read_question
from questions.question import Question

ASKED = Question("k7f3m9", date(2026, 11, 25), "May I?", "They want it.\n\nBy Friday.", True, "en")


def written(folder, text, name="k7f3m9.md"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_is_written_is_read_back(tmp_path):
    assert read_question(written(tmp_path, as_text(ASKED))) == (ASKED, [])


@given(st.text(), st.text(min_size=1))
def test_whatever_a_reader_wrote_the_ledger_is_read_without_a_traceback(tmp_path_factory, one, two):
    text = as_text(Question("a", date(2026, 1, 1), one, two))
    path = written(tmp_path_factory.mktemp("ledger"), text.encode("utf-8", "replace"))

    question, wrong = read_question(path)

    assert (question is None) == bool(wrong)


def test_a_question_is_private_until_its_author_shows_it(tmp_path):
    text = "Date: 2026-11-25\nSubject: May I?\n\nWords.\n"

    assert not read_question(written(tmp_path, text))[0].shown


def test_paragraphs_are_cut_at_empty_lines():
    assert ASKED.paragraphs == ("They want it.", "By Friday.")


def test_a_site_without_a_ledger_has_no_questions(tmp_path):
    assert read_ledger(tmp_path / "questions") == ((), [])


def test_the_newest_question_comes_first_and_hidden_files_are_passed_over(tmp_path):
    for name, day in {"b": 1, "a": 1, "c": 2}.items():
        written(tmp_path, f"Date: 2026-01-0{day}\nSubject: S\n\nText.\n", f"{name}.md")
    written(tmp_path, "notes", ".swp")

    assert [question.id for question in read_ledger(tmp_path)[0]] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            "Date: today\nSubject: S\n\nText.",
            1,
            "'today' is no date. Write it so: Date: 2026-11-25",
        ),
        ("Date: 2026-11-25\n\nText.", 1, "there is no subject. Add a line Subject: with one."),
        (
            "Date: 2026-11-25\nSubject: S\n",
            1,
            "there is no question. Write it below the keys, after an",
        ),
        ("Date: 2026-11-25\nSubject: S\nStatus: shwon\n\nT.", 3, "Did you mean 'shown'?"),
        ("Date: 2026-11-25\nSbject: S\n\nT.", 2, "there is no key 'Sbject'."),
        ("Date: 2026-11-25\nSubject: S\nSubject: S\n\nT.", 3, "Subject stands here twice."),
        ("Date: 2026-11-25\nSubject: S\nText.", 3, "this line is no 'Key: value'."),
        (b"Date: 2026-11-25\nSubject: \xfc\n\nT.", 2, "byte 0xFC is not UTF-8."),
        (b"Date: 2026-11-25\nSubject: S\n\nT\x00.", 4, "there is the character U+0000."),
    ],
)
def test_a_fault_is_named_with_its_line_and_its_cure(tmp_path, text, line, said):
    question, wrong = read_question(written(tmp_path, text))

    assert question is None
    assert any(sentence.startswith(f"{tmp_path}/k7f3m9.md:{line}: ") for sentence in wrong)
    assert said in "\n".join(wrong)


@pytest.mark.parametrize("name", ["K7.md", "a b.md", "-a.md", "a.txt"])
def test_a_name_that_can_be_no_address_is_refused(tmp_path, name):
    assert read_question(written(tmp_path, as_text(ASKED), name))[0] is None

import pytest

from commands.check.notes import check_notes


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Words.[^1] More.[^1]\n\n[^1]: Note.\n", []),
        ("`[^1]`\n", []),
        ("Words.\n\n[^1]: Note.\n", ["a.md:8:1: no place in the text refers to the note [^1]."]),
        ("Words.[^a]\n", ["a.md:6:7: warning: there is no note [^a]. Add [^a]: and its text."]),
    ],
)
def test_a_note_and_its_place_belong_together(article, body, said):
    found = [str(problem) for problem in check_notes(article(body))]

    assert [line[: len(start)] for line, start in zip(found, said, strict=True)] == said

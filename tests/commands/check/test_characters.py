import pytest

from commands.check.characters import check_characters, decode

TEXT = "Title: Résumé tips\nDate: 2026-11-22\n\nWords\n"
SAVE = "Save the file again with the encoding UTF-8."


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (TEXT.encode(), None),
        (b"\xef\xbb\xbf" + TEXT.encode(), None),
        (TEXT.encode("utf-16"), (1, "the file is saved as UTF-16.", SAVE)),
        (TEXT.encode("utf-16-le"), (1, "the file is saved as UTF-16.", SAVE)),
        (b"Title: Tips".decode().encode("utf-16-be"), (1, "the file is saved as UTF-16.", SAVE)),
        (
            TEXT.encode("latin-1"),
            (1, "byte 8 (0xE9) is not UTF-8; in Windows-1252 it would be 'é'.", SAVE),
        ),
        (
            b"One\nTwo \x93quoted\x94\n",
            (2, "byte 8 (0x93) is not UTF-8; in Windows-1252 it would be '“'.", SAVE),
        ),
        (
            b"One\n\xed\xa0\x80\n",
            (2, "byte 4 (0xED) is not UTF-8: it is half of a character.", "Type this character"),
        ),
        (bytes(range(256)) * 4, (1, "this is not a text file.", "Pictures belong")),
        (b"x" * 1_000_001, (1, "the file has 1.0 MB; the limit is 1 MB.", "Make several")),
    ],
)
def test_a_file_is_read_or_its_fault_named(raw, fault):
    text, found = decode(raw)

    if fault is None:
        assert (text, found) == (TEXT, None)
    else:
        line, what, cure = found
        assert text == ""
        assert line == fault[0]
        assert what.startswith(fault[1])
        assert cure.startswith(fault[2])


def test_every_kind_of_line_end_becomes_one():
    assert decode(b"a\r\nb\rc\n") == ("a\nb\nc\n", None)


@pytest.mark.parametrize(
    ("letter", "severity", "words"),
    [
        ("\x00", "error", "U+0000 (a control character)"),
        ("\x0c", "error", "U+000C"),
        ("\x9d", "error", "U+009D"),
        ("\u2028", "error", "U+2028 (line separator)"),
        ("\u202e", "warning", "U+202E (right-to-left override) turns text round."),
        ("\u2066", "warning", "U+2066"),
        ("\ufffd", "warning", "damaged character"),
        ("â€™", "warning", "damaged character"),
        ("Ã©", "warning", "damaged character"),
    ],
)
def test_a_character_is_named_with_its_place(article, letter, severity, words):
    (problem,) = check_characters(article(f"A line.\nTwo {letter}.\n"))

    assert (problem.line, problem.column, problem.severity) == (7, 5, severity)
    assert words in problem.what


def test_other_scripts_and_signs_are_welcome(article):
    assert (
        list(check_characters(article("🎯 شغل שלום e\u0301 “curly” – dash\u00a0space\u200d\n")))
        == []
    )

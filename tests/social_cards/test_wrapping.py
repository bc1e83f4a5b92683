import pytest
from hypothesis import given
from hypothesis import strategies as st

from social_cards.wrapping import Room, balanced, fitted


def measure(text):
    """A face in which every letter is half as wide as it is high."""
    return len(text) / 2


def hang(text):
    return 0.5 if text.startswith("“") else 0.0


def lines(text, width):
    return balanced(text, width, measure, hang)


def test_a_title_that_fits_stays_on_one_line():
    assert lines("Resign well", 6) == ("Resign well",)


def test_lines_are_of_like_length():
    assert lines("aaaa bbbb cccc dddd eeee", 10) == ("aaaa bbbb", "cccc dddd eeee")


def test_a_line_ends_where_a_reader_rests():
    assert lines("Your first week, day by day anew", 11.5) == (
        "Your first week,",
        "day by day anew",
    )


def test_a_small_word_goes_with_the_next_one():
    assert lines("Tell them of everything", 6.5) == ("Tell them", "of everything")


def test_words_that_are_tied_stay_together():
    assert lines("It may not be\u00a0final", 8) == ("It may not", "be\u00a0final")


def test_line_breaks_of_the_author_stay():
    assert lines("From here\nto there", 20) == ("From here", "to there")


def test_a_quote_that_hangs_out_takes_no_room():
    assert lines("“Any questions?”", 7.5) == ("“Any questions?”",)
    assert lines("xAny questions?”", 7.5) == ("xAny", "questions?”")


def test_a_word_wider_than_a_line_is_cut():
    assert lines("abcdefgh ij", 2) == ("abcd", "efgh", "ij")


@given(st.text("ab ,.“”\u00a0\n", max_size=80), st.integers(1, 30))
def test_every_line_fits_and_no_letter_is_lost(text, width):
    result = lines(text, width)

    assert "".join("".join(result).split(" ")) == "".join(text.replace("\n", " ").split(" "))
    assert all(measure(line) - hang(line) <= width or len(line) == 1 for line in result)


ROOM = Room(width=100, height=50, sizes=(20, 15, 10), leading=1)


def test_a_title_is_set_as_large_as_it_fits():
    assert fitted("abc", ROOM, measure, hang) == (20, ("abc",))
    assert fitted("aaaa bbbb cccc", ROOM, measure, hang) == (20, ("aaaa", "bbbb cccc"))
    assert fitted("aaaa bbbb cccc dddd eeee", ROOM, measure, hang)[0] == 15


def test_lines_that_the_author_set_are_set_smaller_rather_than_broken():
    assert fitted("aaaa bbbb cc\ndddd", ROOM, measure, hang) == (15, ("aaaa bbbb cc", "dddd"))


@pytest.mark.parametrize("text", ["aaaa " * 2000, "a" * 10_000])
def test_a_title_without_end_is_cut_and_says_so(text):
    size, result = fitted(text, ROOM, measure, hang)

    assert size == 10
    assert len(result) == 5
    assert len("".join(result)) > 60


def test_a_long_title_ends_with_an_ellipsis():
    assert fitted("aaaa " * 30, ROOM, measure, hang)[1][-1].endswith("aaaa…")


def test_nothing_takes_no_line():
    assert fitted("", ROOM, measure, hang) == (20, ())

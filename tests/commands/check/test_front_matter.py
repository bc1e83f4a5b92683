from commands.check.front_matter import Field, read_front_matter


def test_fields_bear_their_line_and_the_body_begins_after_the_blank_line():
    text = "Title: A: b\nDate: 2026-11-22\n\nBody: not a field\n"

    assert read_front_matter(text) == (
        (Field("title", "A: b", 1), Field("date", "2026-11-22", 2)),
        4,
    )


def test_more_lines_of_a_value_are_indented():
    fields, _ = read_front_matter("Related: one\n    two\nTitle: A\n")

    assert fields == (Field("related", "one\ntwo", 1), Field("title", "A", 3))


def test_a_body_that_follows_at_once_ends_the_fields():
    assert read_front_matter("Title: A\nBody begins.\n") == ((Field("title", "A", 1),), 2)


def test_a_blank_first_line_means_no_front_matter():
    assert read_front_matter("\nTitle: A\n")[0] == ()

from fast_build.record import Record


def made(answer):
    return lambda: answer


def unasked():
    raise AssertionError("this was answered before")


def test_a_question_is_answered_once():
    record = Record()
    record.answer("body", "text", made("<p>text</p>"))

    assert record.answer("body", "text", unasked) == "<p>text</p>"


def test_an_answer_is_kept_for_later_builds():
    record = Record()
    record.answer("body", "text \udc80", made(["<p>text</p>", {"title": ["A"]}]))

    later = Record(record.to_keep())

    assert later.answer("body", "text \udc80", unasked) == ["<p>text</p>", {"title": ["A"]}]
    assert later.to_keep() is None


def test_another_text_or_another_kind_is_another_question():
    record = Record()
    record.answer("body", "text", made("1"))

    assert record.answer("body", "text.", made("2")) == "2"
    assert record.answer("field", "text", made("3")) == "3"


def test_what_is_not_asked_any_more_is_not_kept():
    record = Record()
    record.answer("body", "old", made("1"))
    later = Record(record.to_keep())
    later.answer("body", "new", made("2"))

    latest = Record(later.to_keep())

    assert latest.answer("body", "old", made("made again")) == "made again"


def test_a_record_that_is_none_counts_as_empty():
    for damaged in (b"", b"{", b"[", b"N", b"\xff\xfe"):
        assert Record(damaged).answer("body", "text", made("made")) == "made"

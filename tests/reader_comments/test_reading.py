from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from reader_comments.comment import Comment, Submission
from reader_comments.reading import plain_name, read
from tests.reader_comments.builders import RULES, text_of

FILE = Path("comments/a/17.md")


@pytest.fixture
def read_text(tmp_path):
    """Return a function that reads a comment of these words, or bytes, as comments/a/17.md."""

    def reading(text, rules=RULES):
        path = tmp_path / FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(path, rules)

    return reading


@pytest.fixture
def faults_of(read_text):
    """Return a function that reads a comment and returns what is wrong with it, in sentences."""

    def faults(text, rules=RULES):
        submission = read_text(text, rules)
        assert submission.comment is None
        return list(map(str, submission.problems))

    return faults


def test_a_file_says_who_said_what_and_when(read_text):
    assert read_text("Author: Robin\nDate: 2026-11-23 14:30\n\nI *did* it.\n") == Submission(
        id="17",
        file="comments/a/17.md",
        comment=Comment(
            id="17",
            author="Robin",
            date=datetime(2026, 11, 23, 14, 30, tzinfo=UTC),
            website="",
            html=Markup("<p>I <em>did</em> it.</p>"),
            by_site_author=False,
        ),
    )


def test_a_file_may_say_more(read_text):
    text = text_of(Website="https://example.org/", Id="c-1_A", Parent="12", STATUS="Published")

    submission = read_text(text)

    assert submission.comment.website == "https://example.org/"
    assert (submission.id, submission.id_line, submission.comment.id) == ("c-1_A", 4, "c-1_A")
    assert (submission.parent, submission.parent_line) == ("12", 5)
    assert not submission.pending


def test_keys_may_be_fenced_and_optional_ones_empty(read_text):
    text = "\ufeff\r\n---\r\nAuthor: R\r\nDate: 2026-11-23\r\nParent:\r\n---\r\nYes.\r\n"

    submission = read_text(text)

    assert submission.problems == ()
    assert submission.parent == ""
    assert submission.comment.html == "<p>Yes.</p>"


def test_a_pending_comment_is_checked_and_not_rendered(read_text, faults_of):
    submission = read_text(text_of(Status="pending"))

    assert (submission.pending, submission.comment, submission.problems) == (True, None, ())
    assert faults_of(text_of(Status="pending", Date="soon", body="")) != []


def test_the_author_of_the_site_is_known_by_name(read_text):
    rules = replace(RULES, site_authors=frozenset({"Robin"}))

    assert read_text(text_of(), rules).comment.by_site_author
    assert not read_text(text_of(Author="robin"), rules).comment.by_site_author


def test_a_comment_may_be_the_authors_by_its_role(read_text):
    assert read_text(text_of(Role="author")).comment.by_site_author


def test_a_comment_keeps_the_anchor_that_it_had(read_text):
    assert read_text(text_of(Was="c1234")).comment.was == "c1234"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-23", datetime(2026, 11, 23, tzinfo=UTC)),
        ("2026-11-23T14:30:05", datetime(2026, 11, 23, 14, 30, 5, tzinfo=UTC)),
        ("2026-11-23 14:30 +02:00", datetime(2026, 11, 23, 12, 30, tzinfo=UTC)),
        ("2026-11-23 14:30:00 -0800", datetime(2026, 11, 23, 22, 30, tzinfo=UTC)),
        ("2026-11-23 14:30 Z", datetime(2026, 11, 23, 14, 30, tzinfo=UTC)),
    ],
)
def test_a_date_may_name_its_zone(read_text, written, meant):
    assert read_text(text_of(Date=written)).comment.date == meant


def test_a_date_is_that_of_the_sites_own_zone(read_text):
    rules = replace(RULES, timezone=ZoneInfo("America/New_York"))

    assert read_text(text_of(Date="2026-11-23 02:00Z"), rules).comment.date.isoformat() == (
        "2026-11-22T21:00:00-05:00"
    )
    assert read_text(text_of(Date="2026-11-23"), rules).comment.date.isoformat() == (
        "2026-11-23T00:00:00-05:00"
    )


def test_all_that_is_missing_is_named_at_once(faults_of):
    assert faults_of("Website: \n") == [
        "comments/a/17.md:1: there is no author. Add a line Author: with the name.",
        "comments/a/17.md:1: there is no date. Add a line Date: 2026-11-23 14:30.",
        "comments/a/17.md:2: there is no text. Write it below the keys, after an empty line.",
    ]


DATE_CURE = (
    "Write it as Date: 2026-11-23 14:30, "
    "with +02:00 or Z after it where the zone is not the site's."
)
ID_CURE = "Use letters of a-z, digits, '-' and '_', as the Id or as the name of the file."
WEBSITE_CURE = "Write one that begins with https:// or http://, or take the line out."
UTF8_CURE = "Save it again with the encoding UTF-8."
FAULTS = {
    "an unknown key": (
        text_of(Auhtor="Robin"),
        "3: there is no key 'Auhtor'. Use Author, Date, Website, Id, Parent, Status, Role, Was, "
        "then an empty line. Did you mean 'Author'?",
    ),
    "a role that there is not": (
        text_of(Role="boss"),
        "3: there is no role 'boss'. Write author, or take the line out.",
    ),
    "an old anchor that breaks out": (
        text_of(Was='c1"><b>'),
        "3: 'c1\"><b>' can't be an anchor. Use letters of a-z, digits, '-' and '_'.",
    ),
    "a key twice": ("Author: A\n" + text_of(), "2: Author stands here twice. Keep one."),
    "text before the keys": (
        "Hello!\n" + text_of(),
        "1: this line is no 'Key: value'. Leave an empty line between the keys and the text.",
    ),
    "an author of nothing": (
        text_of(Author="\u200b \u202e"),
        "1: there is no author. Add a line Author: with the name.",
    ),
    "an author of many letters": (
        text_of(Author="x" * 101),
        "1: the author's name is longer than 100 letters. Shorten it.",
    ),
    "a date in words": (text_of(Date="next week"), f"2: 'next week' is no date. {DATE_CURE}"),
    "a date that does not exist": (
        text_of(Date="2026-02-30"),
        f"2: '2026-02-30' is no date. {DATE_CURE}",
    ),
    "a date that might be two": (
        text_of(Date="03/04/2026"),
        f"2: '03/04/2026' is no date. {DATE_CURE}",
    ),
    "a date before there were comments": (
        text_of(Date="0001-01-01"),
        "2: the year 1 can't be meant. Write the date in full.",
    ),
    "a date at the end of time": (
        text_of(Date="9999-12-31"),
        "2: the year 9999 can't be meant. Write the date in full.",
    ),
    "an unsafe website": (
        text_of(Website="javascript:alert(1)"),
        "3: 'javascript:alert(1)' is no web address that may be linked to. " + WEBSITE_CURE,
    ),
    "a website of many letters": (
        text_of(Website="x" * 500),
        f"3: '{'x' * 59}…' is no web address that may be linked to. {WEBSITE_CURE}",
    ),
    "an unsafe id": (
        text_of(Id='1" onclick="x'),
        f"3: '1\" onclick=\"x' can't be an id. {ID_CURE}",
    ),
    "an unknown status": (
        text_of(Status="publishd"),
        "3: there is no status 'publishd'. Write published or pending. Did you mean 'published'?",
    ),
    "an empty status": (
        text_of(Status=""),
        "3: there is no status ''. Write published or pending.",
    ),
    "a text of nothing": (
        text_of(body="\n \n"),
        "4: there is no text. Write it below the keys, after an empty line.",
    ),
    "a text that may not be shown": (
        text_of(body="<script>alert(1)</script>"),
        "4: nothing of the text may be shown. Write words, or take the file away.",
    ),
    "a text of many letters": (
        text_of(body="x" * 20_001),
        "4: the text is longer than 20,000 letters. Shorten it, or raise COMMENTS_MAX_LENGTH.",
    ),
    "a tangled text": (
        text_of(body="[" * 2000),
        "4: the text is tangled: it has more than 1,000 square brackets. Simplify it.",
    ),
    "a huge file": (
        text_of(body="x" * 100_000),
        "1: is far too long for a comment. Keep it below 20,000 letters.",
    ),
    "an empty file": (
        " \n\n",
        "1: is empty. Write Author: and Date: 2026-11-23 14:30, an empty line and the text.",
    ),
    "Latin-1": (
        "Author: Andr\u00e9\n".encode("latin-1"),
        f"1: is not UTF-8 (byte 0xE9). {UTF8_CURE}",
    ),
    "UTF-16": (text_of().encode("utf-16-le"), "1: holds the character U+0000. Take it out."),
    "half a character": (
        text_of(body="x\n").encode() + b"\xc3",
        f"5: is not UTF-8 (byte 0xC3). {UTF8_CURE}",
    ),
    "a control character": (
        text_of(body="a\x1b[31m"),
        "4: holds the character U+001B. Take it out.",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_place_and_its_cure(faults_of, text, sentence):
    assert faults_of(text) == [f"comments/a/17.md:{sentence}"]


def test_a_file_name_that_can_not_be_an_id_is_told(tmp_path):
    path = tmp_path / "Ünsafe name.md"
    path.write_text(text_of(), encoding="utf-8")

    assert list(map(str, read(path, RULES).problems)) == [
        f"Ünsafe name.md:1: 'Ünsafe name' can't be an id. {ID_CURE}"
    ]


def test_a_file_that_is_gone_is_told(tmp_path):
    assert list(map(str, read(tmp_path / "gone.md", RULES).problems)) == [
        "gone.md:1: can't be read (No such file or directory). Mend that, or take it away."
    ]


def test_a_faulty_comment_still_has_an_id_and_a_parent(read_text):
    submission = read_text(text_of(Id="7", Parent="6", Date="soon"))

    assert (submission.id, submission.parent, submission.comment) == ("7", "6", None)


def test_a_name_holds_nothing_that_could_be_markup_or_is_unseen():
    name = '  "Bob"\t<b>\u202eO\'Hara\x85 & e\u0301\u200b '

    assert plain_name(name) == "“Bob” \u2039b\u203aO'Hara & é"


def test_a_website_holds_nothing_that_could_be_markup(read_text):
    comment = read_text(text_of(Website="https://example.org/?a=\"'&b=<c>")).comment

    assert comment.website == "https://example.org/?a=%22%27&b=%3Cc%3E"


LINES = st.sampled_from(
    [
        "Author: A",
        "Date: 2026-11-23",
        "Date: 2026-11-23 25:00",
        "Id: x",
        "Parent: 1",
        "Status: pending",
        "Website: https://a",
        "Website: https://[",
        "a:",
        ": x",
        "",
        " ",
        "\t",
        "---",
        "Text <b>",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=60),
        st.lists(LINES, max_size=10).map(lambda lines: "\n".join(lines).encode()),
        st.text(max_size=60).map(lambda text: text_of(Author=text, body=text).encode()),
    )
)
@example(b"\n---")
@example(b"---\n---\n---")
def test_whatever_a_file_holds_it_is_a_comment_or_has_a_fault_with_a_line_of_its_own(
    read_text, data
):
    submission = read_text(data)

    if not submission.pending:
        assert (submission.comment is None) == bool(submission.problems)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(1 <= problem.line <= lines for problem in submission.problems)
    if submission.comment:
        assert not set('<>"\n') & set(submission.comment.author + submission.comment.website)

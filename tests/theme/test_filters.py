from datetime import UTC, date, datetime

import pytest

from tests.conftest import ROOT
from theme.filters import (
    LONG,
    FaultyWords,
    address,
    contents,
    curly,
    dated,
    filters,
    iso,
    minutes,
    plain,
    read_words,
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("&#8220;No&#8221; may not be&nbsp;final!", "“No” may not be final!"),
        ('<span class="dquo">&#8220;</span>No&#8221;', "“No”"),
        ("<p>One</p><p>two</p>", "One two"),
        ("a<!-- <b> -->b <script>alert(1)</script>c", "a b c"),
        ("1 &lt; 2 &amp;amp;", "1 < 2 &amp;"),
    ],
)
def test_plain_text_has_neither_markup_nor_entities(html, text):
    assert plain(html) == text


def test_straight_quotes_become_curly_and_markup_stays_text():
    assert curly('"I\'ve" -- <b>') == "“I’ve” — <b>"


@pytest.mark.parametrize(("words", "expected"), [(1, 1), (230, 1), (460, 2), (1000, 4)])
def test_reading_takes_whole_minutes_and_at_least_one(words, expected):
    assert minutes(f"<p>{'word ' * words}</p>") == expected


def test_a_date_is_said_in_the_words_of_the_theme():
    words = read_words(ROOT / "theme/words.toml")

    assert filters(words)["day"](date(2026, 11, 5)) == "5 November 2026"
    assert iso(datetime(2026, 11, 5, 9, 30, tzinfo=UTC)) == "2026-11-05T09:30:00+00:00"


@pytest.mark.parametrize(
    ("file", "path"),
    [("index.html", ""), ("help/index.html", "help/"), ("2026/11/a.html", "2026/11/a.html")],
)
def test_a_page_is_visited_without_the_name_of_its_index(file, path):
    assert address(file) == path


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"a = 1\nb\n", "words.toml:2: this is no TOML (Expected '=' after a key"),
        (b"a = '\xe9'", "words.toml:1: this is no TOML ('utf-8' codec can't decode byte 0xe9"),
    ],
)
def test_words_that_can_not_be_read_are_told_with_their_line(tmp_path, raw, problem):
    (tmp_path / "words.toml").write_bytes(raw)

    with pytest.raises(FaultyWords) as raised:
        read_words(tmp_path / "words.toml")
    (told,) = raised.value.problems
    assert told.startswith(f"{tmp_path}/{problem}")


def test_a_mark_before_the_words_does_no_harm(tmp_path):
    (tmp_path / "words.toml").write_text("\ufeffa = 1\n", encoding="utf-8")

    assert read_words(tmp_path / "words.toml") == {"a": 1}


def test_a_word_that_a_template_could_not_reach_is_refused(tmp_path):
    (tmp_path / "words.toml").write_text('[panel]\ncopy = "Copy"\n', encoding="utf-8")

    with pytest.raises(ValueError, match=r'a template cannot reach "copy"\.'):
        read_words(tmp_path / "words.toml")


def sections(count):
    return "".join(f'<h2 id="s{n}">Part&nbsp;<em>{n}</em></h2><p>x</p>' for n in range(count))


def test_a_long_article_has_its_sections_as_contents_and_a_short_one_has_none():
    assert contents(sections(LONG)) == [(f"s{n}", f"Part {n}") for n in range(LONG)]
    assert contents(sections(LONG - 1)) == []


def test_a_section_without_an_anchor_or_in_a_comment_is_not_in_the_contents():
    hidden = "<h2>Nowhere</h2><!-- <h2 id=no>No</h2> --><h3 id=deeper>Deeper</h3>"

    assert contents(hidden + sections(LONG))[0][0] == "s0"


@pytest.mark.parametrize("text", ["2026-11-22", "2026-11-22 09:00"])
def test_the_date_of_a_review_is_read_with_and_without_its_time(text):
    assert dated(text) == date(2026, 11, 22)

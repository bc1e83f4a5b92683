"""The plugin at work in stock Pelican, with its themes; and what a draft's answer must not tell."""

import pytest

from tests.conftest import run_pelican

ASKED = {
    "questions/k7f3m9.md": "Date: 2026-11-20\nSubject: xqsubject\nStatus: {}\n\nxqtext <b>here</b>\n",
    "first.md": "Title: First\nDate: 2026-11-01\n\nWords.\n",
}
ANSWER = (
    "Title: Take your time\nDate: 2026-11-21\nQuestion: How long?\nAnswers: k7f3m9\n{}\nWords.\n"
)


def files(status, answer=None):
    asked = {name: text.format(status) for name, text in ASKED.items()}
    return asked | ({"answer.md": ANSWER.format(answer)} if answer is not None else {})


@pytest.fixture
def pelican(tmp_path):
    """Return a function that builds a site of {path: text} and gives its output folder."""

    def build(files, theme="simple"):
        settings = {"PLUGINS": ["questions"], "THEME": theme}
        build.result = run_pelican(tmp_path, files, settings)
        assert build.result.returncode == 0, build.result.stderr
        return tmp_path / "output"

    return build


def holding(output, word):
    paths = (path for path in output.rglob("*") if path.is_file())
    return {
        path.relative_to(output).as_posix() for path in paths if word in path.read_text("utf-8")
    }


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_a_shown_question_waits_at_its_address_as_plain_text(pelican, theme):
    output = pelican(files("shown"), theme)

    page = (output / "questions/k7f3m9/index.html").read_text("utf-8")
    assert "xqtext &lt;b&gt;here&lt;/b&gt;" in page
    assert "waits for its answer" in page


def test_a_private_question_is_nowhere_in_the_site(pelican):
    output = pelican(files("private"))

    assert not (output / "questions").exists()
    assert holding(output, "xq") == holding(output, "k7f3m9") == set()


@pytest.mark.parametrize("status", ["private", "shown"])
def test_once_it_is_answered_its_address_leads_to_the_answer_and_holds_no_word_of_it(
    pelican, status
):
    output = pelican(files(status, answer=""))

    page = (output / "questions/k7f3m9/index.html").read_text("utf-8")
    assert 'content="0; url=https://elsewhere.example/take-your-time.html"' in page
    assert holding(output, "xq") == set()
    assert "How long?" in (output / "answers/index.html").read_text("utf-8")


@pytest.mark.parametrize("unpublished", ["Status: draft\n", "Status: hidden\n", "Status: skip\n"])
def test_an_answer_that_is_not_published_answers_nothing(pelican, unpublished):
    waiting = pelican(files("shown", answer=unpublished))
    page = (waiting / "questions/k7f3m9/index.html").read_text("utf-8")

    assert "take-your-time" not in page
    assert "waits for its answer" in page


def test_a_private_question_with_a_draft_has_no_page(pelican):
    assert not (pelican(files("private", answer="Status: draft\n")) / "questions").exists()


def test_a_question_may_stand_over_several_lines(pelican):
    answer = ANSWER.replace("How long?", "How long\n    may it take?").replace(
        "Answers: k7f3m9\n", ""
    )

    output = pelican({"answer.md": answer.format("")})

    assert "How long may it take?" in (output / "answers/index.html").read_text("utf-8")


def test_an_unknown_id_stops_the_build_and_says_where(tmp_path):
    sources = files("private", answer="")
    sources["questions/k7f3m8.md"] = sources.pop("questions/k7f3m9.md")

    result = run_pelican(tmp_path, sources, {"PLUGINS": ["questions"]})

    assert result.returncode != 0
    assert "content/answer.md:4: there" in result.stdout

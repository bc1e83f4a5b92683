"""From a reader's mail to the published answer: both addresses are followed, the letter names them."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from commands.questions.answer import answer
from commands.questions.ask import ask
from commands.questions.comment import approve, comment
from commands.questions.reply import reply
from tests.conftest import run_build

MESSAGE = Path(__file__).with_name("messages") / "01-plain.eml"
COMMENT = """From: Robin Gale <robin.gale@example.org>
To: questions@example.org
Subject: About this
Date: Tue, 03 Nov 2026 09:12:44 +0000

xqcomment: this got me through a bad day.

Name to publish (or leave it empty): {name}
Article: https://example.org/2026/11/keep-the-faith.html
"""


@pytest.fixture
def here(project, monkeypatch):
    """A copy of the project as the working folder, where an author says Enter to everything."""
    monkeypatch.chdir(project)
    monkeypatch.delenv("EDITOR", raising=False)
    return project


def built(here):
    result = run_build(here)
    assert result.returncode == 0, result.stderr
    return here / "output"


def test_a_question_waits_is_answered_and_its_address_leads_there(here, capsys):
    settings = here / "publishconf.py"
    keys = iter(["shift planner", "s", ""])
    assert ask(str(MESSAGE), settings, lambda _: next(keys)) == 0
    [kept] = (here / "content/questions").glob("*.md")
    assert "shift planner" not in kept.read_text("utf-8")
    own = f"questions/{kept.stem}/index.html"
    assert "ask-for-more-without-losing-the-offer" in capsys.readouterr().out

    assert "May I ask for more" in (built(here) / own).read_text("utf-8")
    assert reply(kept.stem, settings) == 0
    letter = capsys.readouterr().out
    assert "To: quillan.braxby@example.org" in letter
    assert f"https://example.org/questions/{kept.stem}/" in letter

    assert answer(kept.stem, settings, title="Ask for more xqtitle") == 0
    [draft] = (here / "content/articles").glob("*xqtitle*.md")
    assert "\nAsked: May I ask for more" in draft.read_text("utf-8")
    ledger = kept.read_bytes()
    output = built(here)
    assert not [path for path in output.rglob("*.html") if "xqtitle" in path.read_text("utf-8")]

    text = draft.read_text("utf-8").replace("Status: draft\n", "")
    text = text.replace("To be written: one sentence under 160 characters.", "One sentence.")
    draft.write_text(
        f"{text}Yes, you may. [Keep the faith]({{filename}}keep-the-faith.md).\n", "utf-8"
    )
    output = built(here)
    page = BeautifulSoup((output / own).read_text("utf-8"), "html.parser")
    target = page.find("meta", {"http-equiv": "refresh"})["content"].partition("url=")[2]
    article = (output / own).parent / target
    assert article.resolve().name == draft.with_suffix(".html").name
    assert '"QAPage"' in article.read_text("utf-8")
    assert "shift" not in (output / own).read_text("utf-8")
    assert f"/{draft.stem}.html" in (output / "answers/index.html").read_text("utf-8")
    assert draft.stem in (output / "answers/feed.atom").read_text("utf-8")
    assert draft.stem in (output / "index.html").read_text("utf-8")
    assert kept.read_bytes() == ledger  # a build writes nothing into the ledger
    assert reply(kept.stem, settings) == 0
    assert "has an answer now" in capsys.readouterr().out


def test_the_same_message_is_kept_once(here):
    def say_yes(_):
        return ""

    assert ask(str(MESSAGE), here / "publishconf.py", say_yes) == 0
    assert ask(str(MESSAGE), here / "publishconf.py", say_yes) == 1


def test_without_its_author_nothing_is_kept_and_nothing_is_lost(here):
    assert ask(str(MESSAGE), here / "publishconf.py", None) == 1
    assert not (here / "content/questions").exists()
    assert [path.read_bytes() for path in (here / ".letters").iterdir()] == [MESSAGE.read_bytes()]


def test_a_comment_by_mail_waits_for_its_approval(here):
    letter = here / "letter.eml"
    letter.write_text(COMMENT.format(name="Robin"))
    assert comment(str(letter), here / "publishconf.py") == 0
    [filed] = (here / "content/comments/keep-the-faith").glob("*.md")
    page = "2026/11/keep-the-faith.html"
    assert not [p for p in built(here).rglob("*.html") if "xqcomment" in p.read_text("utf-8")]

    assert approve(filed.stem, here / "publishconf.py") == 0

    text = (built(here) / page).read_text("utf-8")
    assert "xqcomment" in text
    assert "Gale" not in text


def test_a_letter_that_names_nobody_is_no_comment(here, capsys):
    letter = here / "letter.eml"
    letter.write_text(COMMENT.format(name=""))

    assert comment(str(letter), here / "publishconf.py") == 1
    assert "names nobody to publish it under" in capsys.readouterr().err

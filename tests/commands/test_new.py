import contextlib
import os
import shlex
import subprocess
import sys
from dataclasses import replace

import pytest

from commands.check.sources import check_sources
from commands.new import Beginning, like, new, slug_of
from tests.conftest import ROOT

CATALOGUE = (
    '[[topic]]\nslug = "interviewing"\nname = "Interviewing"\nsynonyms = ["job interview"]\n\n'
    '[[topic]]\nslug = "networking"\nname = "Networking"\n'
)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A small site; returns the file of its settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "content/topics.toml").write_text(CATALOGUE, encoding="utf-8")
    settings = tmp_path / "conf.py"
    settings.write_text("PATH = 'content'\nTIMEZONE = 'UTC'\n", encoding="utf-8")
    return settings


def answers(*given):
    """Return a function that gives these answers, one to a question."""
    left = list(given)
    return lambda question: left.pop(0)


def test_without_a_catalogue_there_is_no_topic_to_file_it_under(site, capsys):
    (site.parent / "content/topics.toml").unlink()

    assert new(Beginning("A title", ("networking",)), site) == 1
    assert capsys.readouterr().err == (
        "There is no content/topics.toml: this site takes its topics from elsewhere. Begin the file "
        "by hand.\n"
    )


@pytest.mark.parametrize(
    "beginning", [Beginning("Caf\udce9 talk"), Beginning("A title", summary="Caf\udce9 talk")]
)
def test_what_was_typed_in_another_encoding_leaves_no_file_behind(site, capsys, beginning):
    assert new(replace(beginning, topics=("networking",)), site) == 1
    assert capsys.readouterr().err == (
        "'Caf\\udce9 talk' is not UTF-8. Use a terminal whose encoding is UTF-8.\n"
    )
    assert not [*(site.parent / "content/articles").iterdir()]


def test_a_draft_with_complete_front_matter_is_written_and_check_finds_no_error(site, capsys):
    beginning = Beginning("Don’t fear the panel!", ("job interview",), "What a panel wants.")

    assert new(beginning, site) == 0

    path = site.parent / "content/articles/dont-fear-the-panel.md"
    assert path.read_text(encoding="utf-8") == (
        "Title: Don’t fear the panel!\n"
        "Date: 2026-11-23 00:00\n"
        "Topics: interviewing\n"
        "Summary: What a panel wants.\n"
        "Status: draft\n\n"
    )
    assert capsys.readouterr().out == (
        "content/articles/dont-fear-the-panel.md is there, as a draft. "
        "`./invoke serve` shows it while you write.\n"
    )
    from pelican.settings import read_settings

    from commands.check.rules import rules_of

    assert check_sources(rules_of(read_settings(str(site)))) == []


@pytest.mark.parametrize(
    ("beginning", "said"),
    [
        (Beginning("A title"), "No topic is named. Use at most 3 of: interviewing, networking."),
        (Beginning("A title", ("netwroking",)), "There is no topic 'netwroking'. Did you mean"),
        (Beginning("  ", ("networking",)), "An article needs a title."),
        (Beginning("?!", ("networking",)), "'?!' has no letter for an address. Give one with --slug"),
        (Beginning("<b>Bold</b>", ("networking",)), "there is HTML in Title. Write plain words"),
        (Beginning("Index", ("networking",)), "the address 'index' is taken"),
        (Beginning("Up", ("networking",), slug="../../up"),
         "'../../up' can't be an address. Use lower-case letters, digits and hyphens."),
    ],
)  # fmt: skip
def test_what_can_not_be_is_refused_with_a_sentence_and_nothing_is_written(
    site, capsys, beginning, said
):
    assert new(beginning, site) == 1

    assert capsys.readouterr().err.startswith(said)
    assert list((site.parent / "content").rglob("*.md")) == []


def test_an_article_is_never_overwritten_nor_its_address_taken(site, capsys):
    path = site.parent / "content/articles/keep-on.md"
    path.write_text("Title: X\nSlug: other\n\nMine.\n", encoding="utf-8")

    assert new(Beginning("Keep on", ("networking",)), site) == 1
    assert new(Beginning("Other", ("networking",)), site) == 1

    assert path.read_text(encoding="utf-8") == "Title: X\nSlug: other\n\nMine.\n"
    assert capsys.readouterr().err == (
        "content/articles/keep-on.md has this address already. Give another title or --slug.\n" * 2
    )


def test_on_a_terminal_what_is_missing_is_asked_for_and_the_editor_opened(site, monkeypatch):
    edit = "import sys; open(sys.argv[1], 'a').write('Edited.')"
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-c", edit]))

    assert new(Beginning(""), site, answers("Meet people", "networking", "")) == 0

    text = (site.parent / "content/articles/meet-people.md").read_text(encoding="utf-8")
    assert text.splitlines()[2:4] == [
        "Topics: networking",
        "Summary: To be written: one sentence under 160 characters.",
    ]
    assert text.endswith("\n\nEdited.")


def test_an_article_much_like_it_is_named_and_on_a_terminal_the_author_asked(site, capsys):
    path = site.parent / "content/articles/a.md"
    path.write_text("Title: Ask for more money\n\nMine.\n", encoding="utf-8")
    beginning = Beginning("Ask for more money!", ("networking",), "S.")

    assert new(beginning, site, answers("")) == 1
    captured = capsys.readouterr()
    assert captured.out == (
        "There is one much like it: content/articles/a.md (Ask for more money)\n"
    )
    assert captured.err == "Nothing was written.\n"

    assert new(beginning, site, answers("y")) == 0


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("What's in it for me?", "whats-in-it-for-me"),
        ("Résumés & cover letters", "resumes-cover-letters"),
        ("../../etc/passwd", "etcpasswd"),
        (
            "A very long title that goes on about everything that anybody could ever ask",
            "a-very-long-title-that-goes-on-about-everything-that-anybody",
        ),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_title_becomes_an_address_of_whole_words(title, slug):
    assert slug_of(title) == slug


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("Ask for a referral", "Ask for referrals", True),
        ("How to explain a gap", "Explain the gap", True),
        ("Face a panel", "Keep the faith", False),
        ("Ask for help", "Ask for time", False),
    ],
)
def test_titles_are_alike_in_their_letters_or_in_their_words(one, other, are):
    assert like(one, other) is are


def test_the_task_writes_where_no_terminal_is(project):
    result = subprocess.run(
        [sys.executable, "-m", "invoke", "new", "A wholly new thing", "--topic", "networking"],
        cwd=with_tasks(project),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "EDITOR": "false"},
    )

    assert (result.returncode, result.stderr) == (0, "")
    assert (project / "content/articles/a-wholly-new-thing.md").exists()


def with_tasks(project):
    (project / "tasks.py").write_bytes((ROOT / "tasks.py").read_bytes())
    return project


def test_topics_are_chosen_by_number_and_asked_for_again_after_a_slip(site, capsys):
    assert new(Beginning("Meet people"), site, answers("netwroking", "2, interviewing", "")) == 0

    text = (site.parent / "content/articles/meet-people.md").read_text(encoding="utf-8")
    assert text.splitlines()[2] == "Topics: networking, interviewing"
    said = capsys.readouterr().out
    assert said.startswith("  1  Interviewing\n  2  Networking\nThere is no topic 'netwroking'.")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_who_stops_in_the_middle_finds_nothing_written(site, capsys, stop):
    def ask(question):
        raise stop

    assert new(Beginning("Meet people"), site, ask) == 1

    assert capsys.readouterr().err == "\nNothing was written.\n"
    assert list((site.parent / "content").rglob("*.md")) == []


def test_an_editor_that_is_not_there_is_named_and_the_article_kept(site, monkeypatch, capsys):
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")
    # Where nobody may look into a folder on the way, that is the reason.
    monkeypatch.setenv("PATH", str(site.parent))

    assert new(Beginning("Meet people", ("networking",), "S."), site, answers()) == 1

    assert "no-such-editor --wait: No such file or directory. Open" in capsys.readouterr().err
    assert (site.parent / "content/articles/meet-people.md").exists()


def test_on_a_real_terminal_a_newcomer_is_asked_for_everything(project):
    pty = pytest.importorskip("pty")

    program = with_tasks(project)
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(program)
        os.environ |= {"VISUAL": "echo opened"}
        command = [sys.executable, "-m", "invoke", "new", ""]
        os.execv(sys.executable, command)
    said = conversation(terminal, {"Title: ": "Zebras at work", "commas between: ": "5"})
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0, said
    assert "  5  Networking" in said
    assert f"opened {program}/content/articles/zebras-at-work.md" in said


def conversation(terminal, answers):
    """Answer each question that a program asks at a terminal, others with Enter; return what it said."""
    said, since = "", ""
    with contextlib.suppress(OSError):  # Linux's word for the end
        while piece := os.read(terminal, 1024).decode(errors="replace"):  # may end in a letter
            said, since = said + piece, since + piece
            if since.endswith(": "):
                asked = next((q for q in answers if since.endswith(q)), "")
                os.write(terminal, f"{answers.get(asked, '')}\n".encode())
                since = ""
    return said

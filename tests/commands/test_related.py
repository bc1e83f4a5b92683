import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT


def said(slug):
    """Return the exit code of the task for an article, and what it prints."""
    # A process of its own: Pelican and the site's plugins change much that other tests share.
    task = [sys.executable, "-m", "invoke", "related", slug]
    result = subprocess.run(task, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    return result.returncode, result.stdout


def test_the_picks_their_scores_their_terms_and_who_links_here_are_said():
    code, text = said("no-may-not-be-final")

    assert code == 0
    picks, without, here = text.split("\n\n")
    assert picks.startswith("Under no-may-not-be-final stand:\n")
    assert "(The author’s choice)" in picks
    assert without.startswith("Without the author's choice these would:\n")
    assert "(The author’s choice)" not in without
    assert here.startswith("It stands under ")
    assert here.count("\n  ") == int(here.split()[3])


def test_an_unknown_article_is_named_with_the_one_that_was_probably_meant():
    assert said("no-may-not-be-finall") == (
        1,
        "There is no article 'no-may-not-be-finall'. Did you mean 'no-may-not-be-final'?\n",
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "content/articles/no-may-not-be-final.md",
            "Date: 2",
            "Date: x2",
            "content/articles/no-may-not-be-final.md:2: ",
        ),
        ("content/topics.toml", "\n[[topic]]", "\n[[topic", "content/topics.toml:"),
        ("theme/words.toml", "[", "(", "theme/words.toml:"),
    ],
)
def test_what_keeps_articles_from_being_read_is_said_as_check_does(project, file, old, new, told):
    text = (project / file).read_text(encoding="utf-8")
    (project / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    shutil.copy(ROOT / "tasks.py", project)
    result = subprocess.run(
        [sys.executable, "-m", "invoke", "related", "keep-the-faith"],
        cwd=project,
        capture_output=True,
        text=True,
    )

    assert result.returncode == 1
    assert result.stderr.startswith(told), result.stderr
    assert result.stderr.count("\n") == 1


def test_a_moment_that_is_none_is_said_in_a_sentence(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    task = [sys.executable, "-m", "invoke", "related", "keep-the-faith"]
    result = subprocess.run(task, cwd=ROOT, capture_output=True, text=True)

    assert result.returncode == 1
    assert result.stderr.startswith("SOURCE_DATE_EPOCH is 'today'. Set it to whole seconds")


def test_nothing_is_written_into_the_site(project):
    task = "from commands.related import related; related('keep-the-faith', 'publishconf.py')"
    result = subprocess.run(
        [sys.executable, "-c", task], cwd=project, capture_output=True, text=True
    )

    assert result.stdout.startswith("Under keep-the-faith stand:"), result.stderr
    assert not (project / "output").exists()

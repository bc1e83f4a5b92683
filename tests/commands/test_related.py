import pytest

from commands.related import related
from tests.conftest import ROOT


@pytest.fixture
def said(capsys):
    """Return what the task prints for an article, and its exit code."""

    def said(slug):
        code = related(slug, ROOT / "publishconf.py")
        return code, capsys.readouterr().out

    return said


def test_the_picks_their_scores_their_terms_and_who_links_here_are_said(said):
    code, text = said("no-may-not-be-final")

    assert code == 0
    picks, without, here = text.split("\n\n")
    assert picks.startswith("Under no-may-not-be-final stand:\n")
    assert "(The author’s choice)" in picks
    assert without.startswith("Without the author's choice these would:\n")
    assert "(The author’s choice)" not in without
    assert here.startswith("It stands under ")
    assert here.count("\n  ") == int(here.split()[3])


def test_an_unknown_article_is_named_with_the_one_that_was_probably_meant(said):
    assert said("no-may-not-be-finall") == (
        1,
        "There is no article 'no-may-not-be-finall'. Did you mean 'no-may-not-be-final'?\n",
    )

import json
import re

import pytest

from commands.check.forges import as_github, as_gitlab, for_forge
from commands.check.rules import Rules
from commands.check.sources import check_sources
from commands.problem import WARNING, Problem
from tests.conftest import ROOT

DOCUMENT = (ROOT / "docs/checks-on-a-forge.md").read_text(encoding="utf-8")
ARTICLE, GITHUB, GITLAB = re.findall(r"^```\w*\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)


@pytest.fixture
def problems(tmp_path, monkeypatch):
    """The problems of the article in the document."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "content/articles/ask.md").write_text(ARTICLE, encoding="utf-8")
    catalogue = '[[topic]]\nslug = "interviewing"\nname = "Interviewing"\n'
    (tmp_path / "content/topics.toml").write_text(catalogue, encoding="utf-8")
    return check_sources(Rules(tmp_path / "content"))


def test_the_sample_for_github_is_what_is_printed(problems):
    assert for_forge(problems, "github") + "\n" == GITHUB


def test_the_sample_for_gitlab_is_what_is_printed(problems):
    assert for_forge(problems, "gitlab") + "\n" == GITLAB


def test_what_github_would_take_for_its_own_signs_is_written_otherwise():
    problem = Problem("a,b:c%.md", 2, "50%\n::stop-commands::x is wrong.", "Mend it.", 3, WARNING)

    assert as_github([problem]).split("\n")[0] == (
        "::warning file=a%2Cb%3Ac%25.md,line=2,col=3::50%25\\n::stop-commands::x is wrong. Mend it."
    )


def test_gitlab_knows_a_problem_again_when_its_line_has_moved_and_two_alike_apart():
    first, moved, other = (Problem("a.md", line, "it is wrong.", "Mend it.") for line in (2, 9, 7))

    prints = [
        [found["fingerprint"] for found in json.loads(as_gitlab(list(problems)))]
        for problems in ([first, other], [other, moved])
    ]

    assert prints[0] == prints[1]
    assert len(set(prints[0])) == 2


def test_a_problem_of_no_file_has_a_place_all_the_same():
    (found,) = json.loads(as_gitlab([Problem("", 0, "it is wrong.", "")]))

    assert found["location"] == {"path": "publishconf.py", "lines": {"begin": 1}}

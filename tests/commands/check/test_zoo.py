"""Every broken or hostile article that we could think of, and what is said of it."""

import shutil

import pytest
from pelican.settings import read_settings

from benchmarks.zoo import make_project
from benchmarks.zoo_cases import ANY, ERROR, GOOD, SITE, WARNING, cases
from commands.check.rules import rules_of
from commands.check.sources import check_sources

QUICK = [case for case in cases() if case.comes_to not in (ANY, SITE)]
SLOW = [case for case in cases() if case.comes_to == ANY]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of articles in a small project, which has two good ones."""
    return make_project(tmp_path_factory.mktemp("zoo") / "project", plugins=False)


@pytest.fixture
def told(folder, monkeypatch):
    """Return what the checks say when a case lies among the articles."""
    monkeypatch.chdir(folder.parent.parent)
    rules = rules_of(read_settings("publishconf.py"))
    below = folder / "case"
    below.mkdir()

    def told(case):
        case.write(below)
        return check_sources(rules)

    yield told
    shutil.rmtree(below)


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_each_case_is_told_as_what_it_is_and_names_its_file(told, case):
    problems = told(case)

    worst = next((wanted for wanted in (ERROR, WARNING) if wanted in _severities(problems)), GOOD)
    said = "\n".join(map(str, problems))
    assert worst == case.comes_to, said
    assert case.says.casefold() in said.casefold()
    assert all("content/articles/case" in problem.path for problem in problems), said
    assert all(problem.what.endswith((".", "'")) for problem in problems if problem.cure), said


def _severities(problems):
    return {problem.severity for problem in problems}


@pytest.mark.long
@pytest.mark.parametrize("case", SLOW, ids=lambda case: case.name)
def test_no_text_holds_the_checks(told, case):
    assert all("articles/case" in problem.path for problem in told(case))

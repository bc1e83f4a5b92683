"""Real exports, where they lie beside the project: other people's words, so never part of it."""

from pathlib import Path

import pytest

from commands.check.rules import Rules
from commands.check.sources import check_sources
from commands.import_blogger import Refused
from commands.import_blogger.entry import Kind, State
from commands.problem import ERROR

FOLDER = Path(__file__).parents[4] / "shared" / "blogger"
EXPORTS = [
    path
    for path in sorted([*FOLDER.glob("*.atom"), *FOLDER.glob("*classic.xml")])
    if "Comments" not in path.name
]
WRONG = sorted([*FOLDER.glob("*Comments*.atom"), *FOLDER.glob("wrongfile*")])


@pytest.mark.parametrize("export", EXPORTS, ids=lambda path: path.stem)
def test_every_entry_is_here_and_passes_the_check(site, export):
    account = site.bring(export)

    for outcome in account.outcomes:
        live = outcome.entry.state is State.LIVE
        if outcome.entry.kind in (Kind.POST, Kind.PAGE, Kind.COMMENT) and live:
            assert outcome.file, (outcome.entry.id, outcome.why)
    problems = check_sources(Rules(site.content, markdown={}))
    assert [str(problem) for problem in problems if problem.severity == ERROR] == []


@pytest.mark.parametrize("export", EXPORTS, ids=lambda path: path.stem)
def test_a_second_import_changes_no_file(site, export):
    site.bring(export)
    before = site.files()
    site.bring(export)

    assert site.files() == before


@pytest.mark.parametrize("file", WRONG, ids=lambda path: path.stem)
def test_what_is_no_blog_is_refused(site, file):
    with pytest.raises(Refused, match="Wanted is"):
        site.bring(file)
    assert list(site.files()) == ["topics.toml"]

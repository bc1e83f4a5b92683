"""Real exports, where they lie beside the project: other people's words, so never part of it."""

import csv
import os
import shutil
import subprocess
import sys

import pytest

from commands.check.rules import Rules
from commands.check.sources import check_sources
from commands.import_blogger import Refused
from commands.import_blogger.entry import Kind, State
from commands.problem import ERROR
from tests.conftest import ROOT

FOLDER = ROOT.parent / "shared" / "blogger"
EXPORTS = [
    path
    for path in sorted([*FOLDER.glob("*.atom"), *FOLDER.glob("*classic.xml")])
    if "Comments" not in path.name
]
WRONG = sorted([*FOLDER.glob("*Comments*.atom"), *FOLDER.glob("wrongfile*")])
SETTINGS = """
import sys
sys.path.insert(0, {root!r})
from publishconf import *
PATH = {content!r}
CACHE_PATH = {cache!r}
RELATED_CACHE = {cache!r}
"""


@pytest.mark.parametrize("export", EXPORTS, ids=lambda path: path.stem)
def test_every_entry_is_here_and_passes_the_check(site, export):
    account = site.bring(export)

    for outcome in account.outcomes:
        live = outcome.entry.state is State.LIVE
        if outcome.entry.kind in (Kind.POST, Kind.PAGE, Kind.COMMENT) and live:
            assert outcome.file, (outcome.entry.id, outcome.why)
    problems = check_sources(Rules(site.content, markdown={}))
    assert [str(problem) for problem in problems if problem.severity == ERROR] == []


@pytest.mark.long
@pytest.mark.parametrize("export", EXPORTS, ids=lambda path: path.stem)
def test_a_site_with_it_is_built_and_check_names_only_links_that_the_report_lists(
    site, export, tmp_path
):
    shutil.copytree(ROOT / "content", site.content, dirs_exist_ok=True)
    site.bring(export)
    settings = tmp_path / "settings.py"
    fill = {"content": str(site.content), "cache": str(tmp_path / "cache"), "root": str(ROOT)}
    settings.write_text(SETTINGS.format(**fill), encoding="utf-8")
    command = [sys.executable, "-m", "commands.build", str(settings), str(tmp_path / "output")]
    built = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "plugins"},
        capture_output=True,
        text=True,
    )

    assert built.returncode == 0, built.stderr
    rows = csv.DictReader(site.read("blogger/entries.csv").splitlines())
    remarks = {row["file"]: row["remarks"] for row in rows}
    for line in built.stderr.splitlines():
        file, _, problem = line.removeprefix(f"{site.content}/").partition(":")
        address = problem.split("'")[1]
        assert f"Links that lead nowhere: {address}" in remarks[file], line


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

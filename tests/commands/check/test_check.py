"""The task as an author meets it, on a copy of this site."""

import json
import subprocess
import sys

ARTICLE = "content/articles/keep-the-faith.md"
PROGRAM = (
    "import sys; sys.path.append('plugins'); from pathlib import Path; "
    "from commands.check import check; "
    "sys.exit(check(Path('publishconf.py'), json='json' in sys.argv))"
)


def run_check(project, *arguments):
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], cwd=project, capture_output=True, text=True
    )


def test_a_good_site_has_nothing_to_mend_and_nothing_is_written(project):
    before = sorted(path for path in project.rglob("*") if "__pycache__" not in path.parts)

    result = run_check(project)

    assert (result.returncode, result.stdout, result.stderr) == (0, "Nothing to mend.\n", "")
    after = sorted(path for path in project.rglob("*") if "__pycache__" not in path.parts)
    assert after == before


def test_the_built_site_is_checked_too(project):
    with (project / ARTICLE).open("a", encoding="utf-8") as file:
        file.write("\n[Gone](../../help/gone/)\n\n<div>\n")

    result = run_check(project, "json")

    assert result.returncode == 1
    assert [
        (problem["path"], problem["severity"], problem["message"])
        for problem in json.loads(result.stdout)
    ] == [
        (ARTICLE, "error", "the link to '../../help/gone/' leads nowhere on this site."),
        (ARTICLE, "warning", "<div> is not closed."),
    ]

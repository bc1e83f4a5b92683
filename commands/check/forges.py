"""How problems are shown beside the lines of a change: what GitHub and GitLab read.

GitHub: https://docs.github.com/actions/reference/workflow-commands-for-github-actions, "error"
GitLab: https://docs.gitlab.com/ci/testing/code_quality/, "Code Quality report format"
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from commands.check.report import as_lines
from commands.problem import ERROR, Problem, visible

FORGES = ("github", "gitlab")


def for_forge(problems: Sequence[Problem], forge: str) -> str:
    """Return what `forge` reads. Raises KeyError for one that is not in FORGES."""
    return {"github": as_github, "gitlab": as_gitlab}[forge](problems)


def as_github(problems: Sequence[Problem]) -> str:
    """Return a workflow command for each problem, then all of them as a person reads them."""
    return "\n".join([*map(_command, problems), as_lines(problems)])


def _command(problem: Problem) -> str:
    where = {"file": problem.path, "line": problem.line, "col": problem.column}
    said = ",".join(f"{name}={_escaped(str(value))}" for name, value in where.items() if value)
    text = visible(f"{problem.what} {problem.cure}".strip()).replace("%", "%25")
    return f"::{problem.severity} {said}::{text}"


def _escaped(value: str) -> str:
    for sign, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        value = value.replace(sign, code)
    return value


def as_gitlab(problems: Sequence[Problem]) -> str:
    """Return a Code Quality report: a list of objects, each known by what is wrong in which file, so
    that it is the same one after its line has moved."""
    times: Counter[tuple[str, str]] = Counter()
    found = []
    for problem in problems:
        same = problem.path, problem.what
        times[same] += 1
        key = "\n".join([*same, str(times[same])])
        found.append(
            {
                "description": visible(f"{problem.what} {problem.cure}".strip()),
                "check_name": "check",
                "fingerprint": hashlib.sha256(key.encode("utf-8", "replace")).hexdigest(),
                "severity": "major" if problem.severity == ERROR else "minor",
                # A problem of the whole site has no path, and GitLab wants one.
                "location": {
                    "path": problem.path or "publishconf.py",
                    "lines": {"begin": max(1, problem.line)},
                },
            }
        )
    return json.dumps(found, indent=1)

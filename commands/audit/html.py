"""The Nu HTML checker over every page."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from commands.audit.tools import missing, node_module
from commands.problem import Problem, as_typed

NEEDED = {"java": "version 11 or later", "npm": "it comes with Node.js"}


def check_html(output: Path) -> int:
    """Check every HTML file below `output`; print each error and warning; return 0 if there is none.

    Notes that are neither (such as the slash at the end of a void element) are not shown.
    """
    if sentence := missing(NEEDED):
        print(sentence)
        return 1
    problems = list(_check(output))
    print(*problems, sep="\n", end="\n" if problems else "")
    pages = sum(1 for _ in output.rglob("*.html"))
    print(f"Nu HTML checker: {pages} pages, {len(problems)} errors and warnings")
    return 1 if problems else 0


def _check(output: Path) -> Iterator[Problem]:
    jar = node_module("vnu-jar/build/dist/vnu.jar")
    command = ["java", "-jar", str(jar), "--format", "json", "--stdout", "--skip-non-html"]
    result = subprocess.run([*command, str(output)], capture_output=True, text=True)
    for message in json.loads(result.stdout)["messages"]:
        if message["type"] == "info" and message.get("subType") != "warning":
            continue
        path = as_typed(message.get("url", "").removeprefix("file:"))
        yield Problem(path, message.get("lastLine", 1), message["message"], "Mend the markup.")

"""Checks the built site with tools that need Java and Node: the Nu HTML checker."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from commands.problem import Problem, as_typed

HERE = Path(__file__).parent


def audit(output: Path) -> int:
    """Check every HTML file below `output`; print each error and warning; return 0 if there is none.

    Notes that are neither (such as the slash at the end of a void element) are not shown.
    """
    missing = [f"{tool} ({where})" for tool, where in NEEDED.items() if not shutil.which(tool)]
    if missing:
        print(f"The audit needs {' and '.join(missing)}. Install it and run the audit again.")
        return 1
    if not (output / "index.html").is_file():
        print(f"{as_typed(output)}: there is no built site here. Run `./invoke build` first.")
        return 1
    problems = list(_check(output))
    print(*problems, sep="\n", end="\n" if problems else "")
    pages = sum(1 for _ in output.rglob("*.html"))
    print(f"Nu HTML checker: {pages} pages, {len(problems)} errors and warnings")
    return 1 if problems else 0


NEEDED = {"java": "version 11 or later", "npm": "it comes with Node.js"}


def _check(output: Path) -> Iterator[Problem]:
    command = ["java", "-jar", str(_jar()), "--format", "json", "--stdout", "--skip-non-html"]
    result = subprocess.run([*command, str(output)], capture_output=True, text=True)
    for message in json.loads(result.stdout)["messages"]:
        if message["type"] == "info" and message.get("subType") != "warning":
            continue
        path = as_typed(message.get("url", "").removeprefix("file:"))
        yield Problem(path, message.get("lastLine", 1), message["message"], "Mend the markup.")


def _jar() -> Path:
    """Return the checker, fetched by its locked digest where it is not here yet."""
    jar = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"
    if not jar.is_file():
        print("Installing the Nu HTML checker ...", flush=True)
        npm = shutil.which("npm") or "npm"
        subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
            cwd=HERE,
            check=True,
        )
    return jar

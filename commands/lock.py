"""Writes down exactly which packages are installed: pyproject.toml in, requirements*.txt out.

Each package stands there with its version and the digests of its files, for every platform. Where
the files come from is the business of whoever installs them: no index address is written.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_RUNTIME = "requirements.txt"
_DEVELOPMENT = "requirements-dev.txt"
_PUBLISH = "requirements-publish.txt"
_COMPILE = [
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    # One version for every Python: the site has the same bytes wherever it is built.
    *("--fork-strategy", "fewest"),
    *("--resolution", "highest", "--prerelease", "if-necessary-or-explicit"),
    *("--custom-compile-command", "./invoke lock"),
    # A machine's own settings may ask for these; they would write down where it gets its files.
    *("--no-emit-index-url", "--no-emit-find-links", "--no-emit-index-annotation"),
    "--no-emit-build-options",
    *("--quiet", "--no-progress"),
]


def lock(upgrade: bool = False) -> None:
    """Write requirements.txt and its companions for tests and publishing anew from pyproject.toml.

    Versions that stand there already stay as they are where pyproject.toml allows them, unless
    `upgrade` asks for the newest. Raises subprocess.CalledProcessError when the wishes don't fit
    together; uv has then said why, and the file in question is as it was.
    """
    newest = ["--upgrade"] if upgrade else []
    _compile(_RUNTIME, newest)
    # What tests and linters need goes on top of what the site needs, in the same versions.
    extras = [option for name in ("test", "lint", "lock") for option in ("--extra", name)]
    _compile(_DEVELOPMENT, [*newest, *extras, "--constraints", _RUNTIME])
    # What few targets need stands alone: it is installed when one of them is first used.
    _compile(_PUBLISH, newest, ["--group", "pyproject.toml:publish"])


def _compile(output: str, options: list[str], source: Sequence[str] = ("pyproject.toml",)) -> None:
    uv = [sys.executable, "-m", "uv", "pip", "compile", *source]
    subprocess.run([*uv, *_COMPILE, *options, "--output-file", output], cwd=ROOT, check=True)


if __name__ == "__main__":
    lock()

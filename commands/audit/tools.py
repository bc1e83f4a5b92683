"""The programs that an audit needs: named where they are missing, installed where they are locked."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


def missing(programs: dict[str, str]) -> str:
    """Return a sentence about those of `programs` (name: where it comes from) that are not here."""
    gone = [f"{name} ({source})" for name, source in programs.items() if not shutil.which(name)]
    if not gone:
        return ""
    return f"The audit needs {' and '.join(gone)}. Install it and run the audit again."


def node_module(path: str) -> Path:
    """Return a file of an npm package, installed by its locked digest where it is not here yet."""
    file = HERE / "node_modules" / path
    if not file.is_file():
        print("Installing the audit's tools ...", flush=True)
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run([shutil.which("npm") or "npm", "ci", *options], cwd=HERE, check=True)
    return file

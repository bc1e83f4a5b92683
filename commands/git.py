"""git, asked about the repository of a folder, whoever asks: a hook, too."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

# Each names a repository, or a part of one. git tells its hooks by them which one is theirs, and would
# believe them here, too: the repository to which a site is pushed is not the one that it lies in.
_OF_A_HOOK = {
    *("GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH"),
}


def git(
    root: Path, *arguments: str, given: str = "", **variables: str
) -> subprocess.CompletedProcess[bytes] | None:
    """Run git in the folder `root`, with `given` to read and environment `variables` besides those of
    this process; return what it said and how it ended, or None where there is no git."""
    own = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        return subprocess.run(
            ["git", "-C", str(root), *arguments],
            input=given.encode(),
            capture_output=True,
            env=own | variables,
        )
    except FileNotFoundError:
        return None


def said_by_git(root: Path, *arguments: str) -> str:
    """Return what git said; nothing where it failed, or there is none."""
    done = git(root, *arguments)
    return done.stdout.decode(errors="replace") if done and done.returncode == 0 else ""

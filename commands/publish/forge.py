"""What to write into publish.toml, guessed from where the repository lives."""

from __future__ import annotations

import re
from pathlib import Path

from commands.git import said_by_git

_GITHUB = re.compile(r"github\.com[:/](?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(\.git)?/?$")
_GITLAB = re.compile(r"gitlab\.com[:/]")


def lines_for(root: Path) -> str:
    """Return lines for publish.toml and what to do with them, where `root` was cloned from a forge
    that shows sites; else a word on how to begin."""
    origin = said_by_git(root, "config", "remote.origin.url").strip()
    if found := _GITHUB.search(origin):
        return _for_github(found["owner"], found["name"])
    if _GITLAB.search(origin):
        return "For GitLab Pages nothing is needed: push, and .gitlab-ci.yml does it. "
    return "Take the # from one of its examples and change it. "


def _for_github(owner: str, name: str) -> str:
    host = f"{owner.lower()}.github.io"
    address = f"https://{host}" if name.lower() == host else f"https://{host}/{name}"
    return (
        "For GitHub Pages add these lines to it:\n\n"
        f'[live]\nkind = "branch"\naddress = "{address}"\n\n'
        "For any other host, "
    )

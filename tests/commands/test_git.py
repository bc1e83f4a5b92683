import subprocess
import sys
from pathlib import Path

import pytest

from commands.git import git, said_by_git
from commands.publish.branch import Branch
from commands.publish.refusals import Refused

PROJECT = Path(__file__).parents[2]
WHO = ("-c", "user.name=N", "-c", "user.email=n@localhost")
HOOK = """#!/bin/sh
PYTHONPATH={project} exec {python} -c '
from pathlib import Path
from commands.git import said_by_git
root = Path("{site}")
Path("{said}").write_text(said_by_git(root, "rev-parse", "--show-toplevel"))
'
"""


def run(folder, *arguments):
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def test_a_hook_of_another_repository_is_told_of_that_of_the_folder(tmp_path):
    site, sender, bare = (tmp_path / name for name in ("site", "sender", "bare.git"))
    for folder, kind in ((site, "--quiet"), (sender, "--quiet"), (bare, "--bare")):
        run(tmp_path, "init", kind, str(folder))
    hook, said = bare / "hooks/post-receive", tmp_path / "said"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK.format(project=PROJECT, python=sys.executable, site=site, said=said))
    hook.chmod(0o755)
    run(sender, *WHO, "commit", "--allow-empty", "-m", "m")

    run(sender, "push", str(bare), "HEAD:refs/heads/main")

    assert said.read_text() == f"{site.resolve()}\n"


def test_what_is_given_is_read_and_a_failure_says_nothing(tmp_path):
    run(tmp_path, "init", "--quiet")

    assert git(tmp_path, "hash-object", "--stdin", given="ä").stdout.strip().isalnum()
    assert said_by_git(tmp_path, "config", "nothing.here") == ""


def test_without_git_a_branch_is_refused_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")

    assert said_by_git(tmp_path, "status") == ""
    with pytest.raises(Refused, match="There is no git on this machine"):
        Branch(tmp_path).standing()

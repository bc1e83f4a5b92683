"""A branch of a git repository that a forge shows as a site: GitHub Pages, GitLab Pages and the like.

Each publish is one commit with the site's files at its root, made on top of the one before, so that
only what changed is sent and history is the way back. Written with git's own plumbing: the working
tree, the index and the branches of this repository stay as they are.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from commands.git import git, said_by_git
from commands.publish.manifest import Manifest, dumps, loads
from commands.publish.plan import Plan
from commands.publish.refusals import Refused

_MANIFEST = ".publish/manifest.json"
_NOBODY = {"NAME": "publish", "EMAIL": "publish@localhost"}


@dataclass(frozen=True)
class Branch:
    """The branch `branch` of `remote`, a name or address that git knows in the repository `root`.

    `domain` goes into the file CNAME: GitHub Pages reads there which name the site answers to.
    """

    root: Path
    remote: str = "origin"
    branch: str = "gh-pages"
    domain: str = ""

    @property
    def where(self) -> str:
        """The place as a person would name it."""
        return f"{self.remote} {self.branch}"

    def standing(self) -> Manifest | None:
        """Return the manifest of the branch's last commit; None where no publish has been."""
        return self._manifest(self._tip())

    def release(self, release_id: str) -> Manifest | None:
        """Return the manifest of an earlier release; None if it is not in the branch's history."""
        return self._manifest(self._commit_of(release_id))

    def releases(self) -> tuple[str, ...]:
        """Return the ids of the last twenty releases in the branch's history, the oldest first."""
        tip = self._tip()
        if not tip:
            return ()
        said = self._git("log", "-20", "--format=%s", "--grep=^Release ", tip).splitlines()
        return tuple(sorted(subject.removeprefix("Release ") for subject in said))

    def strangers(self, standing: Manifest | None) -> tuple[str, ...]:
        """Return the paths of the files that no publish put there."""
        tip = self._tip()
        if not tip:
            return ()
        ours = {_MANIFEST, *self._extra_files()}
        ours |= frozenset() if standing is None else standing.paths
        listed = self._git("ls-tree", "-r", "-z", "--name-only", tip).split("\0")
        return tuple(sorted(set(filter(None, listed)) - ours))

    def put(self, plan: Plan, built: Path) -> None:
        """Commit what `plan` says with the files in `built`, and push it."""
        paths = "".join(f"{built / path}\n" for path in plan.send)
        blobs = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", given=paths).split()
        self._commit(plan, dict(zip(plan.send, blobs, strict=True)))

    def put_back(self, plan: Plan, release_id: str) -> None:
        """Commit what `plan` says with the files of an earlier release, and push it."""
        listed = self._git("ls-tree", "-r", "-z", self._commit_of(release_id)).split("\0")
        entries = (entry.partition("\t") for entry in listed if entry)
        blobs = {path: about.split()[2] for about, _, path in entries}
        self._commit(plan, {path: blobs[path] for path in plan.send})

    def _commit(self, plan: Plan, blobs: dict[str, str]) -> None:
        tip = self._tip()
        added = {_MANIFEST: self._blob(dumps(plan.manifest)), **blobs}
        added |= {
            path: self._blob(text)
            for path, text in self._extra_files().items()
            if path not in plan.manifest.files
        }
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
            self._git(*(["read-tree", tip] if tip else ["read-tree", "--empty"]), **index)
            gone = (f"0 {'0' * 40}\t{path}\0" for path in plan.delete)
            here = (f"100644 {blob}\t{path}\0" for path, blob in added.items())
            self._git("update-index", "-z", "--index-info", given="".join([*gone, *here]), **index)
            tree = self._git("write-tree", **index).strip()
        parent = ["-p", tip] if tip else []
        who = {
            f"GIT_{role}_{part}": said_by_git(self.root, "config", f"user.{part.lower()}").strip()
            or default
            for role in ("AUTHOR", "COMMITTER")
            for part, default in _NOBODY.items()
        }
        commit = self._git(
            "commit-tree", tree, *parent, "-m", f"Release {plan.manifest.id}", **who
        ).strip()
        # Refused by the remote when somebody else has published in between: nothing is overwritten.
        self._git("push", "--quiet", self.remote, f"{commit}:refs/heads/{self.branch}")

    def _extra_files(self) -> dict[str, str]:
        # Without .nojekyll, GitHub leaves out every file whose name begins with an underscore.
        return {".nojekyll": "", **({"CNAME": f"{self.domain}\n"} if self.domain else {})}

    def _blob(self, text: str) -> str:
        return self._git("hash-object", "-w", "--stdin", given=text).strip()

    def _tip(self) -> str:
        """Fetch the branch and return its last commit, or "" where there is no such branch."""
        name = f"refs/heads/{self.branch}"
        if not self._git("ls-remote", self.remote, name):
            return ""
        ours = f"refs/publish/{self.branch}"
        self._git("fetch", "--quiet", "--no-tags", self.remote, f"+{name}:{ours}")
        return self._git("rev-parse", ours).strip()

    def _commit_of(self, release_id: str) -> str:
        tip = self._tip()
        if not tip:
            return ""
        return self._git("log", "-1", "--format=%H", f"--grep=^Release {release_id}$", tip).strip()

    def _manifest(self, commit: str) -> Manifest | None:
        if not commit or not self._git("ls-tree", "--name-only", commit, _MANIFEST):
            return None
        return loads(self._git("show", f"{commit}:{_MANIFEST}"))

    def _git(self, *arguments: str, given: str = "", **variables: str) -> str:
        # A publish on a forge has nobody who could type a password.
        variables["GIT_TERMINAL_PROMPT"] = "0"
        done = git(self.root, *arguments, given=given, **variables)
        if done is None:
            raise Refused("There is no git on this machine. Install it and publish again.")
        if done.returncode:
            said = " ".join(done.stderr.decode(errors="replace").split()) or "nothing was said"
            raise Refused(f"git {arguments[0]} failed: {said}. Mend that and publish again.")
        return done.stdout.decode()

"""A folder, here or on a machine with ssh, that a web server shows: the safest kind of target.

    PATH/current            a link to the release that readers see: the web server's root
    PATH/releases/ID/       every file of a release; equal files of two releases take space once
    PATH/releases/ID.json   its manifest

A release is complete, and its bytes are compared, before the link is renamed into place: readers
meet the old one or the new one. What the shell there needs: GNU or BSD `tar`, `cp -al`, `sha256sum`.
"""

from __future__ import annotations

import shlex
import tarfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from commands.publish.manifest import Manifest, dumps, loads
from commands.publish.plan import Plan
from commands.publish.progress import Progress
from commands.publish.refusals import Refused
from commands.publish.shell import Shell

_OURS = {"current", "releases"}


@dataclass(frozen=True)
class Folder:
    """The folder `path` in reach of `shell`; the newest `stay` releases stay for going back, and
    `after` is a command to run there when a new one stands."""

    path: str
    shell: Shell = field(default_factory=Shell)
    stay: int = 5
    after: str = ""

    @property
    def where(self) -> str:
        """The place as a person would name it."""
        return f"{self.shell.host}:{self.path}" if self.shell.host else self.path

    def standing(self) -> Manifest | None:
        """Return the manifest of the release that readers see; None before the first."""
        name = self.shell.run(f"readlink {self._in('current')} || true").strip()
        return self.release(name.rpartition("/")[2]) if name else None

    def release(self, release_id: str) -> Manifest | None:
        """Return the manifest of an earlier release; None if it is no longer there."""
        text = self.shell.run(f"cat {self._in(f'releases/{release_id}.json')} 2>/dev/null || true")
        return loads(text) if text else None

    def releases(self) -> tuple[str, ...]:
        """Return the ids of the releases that are still there, the oldest first."""
        there = self.shell.run(f"ls {self._in('releases')} 2>/dev/null || true").split()
        return tuple(sorted(name for name in there if not name.endswith(".json")))

    def strangers(self, standing: Manifest | None) -> tuple[str, ...]:
        """Return the names of what lies in the folder and is not a publish's."""
        there = self.shell.run(f"ls -A {self._in('')} 2>/dev/null || true").splitlines()
        others = {name for name in there if not name.startswith(".current.")}
        if standing is None:
            return tuple(sorted(others - {"releases"}))
        return tuple(sorted(others - _OURS))

    def put(self, plan: Plan, built: Path) -> None:
        """Make the release that `plan` describes from the files in `built`, and show it."""
        self._begin(plan)
        progress = Progress(plan.bytes_to_send)

        def write(pipe: IO[bytes]) -> None:
            _write_tar(pipe, built, plan.send, progress)

        # An old file may have two names, one of them in the release that readers see: it must be
        # unlinked, never written over.
        self.shell.send(f"tar -x -U -f - -C {self._new(plan)}", write)
        progress.end()
        self._finish(plan)

    def put_back(self, plan: Plan, release_id: str) -> None:
        """Make the release that `plan` describes from the files of an earlier one, and show it."""
        self._begin(plan)
        earlier, new = self._in(f"releases/{release_id}"), self._new(plan)
        script = (
            f'set -e; while IFS= read -r path; do mkdir -p {new}/"$(dirname -- "$path")"; '
            f'ln -f -- {earlier}/"$path" {new}/"$path"; done'
        )
        self.shell.run(script, _lines(plan.send))
        self._finish(plan)

    def _begin(self, plan: Plan) -> None:
        new, last = self._new(plan), self._in("current")
        # A killed publish leaves its folder; one that is still being written goes next time.
        self.shell.run(
            f"set -e; mkdir -p {self._in('releases')}; rm -rf {self._in('releases')}/.new.* "
            f"{self._in('')}/.current.* || true; "
            f"if [ -L {last} ]; then cp -al {last}/. {new}; else mkdir {new}; fi"
        )

    def _finish(self, plan: Plan) -> None:
        new, name = self._new(plan), plan.manifest.id
        files = plan.manifest.files
        # Not one connection that broke at a tidy place, nor a disk that was full, goes unnoticed.
        if plan.send:
            sums = "".join(f"{files[path].sha256}  {path}\n" for path in plan.send)
            self.shell.run(f"cd {new} && sha256sum -c - >/dev/null", sums)
        self.shell.run(
            f'set -e; cd {new}; while IFS= read -r path; do rm -f -- "$path"; done;'
            " find . -mindepth 1 -type d -empty -delete",
            _lines(plan.delete),
        )
        self.shell.run(f"cat > {self._in(f'releases/{name}.json')}", dumps(plan.manifest))
        link = self._in(f".current.{name}")
        current = self._in("current")
        self.shell.run(
            f"set -e; mv {new} {self._in(f'releases/{name}')}; ln -sfn releases/{name} {link}; "
            # GNU says -T, BSD says -h: rename the link itself, not into the folder it leads to.
            f"mv -fT {link} {current} 2>/dev/null || mv -fh {link} {current}"
        )
        self._tidy(name)
        if self.after:
            self._run_after()

    def _run_after(self) -> None:
        try:
            self.shell.run(self.after)
        except Refused as refusal:
            said = str(refusal).partition(" failed: ")[2].partition(". The site there")[0]
            raise Refused(
                f"The new release stands, but `{self.after}` failed: {said}. Run it there yourself, "
                "and mend `after` in publish.toml."
            ) from refusal

    def _tidy(self, current: str) -> None:
        others = [name for name in self.releases() if name != current]
        old = others[: max(len(others) - (self.stay - 1), 0)]
        if old:
            names = [shlex.quote(name) for release in old for name in (release, f"{release}.json")]
            self.shell.run(f"cd {self._in('releases')} && rm -rf -- {' '.join(names)}")

    def _new(self, plan: Plan) -> str:
        return self._in(f"releases/.new.{plan.manifest.id}")

    def _in(self, name: str) -> str:
        if not self.path.strip("/"):
            raise Refused("A folder target needs a path of its own. Name one in publish.toml.")
        return shlex.quote(f"{self.path.rstrip('/')}/{name}")


def _lines(paths: Iterable[str]) -> str:
    return "".join(f"{path}\n" for path in paths)


def _write_tar(pipe: IO[bytes], built: Path, paths: Iterable[str], progress: Progress) -> None:
    with tarfile.open(fileobj=pipe, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for path in paths:
            entry = tarfile.TarInfo(path)
            with (built / path).open("rb") as file:
                entry.size = (built / path).stat().st_size
                entry.mode = 0o644
                entry.mtime = int(time.time())
                tar.addfile(entry, file)
            progress.add(entry.size)

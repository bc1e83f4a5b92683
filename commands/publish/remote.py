"""Anything that rclone can write to: S3 and the like, SFTP, WebDAV, FTP, Azure, Google.

    REMOTE/...                       the site
    MEMORY/manifest.json             what a publish put there
    MEMORY/manifest.next.json        the same, sent first: one of the two is whole at any moment
    MEMORY/releases/ID.json          the manifests of earlier releases
    MEMORY/kept/ID/...               those files of release ID that later ones replaced or deleted

MEMORY is REMOTE/.publish unless the target names another remote. There are no releases to switch
between: files are sent in an order in which no page names an asset that is not there yet, and
deleted last. Before the first one is sent, the manifest lists all that may change, so that a publish
after an interrupted one knows what to send again and what to delete.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from commands.publish import rclone
from commands.publish.kinds import content_type_header, kind_of
from commands.publish.manifest import Manifest, dumps, loads
from commands.publish.plan import Plan
from commands.publish.progress import Progress
from commands.publish.refusals import Refused
from commands.publish.rules import Rules

_MEMORY = ".publish"
_HALF_SENT = re.compile(r"(?P<path>.+)\.[0-9a-z]+\.partial")


@dataclass(frozen=True)
class Remote:
    """The rclone remote `path`, such as `s3:bucket`; the last `stay` releases stay for going back."""

    path: str
    memory: str = ""
    stay: int = 5

    @property
    def where(self) -> str:
        """The place as a person would name it."""
        return self.path

    def standing(self) -> Manifest | None:
        """Return what a publish put there; None before the first."""
        return self._read("manifest.json") or self._read("manifest.next.json")

    def release(self, release_id: str) -> Manifest | None:
        """Return the manifest of an earlier release; None if it is no longer there."""
        return self._read(f"releases/{release_id}.json")

    def strangers(self, standing: Manifest | None) -> tuple[str, ...]:
        """Return the paths of the files that no publish put there."""
        ours = frozenset() if standing is None else standing.paths
        there = frozenset(self._list()) - ours
        return tuple(sorted(there - _half_sent(there, ours)))

    def put(self, plan: Plan, built: Path) -> None:
        """Do what `plan` says with the files in `built`."""
        self._begin(plan)
        carries_headers = self._carries_headers()
        progress = Progress(plan.bytes_to_send)
        try:
            for _, paths in groupby(plan.send, kind_of):
                for headers, group in _by_headers(
                    tuple(paths), plan.manifest.rules, carries_headers
                ):
                    self._copy(str(built), self.path, group, *headers, sent=progress.add)
        finally:
            progress.end()
        self._finish(plan)

    def releases(self) -> tuple[str, ...]:
        """Return the ids of the earlier releases that are still there, the oldest first."""
        listed = rclone.run("lsf", "--files-only", self._in("releases"), "--include", "*.json")
        return tuple(sorted(name.removesuffix(".json") for name in listed.split()))

    def put_back(self, plan: Plan, release_id: str) -> None:
        """Do what `plan` says with the files that were kept of an earlier release."""
        places = self._where_kept(plan, release_id)
        self._begin(plan)
        for _, paths in groupby(plan.send, kind_of):
            by_place: dict[str, list[str]] = {}
            for path in paths:
                by_place.setdefault(places[path], []).append(path)
            for place, there in by_place.items():
                self._copy(self._in(f"kept/{place}"), self.path, tuple(there))
        self._finish(plan)

    def _where_kept(self, plan: Plan, release_id: str) -> dict[str, str]:
        """Return for each file to send the release with which its bytes were kept: the last one, from
        `release_id` on, that still had them."""
        standing, places = self.standing(), {}
        later = {name: self.release(name) for name in self.releases() if name >= release_id}
        if standing is not None:
            later[standing.id] = standing
        waiting = set(plan.send)
        for name, release in sorted(later.items()):
            files = release.files if release else {}
            waiting = {path for path in waiting if files.get(path) == plan.manifest.files[path]}
            places |= dict.fromkeys(waiting, name)
        if lost := sorted(set(plan.send) - places.keys()):
            raise Refused(
                f"{lost[0]} of release {release_id} is no longer kept at {self.where}. "
                "Check out the commit that you want and publish that."
            )
        return places

    def _begin(self, plan: Plan) -> None:
        rclone.run("mkdir", self.path)
        standing = self.standing()
        if standing is not None and standing.id:
            # What an interrupted publish may have written over was kept by it.
            leaving = sorted({*plan.send, *plan.gone} & standing.files.keys() - standing.unsure)
            self._copy(self.path, self._in(f"kept/{standing.id}"), tuple(leaving))
            self._write(f"releases/{standing.id}.json", replace(standing, unsure=frozenset()))
        self._note(plan.during(standing))

    def _finish(self, plan: Plan) -> None:
        standing = self.standing()  # it still lists all that this publish and one before it touched
        half_sent = _half_sent(self._list(), standing.paths) if standing else frozenset()
        if delete := sorted({*plan.delete, *half_sent}):
            rclone.run("delete", self.path, paths=delete)
        self._note(plan.manifest)
        self._tidy()

    def _list(self) -> list[str]:
        memory = ["--exclude", f"/{_MEMORY}/**"]
        return rclone.run("lsf", "--recursive", "--files-only", *memory, self.path).splitlines()

    def _tidy(self) -> None:
        for release_id in self.releases()[: -self.stay]:
            rclone.run("delete", self._in("kept"), "--include", f"/{release_id}/**")
            rclone.run("deletefile", self._in(f"releases/{release_id}.json"))

    def _copy(
        self,
        source: str,
        target: str,
        paths: tuple[str, ...],
        *options: str,
        sent: Callable[[int], None] = lambda count: None,
    ) -> None:
        if paths:
            # A busy store may answer for a moment with the sum of what a page was before. rclone would
            # take the new one for damaged and delete it, and readers find none until it is sent again.
            once = ("--ignore-times", "--ignore-checksum")
            rclone.run("copy", source, target, *once, *options, paths=paths, sent=sent)

    def _carries_headers(self) -> bool:
        said = json.loads(rclone.run("backend", "features", self.path))
        return bool(said.get("Features", {}).get("WriteMimeType"))

    def _read(self, name: str) -> Manifest | None:
        text = rclone.run("cat", self._in(""), "--include", f"/{name}")
        try:
            return loads(text) if text else None
        except ValueError:  # the connection broke while it was written
            return None

    def _note(self, manifest: Manifest) -> None:
        self._write("manifest.next.json", manifest)
        self._write("manifest.json", manifest)

    def _write(self, name: str, manifest: Manifest) -> None:
        # From a file, since half of what is piped would look whole if this program were killed.
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "manifest.json")
            file.write_text(dumps(manifest), encoding="utf-8")
            rclone.run("copyto", str(file), self._in(name), "--ignore-times")

    def _in(self, name: str) -> str:
        # With "" it ends in a slash: S3 need not be asked whether it is a file.
        return _below(self.memory or _below(self.path, _MEMORY), name)


def _below(remote: str, name: str) -> str:
    return f"{remote}{name}" if remote.endswith((":", "/")) else f"{remote}/{name}"


def _half_sent(there: Iterable[str], ours: frozenset[str]) -> frozenset[str]:
    """Return what rclone was writing when it was killed: it renames a file when it is complete."""
    found = {path: _HALF_SENT.fullmatch(path) for path in there}
    return frozenset(path for path, match in found.items() if match and match["path"] in ours)


def _by_headers(
    paths: tuple[str, ...], rules: Rules, carries_headers: bool
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the options that set the headers of files, and the files that share them."""
    if not carries_headers:
        yield (), paths
        return

    def headers(path: str) -> tuple[str, ...]:
        said = rules.headers_at(path)
        values = {"Content-Type": content_type_header(path, said.get("Content-Type", ""))}
        if "Cache-Control" in said:
            values["Cache-Control"] = said["Cache-Control"]
        lines = (f"{name}: {value}" for name, value in values.items())
        return tuple(option for line in lines for option in ("--header-upload", line))

    for options, group in groupby(sorted(paths, key=headers), headers):
        yield options, tuple(group)

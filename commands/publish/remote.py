"""Anything that rclone can write to: S3 and the like, SFTP, WebDAV, FTP, Azure, Google.

    REMOTE/...                       the site
    MEMORY/manifest.json             what a publish put there
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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from commands.publish import rclone
from commands.publish.kinds import Kind, cache_control, content_type_header, kind_of
from commands.publish.manifest import Manifest, dumps, loads
from commands.publish.plan import Plan

_MEMORY = ".publish"
_HALF_SENT = re.compile(r"(?P<path>.+)\.[0-9a-z]+\.partial")


@dataclass(frozen=True)
class Remote:
    """The rclone remote `path`, such as `s3:bucket`; `releases` of it stay for going back."""

    path: str
    memory: str = ""
    releases: int = 5

    @property
    def where(self) -> str:
        """The place as a person would name it."""
        return self.path

    def standing(self) -> Manifest | None:
        """Return what a publish put there; None before the first."""
        return self._read("manifest.json")

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
        for kind, paths in groupby(plan.send, kind_of):
            for headers, group in _by_headers(tuple(paths), carries_headers):
                self._copy(str(built), self.path, group, *headers, shown=kind != Kind.LIST)
        self._finish(plan)

    def put_back(self, plan: Plan, release_id: str) -> None:
        """Do what `plan` says with the files that were kept of an earlier release."""
        self._begin(plan)
        for _, paths in groupby(plan.send, kind_of):
            self._copy(self._in(f"kept/{release_id}"), self.path, tuple(paths))
        self._finish(plan)

    def _begin(self, plan: Plan) -> None:
        rclone.run("mkdir", self.path)
        standing = self.standing()
        if standing is not None and standing.id:
            # What an interrupted publish may have written over was kept by it.
            leaving = sorted({*plan.send, *plan.gone} & standing.files.keys() - standing.unsure)
            self._copy(self.path, self._in(f"kept/{standing.id}"), tuple(leaving))
            self._write(f"releases/{standing.id}.json", replace(standing, unsure=frozenset()))
        self._write("manifest.json", plan.during(standing))

    def _finish(self, plan: Plan) -> None:
        standing = self.standing()  # it still lists all that this publish and one before it touched
        half_sent = _half_sent(self._list(), standing.paths) if standing else frozenset()
        if delete := sorted({*plan.delete, *half_sent}):
            rclone.run("delete", self.path, paths=delete)
        self._write("manifest.json", plan.manifest)
        self._tidy()

    def _list(self) -> list[str]:
        memory = ["--exclude", f"/{_MEMORY}/**"]
        return rclone.run("lsf", "--recursive", "--files-only", *memory, self.path).splitlines()

    def _tidy(self) -> None:
        listed = rclone.run("lsf", "--files-only", self._in("releases"), "--include", "*.json")
        old = sorted(name.removesuffix(".json") for name in listed.split())[: -self.releases]
        for release_id in old:
            rclone.run("delete", self._in("kept"), "--include", f"/{release_id}/**")
            rclone.run("deletefile", self._in(f"releases/{release_id}.json"))

    def _copy(
        self, source: str, target: str, paths: tuple[str, ...], *options: str, shown: bool = False
    ) -> None:
        if paths:
            rclone.run("copy", source, target, "--ignore-times", *options, paths=paths, shown=shown)

    def _carries_headers(self) -> bool:
        said = json.loads(rclone.run("backend", "features", self.path))
        return bool(said.get("Features", {}).get("WriteMimeType"))

    def _read(self, name: str) -> Manifest | None:
        text = rclone.run("cat", self._in(""), "--include", f"/{name}")
        return loads(text) if text else None

    def _write(self, name: str, manifest: Manifest) -> None:
        rclone.run("rcat", self._in(name), given=dumps(manifest))

    def _in(self, name: str) -> str:
        memory = self.memory or _below(self.path, _MEMORY)
        return _below(memory, name) if name else memory


def _below(remote: str, name: str) -> str:
    return f"{remote}{name}" if remote.endswith((":", "/")) else f"{remote}/{name}"


def _half_sent(there: Iterable[str], ours: frozenset[str]) -> frozenset[str]:
    """Return what rclone was writing when it was killed: it renames a file when it is complete."""
    found = {path: _HALF_SENT.fullmatch(path) for path in there}
    return frozenset(path for path, match in found.items() if match and match["path"] in ours)


def _by_headers(
    paths: tuple[str, ...], carries_headers: bool
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the options that set the headers of files, and the files that share them."""
    if not carries_headers:
        yield (), paths
        return

    def headers(path: str) -> tuple[str, ...]:
        values = (f"Cache-Control: {cache_control(path)}",)
        values += (f"Content-Type: {content_type_header(path)}",)
        return tuple(option for value in values for option in ("--header-upload", value))

    for options, group in groupby(sorted(paths, key=headers), headers):
        yield options, tuple(group)

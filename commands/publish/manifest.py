"""The list of what stands at a target: every file with its digest, and what waits to be deleted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from commands.publish.rules import Rules, from_json


@dataclass(frozen=True)
class File:
    """The SHA-256 digest of a file and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Kept:
    """A hashed asset that no page of this release names, and until when it stays (ISO 8601).

    Its digest is "" where an interrupted publish may or may not have sent it.
    """

    sha256: str
    size: int
    until: str

    @property
    def file(self) -> File:
        return File(self.sha256, self.size)


@dataclass(frozen=True)
class Manifest:
    """What a publish put at a target.

    `before` is the id of the release that this one replaced ("" if none); `unsure` are the paths
    that an interrupted publish may or may not have written or deleted; `rules` is what the host
    should answer beside the files.
    """

    id: str
    before: str
    files: Mapping[str, File]
    kept: Mapping[str, Kept] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    rules: Rules = field(default_factory=Rules)

    @property
    def paths(self) -> frozenset[str]:
        """Every path at the target that a publish put there, or may have put there."""
        return frozenset(self.files) | frozenset(self.kept) | self.unsure


def read_folder(folder: Path) -> dict[str, File]:
    """Return every file below `folder` by its path with slashes, in order of path."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path for path in paths}
    return {path: _file(found[path]) for path in sorted(found)}


def _file(path: Path) -> File:
    data = path.read_bytes()
    return File(hashlib.sha256(data).hexdigest(), len(data))


def release_id(files: Mapping[str, File], now: datetime) -> str:
    """Return a name for the release of `files`: later ones sort after earlier ones."""
    lines = "".join(f"{file.sha256} {path}\n" for path, file in sorted(files.items()))
    moment = now.astimezone(UTC)
    digest = hashlib.sha256(lines.encode()).hexdigest()
    return f"{moment:%Y%m%dT%H%M%S}{moment.microsecond // 1000:03}Z-{digest[:8]}"


def moment_of(release_id: str) -> datetime:
    """Return when the release of that name was published."""
    return datetime.strptime(release_id[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def dumps(manifest: Manifest) -> str:
    """Return `manifest` as JSON, the same text for equal manifests."""
    data = {
        "id": manifest.id,
        "before": manifest.before,
        "files": {path: asdict(file) for path, file in manifest.files.items()},
        "kept": {path: asdict(file) for path, file in manifest.kept.items()},
        "unsure": sorted(manifest.unsure),
        **manifest.rules.as_json(),
    }
    return json.dumps(data, indent=1, sort_keys=True) + "\n"


def loads(text: str) -> Manifest:
    """Return the manifest that `dumps` wrote. Raises ValueError if `text` is no such thing."""
    try:
        data = json.loads(text)
        return Manifest(
            data["id"],
            data["before"],
            {path: File(**file) for path, file in data["files"].items()},
            {path: Kept(**file) for path, file in data["kept"].items()},
            frozenset(data["unsure"]),
            from_json(data),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a manifest: {error}") from error

"""What has to be done so that a target holds the new files: what to send, in which order, and what
to delete afterwards. Pure: nothing is read and nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from commands.publish.kinds import Kind, kind_of
from commands.publish.manifest import File, Kept, Manifest, release_id
from commands.publish.rules import Rules

# A page fetched just before a publish still asks for the stylesheet it was written with.
KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Plan:
    """The steps from what stands at a target to `manifest`.

    `send` is in the order of sending; `delete` comes after it. `new`, `changed` and `gone` are the
    same in a reader's words: addresses that appear, that say something else, that end.
    """

    manifest: Manifest
    began: datetime
    send: tuple[str, ...]
    delete: tuple[str, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the target already is as it should be."""
        return not (self.send or self.delete or self.new or self.changed or self.gone)

    @property
    def bytes_to_send(self) -> int:
        return sum(self.manifest.files[path].size for path in self.send)

    def during(self, previous: Manifest | None) -> Manifest:
        """Return what to write down before the first file is sent, for a target without releases:
        whatever happens then, the next publish knows which files may be its own.

        The assets about to be sent are kept from now on: if this publish gets no further, there may
        be pages that name them.
        """
        standing = previous or replace(self.manifest, id="", before="", files={}, kept={})
        sizes = {path: self.manifest.files[path].size for path in self.send}
        begun = {p: File("", size) for p, size in sizes.items() if p not in standing.files}
        return replace(
            standing,
            kept={**standing.kept, **_kept(begun, self.began)},
            unsure=standing.unsure | {*self.send, *self.delete},
        )


def make_plan(
    previous: Manifest | None,
    files: Mapping[str, File],
    now: datetime,
    before: str | None = None,
    rules: Rules | None = None,
) -> Plan:
    """Return the plan that brings a target from `previous` (None: nothing yet) to `files`.

    `rules` is what its host should answer beside them. `before` is the release that going back from
    the new one leads to; where it is not given, that is the one that stands there now.
    """
    standing = {} if previous is None else dict(previous.files)
    waiting = {} if previous is None else dict(previous.kept)
    unsure = frozenset() if previous is None else previous.unsure
    certain = {path: file for path, file in standing.items() if path not in unsure}
    certain |= {path: kept.file for path, kept in waiting.items() if path not in unsure}

    kept = _still_kept(standing, waiting, files, now)
    ours = frozenset() if previous is None else previous.paths
    last = "" if previous is None else previous.id
    manifest = Manifest(
        release_id(files, now),
        last if before is None else before,
        dict(files),
        kept,
        rules=rules or Rules(),
    )
    return Plan(
        manifest,
        began=now,
        send=tuple(sorted((p for p in files if certain.get(p) != files[p]), key=_order)),
        delete=tuple(sorted(ours - files.keys() - kept.keys())),
        new=tuple(sorted(files.keys() - standing.keys())),
        changed=tuple(sorted(p for p in files.keys() & standing.keys() if files[p] != standing[p])),
        gone=tuple(sorted(standing.keys() - files.keys())),
    )


def _order(path: str) -> tuple[Kind, str]:
    return kind_of(path), path


def _still_kept(
    standing: Mapping[str, File],
    waiting: Mapping[str, Kept],
    files: Mapping[str, File],
    now: datetime,
) -> dict[str, Kept]:
    leaving = {path: file for path, file in standing.items() if path not in files}
    all_kept = {**waiting, **_kept(leaving, now)}
    return {
        path: all_kept[path]
        for path in sorted(all_kept)
        if path not in files and datetime.fromisoformat(all_kept[path].until) > now
    }


def _kept(files: Mapping[str, File], now: datetime) -> dict[str, Kept]:
    """Return those of `files` whose names change with their bytes, each to stay for its time."""
    until = (now.astimezone(UTC) + KEPT_FOR).isoformat(timespec="seconds")
    return {
        path: Kept(file.sha256, file.size, until)
        for path, file in files.items()
        if kind_of(path) is Kind.HASHED
    }

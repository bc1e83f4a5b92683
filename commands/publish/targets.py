"""Reads publish.toml: where the site is published, by name. A new kind of target is a class with the
methods of `Target`, and a line in `_KINDS`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from difflib import get_close_matches
from inspect import signature
from pathlib import Path
from typing import Any, Protocol

from commands.problem import as_typed
from commands.publish.branch import Branch
from commands.publish.folder import Folder
from commands.publish.forge import lines_for
from commands.publish.hosts import HOSTS, Host
from commands.publish.manifest import Manifest
from commands.publish.plan import Plan
from commands.publish.refusals import Refused
from commands.publish.remote import Remote
from commands.publish.shell import Shell


class Target(Protocol):
    """A place that can hold the site. Every method raises Refused when the place doesn't do it."""

    @property
    def where(self) -> str: ...
    def standing(self) -> Manifest | None: ...
    def release(self, release_id: str) -> Manifest | None: ...
    def releases(self) -> tuple[str, ...]: ...
    def strangers(self, standing: Manifest | None) -> tuple[str, ...]: ...
    def put(self, plan: Plan, built: Path) -> None: ...
    def put_back(self, plan: Plan, release_id: str) -> None: ...


@dataclass(frozen=True)
class Named:
    """A target as publish.toml has it: its name, the address of the site there ("" for that of
    publishconf.py), the place itself, and the host that serves it."""

    name: str
    address: str
    place: Target
    host: Host


def _folder(root: Path, path: str, ssh: str = "", releases: int = 5, after: str = "") -> Folder:
    here = path if ssh else str(root / Path(path).expanduser())
    return Folder(here, Shell(ssh), releases, after)


def _rclone(root: Path, remote: str, memory: str = "", releases: int = 5) -> Remote:
    return Remote(remote, memory, releases)


def _branch(
    root: Path, remote: str = "origin", branch: str = "gh-pages", domain: str = ""
) -> Branch:
    return Branch(root, remote, branch, domain)


# What makes the place, and who serves it where the target doesn't say.
_KINDS: dict[str, tuple[Callable[..., Target], str]] = {
    "folder": (_folder, "nginx"),
    "rclone": (_rclone, "other"),
    "branch": (_branch, "github"),
}


def find_target(root: Path, name: str = "") -> Named:
    """Return the target `name` of the project's publish.toml; without a name, the only one or the
    one called "live".

    Raises Refused when there is no such target, or when it is not described as it should be.
    """
    file = root / "publish.toml"
    tables = _read(file)
    where = as_typed(file)
    if not tables:
        raise Refused(
            f"{where} does not say yet where to publish. {lines_for(root)}"
            "docs/publishing.md goes through the hosts."
        )
    if not name:
        name = next(iter(tables)) if len(tables) == 1 else "live"
    if name not in tables:
        close = get_close_matches(name, tables, n=1)
        hint = f"Did you mean {close[0]}?" if close else f"Say --to {' or '.join(sorted(tables))}."
        raise Refused(f"{where} has no target '{name}'. {hint}")
    return _target(where, root, name, tables[name])


def _read(file: Path) -> dict[str, dict[str, Any]]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{as_typed(file)}: {error}. Mend the file.") from error
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise Refused(f"{as_typed(file)}: '{name}' stands in no target. Put it below [NAME].")
    return tables


def _target(where: str, root: Path, name: str, table: dict[str, Any]) -> Named:
    settings = dict(table)
    kind = settings.pop("kind", None)
    address = str(settings.pop("address", "")).rstrip("/")
    if kind not in _KINDS:
        raise Refused(f"{where}: the kind of '{name}' is {kind!r}. Use {' or '.join(_KINDS)}.")
    make, usual = _KINDS[kind]
    served_by = settings.pop("served_by", usual)
    if served_by not in HOSTS:
        raise Refused(f"{where}: '{name}' is served_by {served_by!r}. Use {' or '.join(HOSTS)}.")
    known = dict(list(signature(make).parameters.items())[1:])  # but for the root
    of = f"'{name}', of the kind {kind},"
    for key in settings:
        if key not in known:
            meant = get_close_matches(key, known, 1)
            cure = f"Did you mean {meant[0]}?" if meant else "Take it away."
            raise Refused(f"{where}: {of} knows no '{key}'. {cure}")
    for key, parameter in known.items():
        if parameter.default is parameter.empty and key not in settings:
            raise Refused(f"{where}: {of} lacks '{key}'. Say it there.")
    place = make(root, **settings)
    for field in fields(place):
        value, default = getattr(place, field.name), field.default
        if isinstance(default, (str, int)) and type(value) is not type(default):
            raise Refused(f"{where}: '{field.name}' of '{name}' is {value!r}. Mend it there.")
    return Named(name, address, place, HOSTS[served_by])

"""Why a built site must not be published. Each function returns one sentence of what is wrong and one
of what to do, or "" where nothing is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from commands.check.front_matter import read_front_matter
from commands.git import said_by_git
from commands.problem import as_typed

_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
_NOT_OURS = ("example.org", "example.com", "example.net", "localhost")


class Refused(Exception):
    """A publish that was not begun, or not finished; the message says why, and what to do."""


def address_in(page: str) -> str:
    """Return the address that a built home page gives as its own, or ""."""
    match = _CANONICAL.search(page)
    return match[1].rstrip("/") if match else ""


def no_address(address: str) -> str:
    """Refuse a site whose own address is empty, an example, or one that only this machine has."""
    host = urlsplit(address).hostname or ""
    cure = "Set SITEURL in publishconf.py, or `address` of the target in publish.toml."
    if not host:
        return f"The site does not say at which address it stands. {cure}"
    local = host.endswith(".localhost") or host == "::1" or re.fullmatch(r"127(\.\d+){3}", host)
    if local or host.endswith(tuple(f".{name}" for name in _NOT_OURS)) or host in _NOT_OURS:
        return f"The site says that it stands at {address}, which no reader can reach. {cure}"
    return ""


def not_for_readers(paths: Iterable[str], articles: Path, now: datetime) -> str:
    """Refuse drafts, articles dated later than `now`, and pages that only the preview has."""
    published = set(paths)
    for path in sorted(published):
        if path.startswith(("drafts/", "patterns/", "desk/")):
            return f"output/{path} is not for readers. Build with publishconf.py."
    for source in sorted(articles.rglob("*.md")):
        if not (why := _held_back(source, now)):
            continue
        slug = _slug(source)
        for path in sorted(published):
            if re.fullmatch(rf"\d{{4}}/\d\d/{re.escape(slug)}(-\w+)?\.html", path):
                return (
                    f"output/{path} must not be published: {as_typed(source)} {why}. Build again."
                )
    return ""


def _fields(source: Path) -> dict[str, str]:
    fields, _ = read_front_matter(source.read_text(encoding="utf-8-sig"))
    return {field.key: field.value for field in fields}


def _slug(source: Path) -> str:
    return _fields(source).get("slug") or source.stem


def _held_back(source: Path, now: datetime) -> str:
    fields = _fields(source)
    status = fields.get("status", "").lower()
    if status in ("draft", "skip"):
        return f"has the status {status}"
    try:
        date = datetime.fromisoformat(fields["date"])
    except (KeyError, ValueError):
        return ""
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return f"is dated {fields['date']}" if date > now else ""


def not_committed(root: Path) -> str:
    """Refuse a working tree that git knows to differ from its last commit."""
    status = said_by_git(root, "status", "--porcelain", "--untracked-files=normal")
    changed = [line[3:] for line in status.splitlines()]
    if not changed:
        return ""  # a site that is not in git has no state to compare with
    more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
    return (
        f"{changed[0]}{more} differs from the last commit. "
        "Commit the change, or publish it as it is with --dirty."
    )


def strangers_there(strangers: Iterable[str], where: str) -> str:
    """Refuse a target that holds files which no publish put there."""
    found = sorted(strangers)
    if not found:
        return ""
    names = ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
    return (
        f"{where} holds what no publish put there: {names}. Name another place in publish.toml, "
        "or publish beside it with --adopt: what has the address of a new file is then replaced, "
        "and the rest stays."
    )


def older_than_its_sources(built: float, sources: Iterable[Path]) -> str:
    """Refuse a site that was built (in seconds since 1970) before one of its sources was saved."""
    for path, saved in _saved(sources):
        if saved > built:
            return f"{as_typed(path)} was saved after the site was built. Build again."
    return ""


def _saved(sources: Iterable[Path]) -> Iterator[tuple[Path, float]]:
    for source in sources:
        files = sorted(source.rglob("*")) if source.is_dir() else [source]
        for path in files:
            if path.is_file() and "__pycache__" not in path.parts:
                yield path, path.stat().st_mtime

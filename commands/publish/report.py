"""What is said about a publish, in the words of someone who writes articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from commands.publish.kinds import Kind, kind_of
from commands.publish.live import address_of
from commands.publish.manifest import moment_of
from commands.publish.plan import Plan

_SHOWN = 30  # a first publish has hundreds of pages


def lines_of(plan: Plan) -> Iterator[str]:
    """Yield the plan line by line: the pages by address, all other files by their number."""
    marks = {"New pages": plan.new, "Changed pages": plan.changed, "Pages that end": plan.gone}
    for title, paths in marks.items():
        pages = [address_of(path) for path in paths if kind_of(path) is Kind.PAGE]
        if pages:
            yield f"{title}: {len(pages)}"
            yield from (f"  {page}" for page in pages[:_SHOWN])
        if len(pages) > _SHOWN:
            yield f"  and {len(pages) - _SHOWN} more"
    new, changed, gone = (
        sum(kind_of(path) is not Kind.PAGE for path in paths) for paths in marks.values()
    )
    yield f"Styles, pictures, feeds and the like: {new} new, {changed} changed, {gone} gone"
    yield summary(plan)


def summary(plan: Plan) -> str:
    """Return what will be done, in one line."""
    said = [f"{_count(plan.send, 'file')} to send ({plan.bytes_to_send / 1e6:.2f} MB)"]
    if plan.delete:
        said.append(f"{_count(plan.delete, 'file')} to delete")
    if kept := plan.manifest.kept:
        said.append(f"{_count(kept, 'old file')} kept a week for pages that readers have open")
    return ", ".join(said)


def lines_of_releases(ids: Iterable[str], standing: str) -> Iterator[str]:
    """Yield a line for each release, the newest first; `standing` is the one that readers see."""
    for name in sorted(ids, reverse=True):
        mark = "  <- what readers see" if name == standing else ""
        yield f"{name}  {moment_of(name):%d %b %Y, %H:%M} UTC{mark}"


def _count(things: Sequence | dict, name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"

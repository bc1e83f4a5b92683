"""Which comments are kept, under which article, and which answers which."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .entry import Entry, Kind, State
from .ledger import digest_of

ON_A_PAGE = "it stands under a page, and pages here have no comments"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_WHY = {
    State.SPAM: "Blogger took it for spam",
    State.PENDING: "it was awaiting moderation",
    State.TRASHED: "it was in the trash",
    State.DRAFT: "it was never published",
    State.REMOVED: "it had been removed, and nobody had answered it",
    State.OTHER: "its status is not known",
}


@dataclass(frozen=True)
class Said:
    """A comment that is kept: its id here, the id of the comment it answers, or that of a
    placeholder for one that was removed."""

    entry: Entry
    post: str
    id: str
    parent: str = ""
    is_placeholder: bool = False
    note: str = ""


def threads(
    comments: Iterable[Entry], posts: Mapping[str, Entry], placed: Iterable[str]
) -> tuple[dict[int, Said], dict[int, str]]:
    """Return the comments to keep, and why each of the others is left out, both by their numbers.

    `posts` are all posts and pages of the export by id, `placed` the ids of those that get a file.
    """
    placed = set(placed)
    by_id: dict[str, Entry] = {}
    by_key: defaultdict[str, dict[str, str]] = defaultdict(dict)
    out: dict[int, str] = {}
    for comment in comments:
        if comment.id in by_id or comment.id in posts:
            out[comment.number] = "another entry with its id comes before it"
            continue
        if comment.state not in (State.LIVE, State.REMOVED):
            out[comment.number] = _WHY[comment.state]
        elif comment.parent not in posts:
            out[comment.number] = "its post is not in the export"
        elif comment.parent not in placed:
            out[comment.number] = "its post is left out"
        elif posts[comment.parent].kind is Kind.PAGE:
            out[comment.number] = ON_A_PAGE
        by_id[comment.id] = comment
        by_key[comment.parent].setdefault(comment.key, comment.id)
    above, circular = _straightened({id: _above(c, by_id, by_key) for id, c in by_id.items()})
    answered = _answered(by_id, above, out)
    for id, comment in by_id.items():
        if comment.state is State.REMOVED and comment.number not in out and id not in answered:
            out[comment.number] = _WHY[State.REMOVED]
    kept = {
        id: _own_id(comment, by_key) for id, comment in by_id.items() if comment.number not in out
    }
    said = {}
    for id, own in kept.items():
        comment = by_id[id]
        parent = above[id]
        while parent and parent not in kept:
            parent = above[parent]
        note = ""
        if id in circular:
            note = "it answered itself in a circle, and begins a thread now"
        elif comment.answers and (parent != above[id] or not parent):
            note = "what it answered is left out"
        said[comment.number] = Said(
            comment, comment.parent, own, kept.get(parent, ""), comment.state is State.REMOVED, note
        )
    return said, out


def _straightened(above: Mapping[str, str]) -> tuple[dict[str, str], set[str]]:
    """Return who answers whom without circles, and the comment of each at which it was cut: the one
    with the smallest id."""
    straight, cut = dict(above), set()
    settled: set[str] = set()
    for start in above:
        path: list[str] = []
        while start and start not in settled:
            settled.add(start)
            path.append(start)
            start = above[start]
        if start in path:
            first = min(path[path.index(start) :])
            straight[first] = ""
            cut.add(first)
    return straight, cut


def _above(comment: Entry, by_id: Mapping[str, Entry], by_key: Mapping[str, dict]) -> str:
    """Return the id of the comment that `comment` answers, on the same post; "" for none.

    Takeout names it whole, the classic archive only by its last part.
    """
    wanted = comment.answers
    id = wanted if wanted in by_id else by_key[comment.parent].get(wanted, "")
    return id if id and by_id[id].parent == comment.parent else ""


def _answered(by_id: Mapping[str, Entry], above: Mapping[str, str], out: Mapping) -> set[str]:
    """Return the ids of all comments that something shown answers, directly or by way of others."""
    found: set[str] = set()
    for id, comment in by_id.items():
        if comment.number in out or comment.state is not State.LIVE:
            continue
        up = above[id]
        while up and up not in found:
            found.add(up)
            up = above[up]
    return found


def _own_id(comment: Entry, by_key: Mapping[str, dict]) -> str:
    """Return the name of its file: the last part of its id, which in one post is one comment's only."""
    if _ID.fullmatch(comment.key) and by_key[comment.parent][comment.key] == comment.id:
        return comment.key
    return f"c{digest_of(comment.id.encode())[:10]}"

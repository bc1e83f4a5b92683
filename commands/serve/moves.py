"""Where a page went that is gone: an author has its old address open while its file is renamed."""

from __future__ import annotations

from collections.abc import Mapping


def moves(
    known: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]
) -> dict[str, str]:
    """Return the page that took the place of each page that is gone.

    `before` and `after` have the source file of each page; `known` are the moves until then. A page
    has moved with its source (a draft is published, a date changes), or with the one source that came
    where one went: then the file was renamed.
    """
    page_of = {source: page for page, source in after.items()}
    gone, came = set(before.values()) - set(page_of), set(page_of) - set(before.values())
    renamed = {gone.pop(): came.pop()} if len(gone) == len(came) == 1 else {}
    new = {
        page: page_of[now]
        for page, source in before.items()
        if page not in after and (now := renamed.get(source, source)) in page_of
    }
    followed = {page: new.get(to, to) for page, to in known.items()}
    return {page: to for page, to in {**followed, **new}.items() if page not in after}

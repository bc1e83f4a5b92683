"""Puts a block into a finished page, for themes that leave no place for it."""

from __future__ import annotations

_ENDS = ("</article>", "</main>", "</body>")


def placed(page: str, block: str) -> str:
    """Return `page` with `block` before its last `</article>`, else `</main>`, else `</body>`."""
    for end in _ENDS:
        before, found, after = page.rpartition(end)
        if found:
            return f"{before}{block}\n{found}{after}"
    return page + block

"""Puts the comments under an article where its theme has no place for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

FALLBACK = "reader_comments/comments.html"
NAME = "comments_by_article"

# What stands in HTML comments, scripts and the like ends nothing.
_END = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>script|style|textarea|template|noscript)\b.*?</(?P=raw)\s*>"
    r"|</(?P<tag>article|main|body)\s*>",
    re.DOTALL | re.IGNORECASE,
)


def placed(page: str, block: str) -> str:
    """Return `page` with `block` before the last </article>, else </main>, else </body>.

    A page without any of them, as HTML allows, gets it at its end.
    """
    ends = {match["tag"].lower(): match.start() for match in _END.finditer(page) if match["tag"]}
    at = next((ends[tag] for tag in ("article", "main", "body") if tag in ends), len(page))
    return f"{page[:at]}{block.strip()}\n{page[at:]}"


def shows_comments(template_folders: Iterable[Path]) -> bool:
    """Tell whether any template in these folders speaks of comments, or includes the fallback.

    A fallback of the site's own does not count: it is what is to be placed.
    """
    for folder in template_folders:
        for path in folder.rglob("*"):
            if path.is_file() and path.relative_to(folder).as_posix() != FALLBACK:
                text = path.read_text(encoding="utf-8", errors="ignore")
                if NAME in text or FALLBACK in text:
                    return True
    return False

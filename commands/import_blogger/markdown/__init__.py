"""The HTML of a post as Markdown that an author would be glad to edit, checked to bring it all back.

    html  ->  cleaning -> writing  ->  Conversion

`convert` is what the rest of the importer calls; it reads no file and fetches nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from .cleaning import cleaned
from .conversion import Conversion, Kept, Picture
from .writing import written

__all__ = ["Conversion", "Kept", "Picture", "convert"]


def convert(
    html: str,
    link: Callable[[str], str],
    picture: Callable[[str], Picture],
    *,
    newlines_break: bool = False,
) -> Conversion:
    """Return the body of a post or a comment, in HTML, as Markdown.

    `link` is handed each address of a link as it was written, and returns what the Markdown shall
    have; with "" the words stay and the link goes. `picture` does the same for the source of a
    picture; one whose source is "" goes. `newlines_break`: a bare newline is a line break, as in
    comments and where the blog's settings say so.

    The HTML may be hostile: what comes out holds no script, handler, frame, form or style, and no
    link but to http, https, mailto, tel and what `link` returns.
    """
    if newlines_break:
        html = html.replace("\n", "<br>\n")
    clean, removed = cleaned(html)
    return Conversion(written(clean, link, picture), removed=removed)

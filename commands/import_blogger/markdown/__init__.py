"""The HTML of a post as Markdown that an author would be glad to edit, checked to bring it all back.

    html
      | cleaning       what is hostile goes (nh3); embedded: players and frames become links
      | addressing     links and pictures get the addresses that the site will have
      | normalising    Blogger's habits become plain blocks; runs, marks, tables and code help
      v
    blocks
      | tangled        what would take Markdown minutes stays HTML
      | writing        as Markdown (markdownify), escaped only where it must be (escaping)
      | verifying      rendering, then comparing facts; what does not come back stays HTML
      v
    Conversion

`convert` is what the rest of the importer calls; it reads no file but the site's settings, and
fetches nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from .addressing import address_all
from .cleaning import cleaned, plain_html
from .conversion import Conversion, Kept, Picture
from .facts import Facts, facts_of
from .normalising import normalised
from .tangled import is_tangled, left_as_html
from .verifying import verified

__all__ = ["Conversion", "Facts", "Kept", "Picture", "convert", "facts_of"]


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
    link but to ftp, http, https, mailto, tel and the relative addresses that `link` returns.
    """
    tree, removed = cleaned(_with_breaks(html) if newlines_break else html)
    address_all(tree, link, picture)
    if is_tangled(html := plain_html(tree)):
        markdown, kept = left_as_html(html)
    else:
        markdown, kept = verified(normalised(tree))
    return Conversion(f"{markdown}\n" if markdown else "", kept, removed)


def _with_breaks(html: str) -> str:
    return html.replace("\r\n", "\n").replace("\n", "<br>\n")

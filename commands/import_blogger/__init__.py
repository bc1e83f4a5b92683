"""A blog brought over from Blogger: what an export holds becomes the sources of this site.

    EXPORT          zip, folder, feed.atom, blog-MM-DD-YYYY.xml, public feed
       | shapes          what it is, in which containers; what is none is refused
       v
    bytes -> decoding -> reading -> dialects        a stream of entries, free of XML from here on
       |
       | survey          first reading: every entry without its text (old_blog: what it tells)
       v
    plan        what is decided before the first file:
    addresses   which file each post and page becomes, and what leads to it
    threads     which comments are kept, and which answers which
    filing      labels -> topics, by an editable table (labels); what is not told, by likeness
       |
       | importing       second reading, entry by entry
       v
    writing     front_matter + markdown/ (own_links and albums say where links and pictures lead)
    comments    tried with the reader of plugins/reader_comments
       v
    staging     all aside -> the report's sums (report) -> all in place; ledger: what the author edited stays

    fetching    later, by its own task: the pictures that no album had

`Refused` ends an import before anything is written. Nothing here knows Pelican but for its settings.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from .refused import Refused
from .wishes import Wishes

__all__ = ["Refused", "Wishes", "fetch_images", "import_blogger"]


def import_blogger(export: str, settings_file: Path, into: str, wishes: Wishes) -> int:
    """Bring the blog in the file or folder `export` into the folder `into`, and print what became of
    it. Returns 1, with a sentence that says why, where nothing was written."""
    from pelican.settings import read_settings

    from commands.check.rules import rules_of

    from .importing import import_export

    settings = read_settings(str(settings_file))
    rules = replace(rules_of(settings), content=Path(into).absolute())
    try:
        import_export(Path(export), settings, rules, wishes)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


def fetch_images(into: str) -> int:
    """Fetch the pictures that an import into the folder `into` left where they were. Returns 1 where
    some are missing still."""
    from .fetching import fetch_images

    try:
        return fetch_images(Path(into).absolute())
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1

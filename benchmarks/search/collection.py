"""A larger collection, made from the site's own articles."""

from __future__ import annotations

import random
import re
from itertools import count
from pathlib import Path

PARAGRAPHS = 14
"""How many an article gets: as long as the site's own."""


def make(folder: Path, size: int) -> None:
    """Write articles into `folder`, which holds the site's own, until there are `size` of them.

    Each has the front matter of one of the site's own, a title and name of its own, and paragraphs
    drawn from all of them. The same size gives the same articles.
    """
    draw = random.Random(size)
    sources = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))]
    heads = [source.partition("\n\n")[0] for source in sources]
    # Plain ones only: a link, a note or a table makes sense in its own article alone.
    plain = [
        paragraph
        for source in sources
        for paragraph in source.split("\n\n")[1:]
        if re.match(r"[A-Z]", paragraph) and not re.search(r"[\[{|]", paragraph)
    ]
    for number in count(len(sources)):
        if number >= size:
            return
        head = re.sub(r"(?m)^(Related|Question|Situation): .*\n?", "", draw.choice(heads))
        head = re.sub(r"(?m)^(Title: .*)$", rf"\1 ({number})", head)
        body = draw.sample(plain, PARAGRAPHS)
        (folder / f"made-{number}.md").write_text(
            "\n\n".join([head.rstrip(), *body]) + "\n", encoding="utf-8"
        )

"""What the collection comes to, stop by stop."""

from __future__ import annotations

from statistics import median

from tests.content.collection import articles, linked_from, topics

HEADINGS = ("stop", "articles", "words", "shortest", "longest", "grade", "links out", "links in")


def rows() -> list[tuple]:
    """Return a row for each stop, under HEADINGS, and one for all.

    An article counts where it is filed first. The grade is the median of the articles' grades;
    links are those in the text, from article to article.
    """
    slugs = {article.slug for article in articles()}
    by_stop = {
        topic["name"]: [one for one in articles() if one.names("topics")[0] == topic["slug"]]
        for topic in topics()
    }
    return [
        (
            name,
            len(filed),
            sum(one.words for one in filed),
            min(one.words for one in filed),
            max(one.words for one in filed),
            round(median(one.grade for one in filed), 1),
            sum(len(one.links & slugs) for one in filed),
            sum(len(linked_from(one.slug)) for one in filed),
        )
        for name, filed in [*by_stop.items(), ("all", articles())]
    ]


def table() -> str:
    """Return the rows as a Markdown table whose columns stand under each other."""
    cells = [[str(cell) for cell in row] for row in (HEADINGS, *rows())]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    rule = ["-" * widths[0], *(f"{'-' * (width - 1)}:" for width in widths[1:])]
    lines = [cells[0], rule, *cells[1:]]
    return "\n".join(
        "| "
        + " | ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        + " |"
        for line in lines
    )

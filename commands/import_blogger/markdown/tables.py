"""Which tables are tables, and which only put things side by side."""

from __future__ import annotations

from bs4 import Tag


def is_caption_table(node: Tag) -> bool:
    """Return whether this is Blogger's way to give a picture a caption."""
    return node.name == "table" and "tr-caption-container" in (node.get("class") or ())


def caption_of(figure: Tag) -> Tag | None:
    """Return the caption of a figure, or of a table that stands for one."""
    return figure.find("figcaption") or figure.find(["td", "th"], class_="tr-caption")


def rows_of(table: Tag) -> list[list[Tag]]:
    """Return the cells of a table by rows, those of tables in its cells left out."""
    rows = [
        [cell for cell in row.find_all(["td", "th"], recursive=False)]
        for row in table.find_all("tr")
        if row.find_parent("table") is table
    ]
    return [row for row in rows if row]


def is_data(table: Tag) -> bool:
    """Return whether a table has rows and columns that belong together, and nothing else in it."""
    rows = rows_of(table)
    if len(rows) < 2 or max(len(row) for row in rows) < 2 or table.find("table"):
        return False
    return any(cell.get_text().strip() for row in rows for cell in row)

"""Clean HTML as Markdown, by markdownify."""

from __future__ import annotations

from collections.abc import Callable

from markdownify import ATX, MarkdownConverter

from .conversion import Picture


def written(html: str, link: Callable[[str], str], picture: Callable[[str], Picture]) -> str:
    """Return the Markdown of clean HTML, ending in a newline where there is any."""
    text = _Writer(link, picture).convert(html).strip()
    return f"{text}\n" if text else ""


class _Writer(MarkdownConverter):
    def __init__(self, link: Callable[[str], str], picture: Callable[[str], Picture]) -> None:
        super().__init__(heading_style=ATX, bullets="-", newline_style="spaces")
        self._link, self._picture = link, picture

    def convert_a(self, element, text, parent_tags):
        element["href"] = self._link(element.get("href", ""))
        return super().convert_a(element, text, parent_tags) if element["href"] else text

    def convert_img(self, element, text, parent_tags):
        picture = self._picture(element.get("src", ""))
        alt = element.get("alt", "") if picture.alt is None else picture.alt
        return f"![{alt}]({picture.source})" if picture.source else ""

"""Players and frames of other hosts: a link in their place, and nothing asks that host for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag

EMBEDDED = frozenset({"audio", "embed", "iframe", "object", "param", "source", "video"})
_YOUTUBE = re.compile(
    r"^(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:embed/|v/|shorts/)|youtu\.be/)([\w-]{6,})"
)


def replace_embedded(tree: BeautifulSoup) -> Iterator[str]:
    """Put a paragraph with a link in place of each player or frame; yield a sentence for each."""
    for element in tree.find_all(EMBEDDED):
        if element.decomposed or element.find_parent(EMBEDDED):
            continue
        address = _address(element)
        if not address:
            yield f"1 <{element.name}> without an address taken out."
            element.decompose()
            continue
        words, address = _named(address, str(element.get("title") or ""))
        paragraph = tree.new_tag("p")
        link = tree.new_tag("a", href=address)
        link.string = words
        paragraph.append(link)
        yield f"What was embedded from {urlsplit(address).netloc} became a link: {address}"
        element.replace_with(paragraph)


def _address(element: Tag) -> str:
    """Return the first address on the web that the element or its parts name."""
    for part in [element, *element.find_all(True)]:
        named = part.get("name", "") in ("movie", "src") if part.name == "param" else False
        for attribute in ("src", "data", *(["value"] if named else [])):
            address = str(part.get(attribute) or "").strip()
            address = f"https:{address}" if address.startswith("//") else address
            if re.match(r"https?://[^/\s]+", address, re.I):
                return address
    return ""


def _named(address: str, title: str) -> tuple[str, str]:
    """Return the words and the address of the link that stands for what was embedded."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "Open what was embedded here", address
    host = (parts.hostname or "").removeprefix("www.")
    title = " ".join(title.split())
    if title.lower() in ("youtube video player", "youtube"):
        title = ""
    if match := _YOUTUBE.match(f"{host}{parts.path}"):
        start = parse_qs(parts.query).get("start", [""])[0]
        more = f"&t={start}s" if start.isdigit() else ""
        address = f"https://www.youtube.com/watch?v={match[1]}{more}"
        return (f"Watch “{title}” on YouTube" if title else "Watch the video on YouTube"), address
    return (
        f"Open “{title}” on {host}" if title else f"Open what was embedded here, on {host}"
    ), address

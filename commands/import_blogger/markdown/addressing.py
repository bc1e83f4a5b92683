"""Each link and picture of a cleaned tree gets the address that the site will have for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from commands.check.links import WANTS_WORDS

from .cleaning import SCHEMES
from .conversion import Picture

_UNSAFE = re.compile(r"""[\s<>"'\\`^|*\x00-\x1f]""")
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.I)


def address_all(
    tree: BeautifulSoup, link: Callable[[str], str], picture: Callable[[str], Picture]
) -> None:
    """Change `tree`: links and pictures without an address go, the words of such links stay."""
    shown = {id(image): _address_picture(image, picture) for image in tree.find_all("img")}
    names = {
        str(node.get(key)) for key in ("id", "name") for node in tree.find_all(attrs={key: True})
    }
    for anchor in tree.find_all("a", href=True):
        written = str(anchor["href"]).strip()
        if _shows_itself(anchor, written, picture, shown):
            anchor.unwrap()
            continue
        address = written if written.startswith("#") else link(written).strip() if written else ""
        scheme = _SCHEME.match(address)
        if address.startswith("#") and address[1:] not in names:
            address = ""
        if not address or (scheme and scheme[1].lower() not in SCHEMES):
            del anchor["href"]
        else:
            anchor["href"] = quoted(address)
            _give_a_name(anchor)


def quoted(address: str) -> str:
    """Return an address as it may stand between the parentheses of a Markdown link."""
    address = _UNSAFE.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), address
    )
    if _unbalanced(address):
        address = address.replace("(", "%28").replace(")", "%29")
    return address


def _unbalanced(address: str) -> bool:
    depth = 0
    for character in address:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return True
    return depth != 0


def _address_picture(image: Tag, picture: Callable[[str], Picture]) -> str:
    """Give `image` its address, and return what it shows; where there is none, it goes."""
    source = str(image.get("src") or "").strip()
    shown = picture(source) if source else Picture("")
    if not shown.source:
        image.decompose()
        return ""
    sizes = {"width": shown.width, "height": shown.height}
    alt = str(image.get("alt") or "") if shown.alt is None else shown.alt
    image.attrs = {"src": quoted(shown.source), "alt": " ".join(alt.split())}
    if not image["alt"]:
        image["class"] = [WANTS_WORDS]
    image.attrs |= {name: str(size) for name, size in sizes.items() if size}
    return shown.shows


def _give_a_name(anchor: Tag) -> None:
    """A link around a silent picture would be one without a name: it gets the address for one."""
    images = anchor.find_all("img")
    if images and not anchor.get_text().strip() and not any(image["alt"] for image in images):
        address = re.sub(r"^(?:[a-z]+://|\{\w+\})", "", str(anchor["href"]), flags=re.I)
        images[0]["alt"] = unquote(address).strip("/#")[:100]


def _shows_itself(
    anchor: Tag, address: str, picture: Callable[[str], Picture], shown: Mapping[int, str]
) -> bool:
    """Return whether a link is around one picture alone and leads to that picture, only larger."""
    images = anchor.find_all("img")
    if len(images) != 1 or anchor.get_text().strip():
        return False
    if not re.search(r"\.(?:avif|gif|jpe?g|png|webp)$|/s\d+(?:-[^/]*)?/|=[sw]\d+", address, re.I):
        return False
    return picture(address).shows == shown[id(images[0])]

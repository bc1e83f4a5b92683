"""Where the pictures of the posts are: in the export's albums, fetched before, or still to fetch.

A picture is known by its address without the size that Blogger puts into it, so that the thumbnail
in a text and the original it links to are one picture.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from posixpath import basename
from urllib.parse import unquote, unquote_plus, urlsplit

from commands.new import slug_of

FOLDER = "images/blogger"
_HOSTS = re.compile(
    r"(?:[\w-]+\.)*(?:bp\.blogspot\.com|ggpht\.com|googleusercontent\.com|photos1\.blogger\.com)"
)
_ENDS = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|avif|svg|tiff?|heic)$", re.IGNORECASE)
_SIZE = r"(?:[swh]\d+(?:-[a-zA-Z0-9]+)*)"
_SIZE_PART = re.compile(rf"/{_SIZE}/(?=[^/]*$)")
_SIZE_END = re.compile(rf"={_SIZE}$")
_OLD_SIZE = re.compile(r"/(?:320|400|640|1024|1600)/(?=[^/]*$)")


def is_picture(address: str) -> bool:
    """Return whether an address is that of a picture on the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme not in ("http", "https", "") or not parts.netloc:
        return False
    return bool(_ENDS.search(parts.path)) or bool(
        _HOSTS.fullmatch(parts.netloc.lower()) and (_SIZE_PART.search(parts.path) or _size(address))
    )


def _size(address: str) -> bool:
    return bool(_SIZE_END.search(address))


def canonical(address: str) -> str:
    """Return the address of the original: on Blogger's hosts the size is taken out of it."""
    if address.startswith("//"):
        address = f"https:{address}"
    parts = urlsplit(address)
    if not _HOSTS.fullmatch(parts.netloc.lower()):
        return address
    address = _SIZE_END.sub("", _SIZE_PART.sub("/s0/", address))
    return _OLD_SIZE.sub("/1600/", address) if "photos1" in parts.netloc else address


def stem_of(address: str) -> str:
    """Return the name, without its ending, that the picture at `address` gets here: the same in every
    import, whatever other pictures there are."""
    whole = canonical(address)
    words = slug_of(_ENDS.sub("", unquote(basename(urlsplit(whole).path))))[:50].strip("-_")
    return f"{words or 'picture'}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def key_in_album(name: str) -> str:
    """Return what a file of an album and the last part of an address have in common."""
    name = re.sub(r"\((\d+)\)(?=\.[^.]*$)", "", basename(name))
    return re.sub(r"\s+", " ", unquote_plus(unquote(name))).casefold()


def by_key(names: Iterable[str]) -> dict[str, str]:
    """Return the files of the albums by their keys; of equals the first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(key_in_album(name), name)
    return found

"""The pictures of an import: copied from the export's albums, found where they were fetched, or listed."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import warnings
from pathlib import Path
from urllib.parse import unquote

from PIL import Image

from .markdown import Picture
from .pictures import FOLDER, by_key, canonical, is_picture, key_in_album, stem_of
from .shapes import Export
from .staging import Staging

LARGEST = 50_000_000  # bytes of one picture
FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
_LIST_HEAD = """\
# Pictures that are still on other hosts. `./invoke fetch-images` fetches them into content/images/blogger/
# and mends the articles. A line is: the name here, a tab, the original's address, then those in the texts.
"""


_EMBEDDED = re.compile(
    r"""(?P<quote>["'])data:image/[a-z+]+;base64,(?P<base64>[A-Za-z0-9+/=%]*)(?P=quote)"""
)


class NoPicture(Exception):
    """What was taken for a picture is none that a browser shows."""


def inspected(raw: bytes) -> str:
    """Return the ending for a picture's name; raises NoPicture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=list(FORMATS)) as picture:
                size = picture.size
                ending = FORMATS[picture.format]
                picture.verify()
    except Exception as error:  # Pillow's many readers raise what they like
        raise NoPicture(f"it is no picture that browsers show ({error})"[:200]) from None
    if min(size) < 1:
        raise NoPicture("it has no size")
    return ending


class Album:
    """Finds the picture of an address, and remembers those that are nowhere yet.

    Sizes are not written into the Markdown: responsive_pictures reads them off the files at each build.
    """

    def __init__(self, export: Export, content: Path, staging: Staging) -> None:
        self._export, self._staging = export, staging
        self._in_albums = by_key(export.pictures)
        folder = content / FOLDER
        self._here = {path.stem: path for path in sorted(folder.glob("*.*"))}
        self._known: dict[str, Picture | None] = {}
        self._to_fetch: dict[str, dict[str, None]] = {}
        self.remarks: list[tuple[str, str]] = []

    def picture(self, source: str) -> Picture:
        """Return what the Markdown shall have for a picture's source; an empty one for none."""
        source = source.strip()
        if source.startswith("//"):
            source = f"https:{source}"
        if not source.lower().startswith(("http://", "https://")):
            return Picture("")
        found = self._found(source)
        if found is None:
            whole = canonical(source)
            self._to_fetch.setdefault(whole, {})[source] = None
            return Picture(source, original=whole)
        return found

    def with_files(self, html: str) -> str:
        """Return HTML in which each picture that stood in the text itself (data:) is one with an
        address, by which `picture` knows its file."""
        return _EMBEDDED.sub(self._with_file, html)

    def _with_file(self, match: re.Match) -> str:
        try:
            raw = base64.b64decode(unquote(match["base64"]), validate=True)
            ending = inspected(raw)
        except (ValueError, NoPicture):
            return match[0]
        address = f"https://embedded.invalid/{hashlib.sha256(raw).hexdigest()[:8]}.{ending}"
        stem = stem_of(address)
        self._known[stem] = self._kept(stem, ending, raw)
        return match["quote"] + address + match["quote"]

    def original(self, address: str) -> str:
        """Return where a link to a picture leads: to the file here, where there is one."""
        if not is_picture(address):
            return address
        found = self._found(address)
        if found is None:
            whole = canonical(address)
            if whole in self._to_fetch:
                self._to_fetch[whole][address] = None
            return address
        return found.source

    def list_to_fetch(self) -> str:
        """Return the text of images-to-fetch.txt."""
        lines = [
            "\t".join([stem_of(whole), whole, *sorted(written)])
            for whole, written in sorted(self._to_fetch.items())
            if not any(letter.isspace() for letter in whole + "".join(written))
        ]
        return _LIST_HEAD + "".join(f"{line}\n" for line in lines)

    def _found(self, address: str) -> Picture | None:
        try:
            stem = stem_of(address)
        except ValueError:
            return None
        if stem not in self._known:
            self._known[stem] = self._fetched(stem) or self._from_album(stem, address)
        return self._known[stem]

    def _fetched(self, stem: str) -> Picture | None:
        path = self._here.get(stem)
        if path is None:
            return None
        try:
            inspected(path.read_bytes())
        except (NoPicture, OSError):
            return None
        return Picture(f"{{static}}/{FOLDER}/{path.name}")

    def _from_album(self, stem: str, address: str) -> Picture | None:
        name = self._in_albums.get(key_in_album(address))
        if name is None:
            return None
        with self._export.open_picture(name) as file:
            raw = file.read(LARGEST + 1)
        try:
            if len(raw) > LARGEST:
                raise NoPicture(f"it is larger than {LARGEST / 1e6:.0f} MB")
            ending = inspected(raw)
        except NoPicture as fault:
            self.remarks.append(("Pictures in the albums that can't be used", f"{name}: {fault}"))
            return None
        return self._kept(stem, ending, raw)

    def _kept(self, stem: str, ending: str, raw: bytes) -> Picture:
        self._staging.put(f"{FOLDER}/{stem}.{ending}", raw, f"picture {stem}")
        return Picture(f"{{static}}/{FOLDER}/{stem}.{ending}")

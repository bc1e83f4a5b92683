"""Which of the shapes of an export a path is, and what lies beside its feed.

Takeout's zip, its unpacked folder, its feed.atom, Blogger's own blog-MM-DD-YYYY.xml, the public
feed. What else people take for an export is refused with a sentence that says which file is wanted.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from .containers import LARGEST, Container, Folder, Zip
from .decoding import text_of
from .reading import Feed, refuse_doctype, root_of
from .refused import Refused

_WANTED = (
    "Wanted is the file Takeout/Blogger/Blogs/NAME/feed.atom, its folder, the whole zip file of "
    "Google Takeout, or the file blog-MM-DD-YYYY.xml that Blogger makes under Settings, Back up content."
)
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp", ".heic")


@dataclass(frozen=True)
class Export:
    """An export that was recognised: its feed, to be opened as often as needed, and what lies by it.

    `pictures` are the names of the files in the albums, which `open_picture` opens. `settings` are
    those of the blog where the export has them beside the feed (Takeout: settings.csv).
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    settings: Mapping[str, str] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()
    open_picture: Callable[[str], BinaryIO] = lambda name: io.BytesIO()


def recognise(path: Path, blog: str = "") -> Export:
    """Return the export at `path`; `blog` names one of several.

    Raises Refused for what is none, with a sentence that says what it is.
    """
    if path.is_dir():
        return _of_container(path, Folder(path), blog)
    if not path.is_file():
        raise Refused(f"{path}: there is no such file. {_WANTED}")
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith(b"PK"):
        return _of_container(path, Zip(path), blog)
    if path.stat().st_size > LARGEST:
        raise Refused(f"{path}: it is larger than {LARGEST / 1e9:.0f} GB. {_WANTED}")
    _refuse_wrong(str(path), lambda: path.open("rb"))
    beside = path.parent / "settings.csv"
    settings = _settings(beside.read_bytes()) if beside.is_file() else {}
    albums = _albums_of(path)
    pictures = _pictures(albums, "") if albums else ()
    return Export(
        str(path),
        path.stat().st_size,
        lambda: path.open("rb"),
        settings,
        pictures,
        albums.open if albums else lambda name: io.BytesIO(),
    )


def _of_container(path: Path, container: Container, blog: str) -> Export:
    feeds = [name for name in container.sizes if PurePosixPath(name).name == "feed.atom"]
    own = [name for name in feeds if PurePosixPath(name).parent.parent.name == "Comments"]
    feeds = [name for name in feeds if name not in own]
    by_blog = {PurePosixPath(name).parent.name or path.stem: name for name in feeds}
    if not feeds:
        if any(PurePosixPath(name).suffix == ".atom" for name in own):
            what = "it holds only comments that the account wrote on other blogs"
        else:
            what = "there is no feed.atom in it"
        raise Refused(f"{path}: {what}. {_WANTED}")
    if blog and blog not in by_blog:
        names = ", ".join(sorted(by_blog))
        raise Refused(f"{path}: there is no blog '{blog}' in it. Say --blog and one of: {names}.")
    if len(by_blog) > 1 and not blog:
        names = ", ".join(sorted(by_blog))
        raise Refused(f"{path}: it holds {len(by_blog)} blogs. Say --blog and one of: {names}.")
    name = by_blog[blog] if blog else feeds[0]
    _refuse_wrong(f"{path}: {name}", lambda: container.open(name))
    folder = str(PurePosixPath(name).parent)
    beside = "settings.csv" if folder == "." else f"{folder}/settings.csv"
    settings = {}
    if 0 < container.sizes.get(beside, 0) < 1_000_000:
        with container.open(beside) as file:
            settings = _settings(file.read())
    return Export(
        f"{path}: {name}",
        container.sizes[name],
        lambda: container.open(name),
        settings,
        _pictures(container, PurePosixPath(name).parent.name),
        container.open,
    )


def _refuse_wrong(name: str, opened: Callable[[], BinaryIO]) -> None:
    """Raise Refused where a file is not the feed of a blog, as far as its beginning tells."""
    try:
        with opened() as stream:
            head = next(text_of(stream, Feed(stream).faults))
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise Refused(f"{name}: it can't be read ({error}). Download the export again.") from None
    try:
        refuse_doctype(head)
    except Refused as refused:
        raise Refused(f"{name}: {refused}") from None
    root = root_of(head)
    if root == "feed":
        return
    if root == "html" and ("/gml/b" in head or "<b:" in head or "b:version" in head):
        what = "this is the blog's theme (its look), not what was written in it"
    elif root == "html":
        what = "this is a web page, perhaps the one that asks to sign in"
    elif root == "rss":
        what = "this is an RSS feed, as WordPress writes it"
    elif not head.strip():
        what = "the file is empty"
    else:
        what = f"this is no feed (it begins with '{' '.join(head.split())[:40]}')"
    raise Refused(f"{name}: {what}. {_WANTED}")


def _settings(raw: bytes) -> dict[str, str]:
    """Return the blog's settings: a table with a row of names over a row of values, or pairs."""
    with suppress(csv.Error):
        rows = [row for row in csv.reader(raw.decode("utf-8-sig", "replace").splitlines()) if row]
        if len(rows) == 2 and len(rows[0]) > 2:
            return dict(zip(map(str.strip, rows[0]), map(str.strip, rows[1]), strict=False))
        return {row[0].strip(): row[1].strip() for row in rows if len(row) >= 2}
    return {}


def _albums_of(feed: Path) -> Folder | None:
    """Return the folder Albums of an unpacked Takeout, by the feed in Blogs/NAME beside it."""
    albums = feed.absolute().parent.parent.parent / "Albums"
    return Folder(albums) if feed.name == "feed.atom" and albums.is_dir() else None


def _pictures(container: Container, blog: str) -> tuple[str, ...]:
    """Return the names of the pictures, those of the blog's own album first."""
    found = [name for name in container.sizes if name.lower().endswith(_PICTURES)]
    return tuple(sorted(found, key=lambda name: (f"/{blog}/" not in f"/{name}", name)))

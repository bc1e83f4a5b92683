"""What an export comes in: a zip file or a folder. Names are looked up, and never written by."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from .refused import Refused

MOST_FILES = 200_000
LARGEST = 4_000_000_000  # bytes of one file once it is unpacked
_TIGHTEST, _FROM = 200, 20_000_000  # text packs to a tenth; a bomb to a thousandth


class Container(Protocol):
    """Files by their names, parts of which are separated by a slash."""

    sizes: Mapping[str, int]

    def open(self, name: str) -> BinaryIO: ...


class Folder:
    """The files below `root`; symbolic links are passed over, since they may lead anywhere."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.sizes = {}
        for here, below, names in os.walk(root):
            below.sort()
            for path in (Path(here, name) for name in sorted(names)):
                if path.is_file() and not path.is_symlink():
                    self.sizes[path.relative_to(root).as_posix()] = path.stat().st_size
            _refuse_many(len(self.sizes), root)

    def open(self, name: str) -> BinaryIO:
        return (self._root / name).open("rb")


class Zip:
    """The files of a zip; raises Refused for one that is damaged or unpacks beyond all measure."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Refused(
                f"{path}: this zip file is damaged ({error}). Download the export again."
            ) from None
        members = [member for member in self._zip.infolist() if not member.is_dir()]
        _refuse_many(len(members), path)
        for member in members:
            if ".." in PurePosixPath(member.filename).parts or member.filename.startswith("/"):
                raise Refused(
                    f"{path}: it holds the name '{member.filename[:80]}', which leads out of it. "
                    "Blogger makes no such file: download the export from your own account again."
                )
            packed, size = max(member.compress_size, 1), member.file_size
            if size > LARGEST or (size > _FROM and size / packed > _TIGHTEST):
                raise Refused(
                    f"{path}: '{member.filename[:80]}' would unpack to {size / 1e6:,.0f} MB. "
                    "Blogger makes no such file: download the export from your own account again."
                )
        self.sizes = {member.filename: member.file_size for member in members}

    def open(self, name: str) -> BinaryIO:
        try:
            return self._zip.open(name)  # type: ignore[return-value] # it is one
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise Refused(
                f"{self._path}: '{name}' can't be read ({error}). Download the export again."
            ) from None


def _refuse_many(files: int, path: Path) -> None:
    if files > MOST_FILES:
        raise Refused(
            f"{path}: it holds more than {MOST_FILES:,} files. Name the folder Takeout/Blogger itself."
        )

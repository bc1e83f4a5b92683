"""Publishes a file under a name with the hash of its content."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import rcssmin
import rjsmin

from .stylesheet import bundled, with_addresses

_IMPORT = re.compile(r"""(\b(?:from|import)\s*\(?\s*)(["'])(\.{1,2}/[^"']+\.js)\2""")


class Assets:
    """The static files of a theme, published when they are asked for.

    `source` is the folder they lie in, `output` the root of the site, `folder` where below it they go.
    """

    def __init__(self, source: Path, output: Path, folder: str) -> None:
        self._source = source
        self._output = output
        self._folder = folder
        self._published: dict[str, str] = {}

    def url(self, name: str) -> str:
        """Return the address of the static file `name`, relative to the root of the site.

        Raises FileNotFoundError when the theme has no such file.
        """
        if name not in self._published:
            self._published[name] = self._publish(name)
        return self._published[name]

    def _publish(self, name: str) -> str:
        content = self.content(name)
        digest = hashlib.sha256(content).hexdigest()[:12]
        path = Path(name)
        address = f"{self._folder}/{path.with_suffix('').as_posix()}.{digest}{path.suffix}"
        target = self._output / address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        return address

    def content(self, name: str) -> bytes:
        """Return the static file `name` as readers get it.

        Raises FileNotFoundError when the theme has no such file.
        """
        path = self._source / name
        if not path.is_file():
            raise FileNotFoundError(
                f"{path}: the theme has no such file. Name one that lies in {self._source}."
            )
        if path.suffix == ".css":
            css = with_addresses(bundled(path), path.parent, self._beside)
            return rcssmin.cssmin(css).encode()
        if path.suffix == ".js":
            script = _IMPORT.sub(
                lambda found: f'{found[1]}"./{self._beside(path.parent / found[3], path.parent)}"',
                path.read_text(encoding="utf-8"),
            )
            return rjsmin.jsmin(script).encode()
        return path.read_bytes()

    def _beside(self, file: Path, folder: Path) -> str:
        """Return the address of `file` as a stylesheet or script in `folder` has to write it."""
        source = self._source.resolve()
        up = "../" * len(folder.resolve().relative_to(source).parts)
        address = self.url(file.resolve().relative_to(source).as_posix())
        return up + address.removeprefix(f"{self._folder}/")

"""One stylesheet out of many: `@import` and `url(...)` resolved."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IMPORT = re.compile(
    r"""@import\s+(?:url\()?(["'])(?P<file>[^"']+)\1\)?\s*"""
    r"""(?:layer\((?P<layer>[^)]*)\))?\s*(?P<media>[^;]*);"""
)
_URL = re.compile(r"""url\(\s*(["']?)(?P<file>[^"')]+)\1\s*\)""")
_ELSEWHERE = ("data:", "http:", "https:", "//", "/", "#")


def bundled(path: Path) -> str:
    """Return the text of the stylesheet at `path` with each `@import` replaced by what it imports.

    A `layer(...)` and a media query on the import stay in force. Addresses in what is imported are
    rewritten to be relative to the folder of `path`. Raises FileNotFoundError, naming file and line,
    for an import that leads nowhere.
    """
    return _read(path, path.parent)


def _read(path: Path, root: Path) -> str:
    # Comments go first, with their line breaks kept: an @import inside one is not an import.
    text = _COMMENT.sub(lambda m: "\n" * m[0].count("\n"), path.read_text(encoding="utf-8"))

    def imported(match: re.Match) -> str:
        target = path.parent / match["file"]
        if not target.is_file():
            line = text.count("\n", 0, match.start()) + 1
            raise FileNotFoundError(
                f"{path}:{line}: imports '{match['file']}', which does not exist. "
                "Mend the name or take the line out."
            )
        css = _read(target, root)
        if match["layer"]:
            css = f"@layer {match['layer']} {{\n{css}\n}}"
        if match["media"].strip():
            css = f"@media {match['media'].strip()} {{\n{css}\n}}"
        return css

    return _IMPORT.sub(imported, _rebased(text, path.parent, root))


def _rebased(text: str, folder: Path, root: Path) -> str:
    """Return `text`, whose addresses are relative to `folder`, with them relative to `root`."""

    def rebase(match: re.Match) -> str:
        if match["file"].startswith(_ELSEWHERE):
            return match[0]
        target = (folder / match["file"]).resolve()
        return f'url("{_relative(target, root.resolve())}")'

    # An @import may say url(...) too; it is resolved against its own folder and stays as it is.
    return "".join(
        piece if piece.lstrip().startswith("@import") else _URL.sub(rebase, piece)
        for piece in re.split(r"(@import[^;]*;)", text)
    )


def _relative(target: Path, root: Path) -> str:
    shared = next(parent for parent in [root, *root.parents] if target.is_relative_to(parent))
    up = "../" * len(root.relative_to(shared).parts)
    return up + target.relative_to(shared).as_posix()


def with_addresses(css: str, folder: Path, address: Callable[[Path, Path], str]) -> str:
    """Return `css` with each relative `url(...)` replaced by what `address(file, folder)` returns."""

    def replace(match: re.Match) -> str:
        if match["file"].startswith(_ELSEWHERE):
            return match[0]
        return f'url("{address(folder / match["file"], folder)}")'

    return _URL.sub(replace, css)

"""Where in a source file an author wrote something, so that a message can name the line."""

from __future__ import annotations

import re
from pathlib import Path


def place_of(source_path: str | Path, key: str) -> str:
    """Return "FILE:LINE" of the front-matter line `key` (line 1 where it has none).

    The file is named relative to the working directory where it lies below it.
    """
    path = Path(source_path)
    pattern = re.compile(rf"\s*{re.escape(key)}\s*:", re.IGNORECASE)
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        lines = []
    line = next((i for i, text in enumerate(lines, 1) if pattern.match(text)), 1)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return f"{path}:{line}"

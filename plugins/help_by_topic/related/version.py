"""Which code ranks: what another has kept is of no use."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from functools import cache
from pathlib import Path


@cache
def version() -> str:
    """Return a digest of all that decides what a ranking is, but for the documents."""
    digest = hashlib.sha256(f"{unicodedata.unidata_version} {sys.byteorder}".encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()

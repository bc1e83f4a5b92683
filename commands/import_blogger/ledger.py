"""What imports have written: which file came of which entry, and with which content.

So a later import knows what the author has changed since, and leaves that alone.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from .refused import Refused


@dataclass(frozen=True)
class Record:
    """One file that an import wrote: for which entry (its id), and the digest of what was written.

    `offered` is the digest of a newer version that was put beside it, since the author had edited it.
    """

    id: str
    digest: str
    offered: str = ""


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def read_ledger(path: Path) -> dict[str, Record]:
    """Return the records of the file at `path` by their files; none where there is no such file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    records = {}
    for number, line in enumerate(lines, 1):
        try:
            said = json.loads(line)
            file = said.pop("file")
            records[file] = Record(**said)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Refused(
                f"{path}:{number}: this line is not as an import wrote it. Bring the file back from "
                "git, or take it away: the import then treats every file as edited by you."
            ) from None
    return records


def as_text(records: dict[str, Record]) -> str:
    """Return the ledger as text, a line a file, in order of their names."""
    return "".join(
        json.dumps({"file": file, **asdict(record)}, ensure_ascii=False) + "\n"
        for file, record in sorted(records.items())
    )

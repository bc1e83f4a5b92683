"""What the host of a site should answer beside its files: redirects and headers, as old_addresses
compiled them into addresses.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

# A plugin's module: found where the task put the folder of plugins on the path.
from old_addresses.headers import Header

FILE = "addresses.json"


@dataclass(frozen=True)
class Rules:
    """`redirects` are new addresses and statuses by old addresses, from the root of the site."""

    redirects: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    headers: tuple[Header, ...] = ()

    def headers_at(self, path: str) -> dict[str, str]:
        """Return the headers that the file at `path` below the site's root is to be sent with."""
        values = {header.name: header.at(f"/{path}") for header in self.headers}
        return {name: value for name, value in values.items() if value}

    def as_json(self) -> dict:
        """Return what `from_json` reads."""
        headers = [[header.name, header.usual, header.elsewhere] for header in self.headers]
        return {"redirects": dict(self.redirects), "headers": headers}


def from_json(said: Mapping) -> Rules:
    """Return the rules that `as_json` or old_addresses wrote. Raises KeyError or TypeError if
    `said` is no such thing."""
    return Rules(
        {old: (new, status) for old, (new, status) in said["redirects"].items()},
        tuple(
            Header(name, usual, tuple((address, value) for address, value in elsewhere))
            for name, usual, elsewhere in said["headers"]
        ),
    )


def read_rules(built: Path) -> Rules:
    """Return the rules of the site that was built into the folder `built`; none where it has none."""
    file = built / FILE
    if not file.is_file():
        return Rules()
    return from_json(json.loads(file.read_text(encoding="utf-8")))

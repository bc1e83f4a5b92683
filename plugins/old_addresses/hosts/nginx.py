"""A snippet for nginx, to include in its `server { }`.

An exact `location` is found before any other and sees the path alone, so `?m=1` does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..address import below
from ..headers import Header, spellings
from ..rule import Rule, Site

FILE = "nginx.conf"


def files(rules: Iterable[Rule], headers: Iterable[Header], site: Site) -> dict[str, str]:
    """Return the snippet."""
    lines = [
        "# Written by old_addresses. Include it in a server block.",
        "absolute_redirect off;",
        *_headers(headers, site),
        *(
            f"location = {_quoted(site.path + rule.old)} "
            f"{{ return {rule.status} {_quoted(below(site.path, rule.new))}; }}"
            for rule in rules
        ),
    ]
    return {FILE: "".join(f"{line}\n" for line in lines)}


def _headers(headers: Iterable[Header], site: Site) -> Iterator[str]:
    for number, header in enumerate(headers):
        if header.name == "Content-Type":
            # nginx says the type itself; this is its word for it.
            for address, value in header.elsewhere:
                yield (
                    f"location = {_quoted(site.path + address)} "
                    f"{{ types {{ }} default_type {_quoted(value)}; }}"
                )
            continue
        value = _quoted(header.usual)
        if header.elsewhere:
            variable = f"$old_addresses_{number}"
            yield f"set {variable} {value};"
            for address, special in header.elsewhere:
                yield f'if ($uri ~ "{_pattern(address, site)}") {{ set {variable} {_quoted(special)}; }}'
            value = variable
        yield f"add_header {header.name} {value} always;"


def _pattern(address: str, site: Site) -> str:
    if address.endswith("*"):
        return f"^{_escaped(site.path + address[:-1])}"
    return f"^({'|'.join(_escaped(site.path + path) for path in spellings(address))})$"


def _escaped(path: str) -> str:
    return re.sub(r"([.?+*^$()\[\]{}|])", r"\\\1", path)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

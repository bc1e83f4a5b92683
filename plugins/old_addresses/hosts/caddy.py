"""A snippet for Caddy, to import into its site block.

A map, since Caddy's own path matcher knows no difference between great and small letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..address import below
from ..headers import Header, spellings
from ..rule import PERMANENT, TEMPORARY, Rule, Site

FILE = "Caddyfile"


def files(rules: Iterable[Rule], headers: Iterable[Header], site: Site) -> dict[str, str]:
    """Return the snippet."""
    lines = ["# Written by old_addresses. Import it into a site block.", *_headers(headers, site)]
    rules = tuple(rules)
    for status, name in ((PERMANENT, "moved"), (TEMPORARY, "moved_for_now")):
        lines += _map([rule for rule in rules if rule.status == status], name, status, site)
    return {FILE: "".join(f"{line}\n" for line in lines)}


def _map(rules: list[Rule], name: str, status: int, site: Site) -> Iterator[str]:
    if not rules:
        return
    yield f"map {{path}} {{{name}}} {{"
    for rule in rules:
        yield f"\t{_quoted(site.path + rule.old)} {_quoted(below(site.path, rule.new))}"
    yield '\tdefault ""'
    yield "}"
    yield f'@{name} not vars {{{name}}} ""'
    yield f"redir @{name} {{{name}}} {status}"


def _headers(headers: Iterable[Header], site: Site) -> Iterator[str]:
    for number, header in enumerate(headers):
        matchers = [
            (f"@headers_{number}_{place}", _paths(address, site), value)
            for place, (address, value) in enumerate(header.elsewhere, 1)
        ]
        for matcher, paths, value in matchers:
            yield f"{matcher} path {paths}"
            yield f"header {matcher} {header.name} {_quoted(value)}"
        if not header.usual:
            continue
        if matchers:
            yield f"@headers_{number} not path {' '.join(paths for _, paths, _ in matchers)}"
            yield f"header @headers_{number} {header.name} {_quoted(header.usual)}"
        else:
            yield f"header {header.name} {_quoted(header.usual)}"


def _paths(address: str, site: Site) -> str:
    return " ".join(_quoted(site.path + path) for path in spellings(address))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

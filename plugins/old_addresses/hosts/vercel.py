"""`vercel.json`: redirects and headers as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from ..address import below, written
from ..headers import Header
from ..rule import Problem, Rule, Site

FILE = "vercel.json"
RULES = 2048


def files(rules: Iterable[Rule], headers: Iterable[Header], site: Site) -> dict[str, str]:
    """Return the file."""
    settings = {
        "redirects": [
            {
                "source": _literal(site.path + written(rule.old)),
                "destination": below(site.path, rule.new),
                "statusCode": rule.status,
            }
            for rule in rules
        ],
        "headers": [
            {"source": source, "headers": [{"key": header.name, "value": value}]}
            for header in headers
            for source, value in _values(header, site)
        ],
    }
    return {FILE: json.dumps(settings, indent=2, ensure_ascii=False) + "\n"}


def _values(header: Header, site: Site) -> Iterator[tuple[str, str]]:
    """Yield a source for each value, no two of which match one address."""
    special = [_within(address) for address, _ in header.elsewhere]
    root = _literal(site.path)
    if header.usual:
        others = f"(?!{'|'.join(special)})" if special else ""
        yield f"{root}/({others}.*)", header.usual
    for pattern, (_, value) in zip(special, header.elsewhere, strict=True):
        yield f"{root}/({pattern.removesuffix('$')})", value


def _within(address: str) -> str:
    """Return an address as a regular expression for what follows the site's first slash."""
    path = written(address.lstrip("/").removesuffix("*"))
    literal = re.sub(r"([.?+*^$()\[\]{}|])", r"\\\1", path)
    return f"{literal}.*" if address.endswith("*") else f"{literal}$"


def _literal(path: str) -> str:
    """Return a path in which nothing is a pattern."""
    return re.sub(r"([.?+*()\[\]{}:!])", r"\\\1", path)


def faults(rules: Iterable[Rule], texts: Mapping[str, str], site: Site) -> Iterator[Problem]:
    """Yield what goes beyond the limits of Vercel."""
    count = len(tuple(rules))
    if count > RULES:
        yield Problem(
            FILE,
            1,
            f"{count} old addresses are too many: Vercel reads {RULES}",
            "Take vercel out of HOSTS, or old addresses that nobody asks for.",
        )

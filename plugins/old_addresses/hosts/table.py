"""`addresses.json`: all that a host should answer, for a program that compares it with what it does.

redirects    {old address: [new address, status]}, from the root of the site
headers      [[name, usual value, [[address, value there], ...]], ...], as in headers.Header
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple

from ..headers import Header
from ..rule import Rule, Site

FILE = "addresses.json"


def files(rules: Iterable[Rule], headers: Iterable[Header], site: Site) -> dict[str, str]:
    """Return the file."""
    said = {
        "redirects": {rule.old: [rule.new, rule.status] for rule in rules},
        "headers": [astuple(header) for header in headers],
    }
    return {FILE: json.dumps(said, indent=1, ensure_ascii=False) + "\n"}

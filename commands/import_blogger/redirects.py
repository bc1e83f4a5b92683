"""The old addresses that no single article answers for: labels and months, in content/redirects.toml.

Between two lines the file is the import's; the rest of it is the author's, and stays as it is.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping

from old_addresses.address import fault_of_old, same

FILE = "redirects.toml"
_BEGIN = "# What the old blog had; `./invoke import-blogger` writes these lines anew."
_END = "# End of what the old blog had."
_BLOCK = re.compile(rf"(?:\n|^){re.escape(_BEGIN)}\n.*?{re.escape(_END)}\n", re.DOTALL)


def label_addresses(
    topics_by_label: Mapping[str, str], topic_url: str, index_url: str
) -> dict[str, str]:
    """Return where the page of each label leads: to its topic, or where it has none to the index."""
    return {
        f"/search/label/{label}": "/" + (topic_url.format(slug=topic) if topic else index_url)
        for label, topic in topics_by_label.items()
    }


def month_addresses(old: Iterable[str], there: Iterable[str], archive_url: str) -> dict[str, str]:
    """Return where the archives of the months `old` lead that are not `there`, both as 2010/12."""
    there = set(there)
    years = {month[:4] for month in there}
    found = {}
    for month in sorted(set(old) - there):
        year, number = month.split("/")
        found[f"/{month}/"] = found[f"/{year}_{number}_01_archive.html"] = f"/{archive_url}"
        if year not in years:
            found[f"/{year}/"] = f"/{archive_url}"
    return found


def with_addresses(text: str, addresses: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the text of redirects.toml with `addresses` in the import's lines, and those that can't
    be redirected."""
    own = _BLOCK.sub("", text)
    try:
        taken = {same(old) for old in tomllib.loads(own)}
    except tomllib.TOMLDecodeError:
        return text, sorted(addresses)  # the build will say what is wrong with it
    lines, left = [], []
    for old, new in sorted(addresses.items()):
        if fault_of_old(old, "", ""):
            left.append(old)
        elif same(old) not in taken:
            taken.add(same(old))
            lines.append(f"{json.dumps(old, ensure_ascii=False)} = {json.dumps(new)}\n")
    if not lines:
        return own, left
    gap = "\n" if own.strip() else ""
    return f"{own}{gap}{_BEGIN}\n{''.join(lines)}{_END}\n", left

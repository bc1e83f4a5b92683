"""Reads what authors say of old addresses; each becomes a rule that knows its file and line.

content/redirects.toml, old address first:

    "/2010/12/no-may-not.html" = "/2026/11/no-may-not-be-final.html"
    "/jobs" = { to = "/help/finding-openings/", temporary = true }

Front matter of an article or page, several with commas or on lines of their own:

    Was: /2010/12/keep-faith.html, /faith
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .rule import PERMANENT, TEMPORARY, Problem, Rule, as_typed

_KEYS = ("to", "temporary")
_ONE = 'Write "/old" = "/new", or "/old" = { to = "/new", temporary = true }'


def read_redirects(path: Path) -> tuple[list[Rule], list[Problem]]:
    """Return the rules of the TOML file at `path`, in its order, and what is wrong with it.

    A file that is not there has none.
    """
    file = as_typed(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return [], []
    except UnicodeDecodeError:
        return [], [Problem(file, 1, "this is not UTF-8", "Save it again with that encoding.")]
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else max(1, len(text.splitlines()))
        cure = f"{_ONE}; each old address once."
        return [], [Problem(file, line, re.sub(r"\s*\(at .*\)", "", str(error)), cure)]
    rules, problems = [], []
    for old, entry in entries.items():
        line = _line_of_key(text, old)
        if fault := _fault_of_entry(old, entry):
            problems.append(Problem(file, line, fault, f"{_ONE}."))
            continue
        new = entry if isinstance(entry, str) else entry["to"]
        temporary = isinstance(entry, dict) and entry.get("temporary", False)
        status = TEMPORARY if temporary else PERMANENT
        rules.append(Rule(old.strip(), new.strip(), status, file, line))
    return rules, problems


def _fault_of_entry(old: str, entry: object) -> str | None:
    if isinstance(entry, str):
        return None if entry.strip() else f"'{old}' leads nowhere"
    if not isinstance(entry, dict):
        return f"what follows '{old}' is not an address in quotes"
    if unknown := [key for key in entry if key not in _KEYS]:
        return f"'{old}' has the key '{unknown[0]}', which means nothing here"
    if not isinstance(entry.get("to"), str) or not entry["to"].strip():
        return f"'{old}' has no 'to'"
    if not isinstance(entry.get("temporary", False), bool):
        return f"'temporary' of '{old}' is neither true nor false"
    return None


def _line_of_key(text: str, key: str) -> int:
    """Return the line that begins with `key`: the standard library's reader keeps no positions."""
    for number, line in enumerate(text.splitlines(), 1):
        begun = line.strip().lstrip("[").strip()
        if begun.startswith((f'"{key}"', f"'{key}'")) or re.match(
            rf"{re.escape(key)}\s*[=.]", begun
        ):
            return number
    return 1


def addresses_in(value: str | Sequence[str]) -> tuple[str, ...]:
    """Return the addresses in a value: separated by commas, on lines of their own, or a list."""
    lines = [value] if isinstance(value, str) else value
    parts = (part.strip() for line in lines for part in re.split(r"[,\n]", line))
    return tuple(part for part in parts if part)


def moved(source: Path, key: str, old: str | Sequence[str], new: str) -> Iterator[Rule]:
    """Yield a rule to `new` for each old address that `key` in the file `source` names."""
    lines = _lines(source)
    for address in addresses_in(old):
        yield Rule(address, new, PERMANENT, as_typed(source), line_of(lines, key, address))


def line_of(lines: Iterable[str], key: str, address: str) -> int:
    """Return the line (from 1) of `address` from that of `key` on, else that of `key`, else 1."""
    begins = re.compile(rf"\W*{re.escape(key)}\W*[:=]", re.IGNORECASE)
    whole = re.compile(rf"(?<![^\s,:=\"'\[]){re.escape(address)}(?![^\s,\"'\]])")
    at = 0
    for number, line in enumerate(lines, 1):
        if begins.match(line):
            at = at or number
        if at and whole.search(line):
            return number
    return at or 1


def _lines(source: Path) -> list[str]:
    try:
        return source.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []

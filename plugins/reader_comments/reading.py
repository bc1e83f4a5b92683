"""Reads a comment file.

Author: Robin
Date: 2026-11-23 14:30
Website: https://example.org/     (optional)
Id: 17                            (optional; else the name of the file)
Parent: 12                        (optional: the id of the comment that this one answers)
Status: pending                   (optional: held back until the line goes, or says published)
Role: author                      (optional: it is the site's own author, whatever the name)
Was: c17                          (optional: the anchor that the comment had on an older site)

The text, in Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TypeVar

from markupsafe import Markup

from .addresses import is_web_address, without_markup
from .comment import Comment, Submission
from .problem import Problem, as_typed, did_you_mean
from .rendering import Tangled

KEYS = ("Author", "Date", "Website", "Id", "Parent", "Status", "Role", "Was")
STATUSES = ("published", "pending")
LONGEST_NAME = 100

_KEY = re.compile(r" {0,3}(?P<key>[A-Za-z][\w-]*)[ \t]*:[ \t]*(?P<value>.*)")
_ID = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{LONGEST_NAME - 1}}}")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_INVISIBLE = re.compile(r"[\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_EXAMPLE = "Date: 2026-11-23 14:30"
Part = TypeVar("Part")


@dataclass(frozen=True)
class Rules:
    """How a site reads its comments."""

    render: Callable[[str], Markup]
    timezone: tzinfo
    site_authors: frozenset[str] = frozenset()
    max_length: int = 20_000


@dataclass(frozen=True)
class _Field:
    value: str
    line: int


@dataclass(frozen=True)
class _Parts:
    """A file taken apart: its fields by key, its text and the line on which that begins."""

    fields: Mapping[str, _Field]
    body: str
    body_line: int

    def field(self, key: str) -> _Field:
        return self.fields.get(key, _Field("", 1))


class _Wrong(Exception):
    def __init__(self, line: int, what: str, cure: str) -> None:
        super().__init__(line, what, cure)


def read(path: Path, rules: Rules) -> Submission:
    """Return what the file at `path` says; all that is wrong with it stands in its `problems`."""
    problems: list[Problem] = []

    def part(reader: Callable[..., Part], *args) -> Part | None:
        try:
            return reader(*args)
        except _Wrong as wrong:
            problems.append(Problem(as_typed(path), *wrong.args))
            return None

    text = part(_text_of, path, rules.max_length)
    parts = part(_taken_apart, text, problems, as_typed(path)) if text is not None else None
    if parts is None:
        return Submission(path.stem, as_typed(path), problems=tuple(problems))

    own_id = parts.field("Id")
    id = own_id.value or path.stem
    part(_check_id, id, own_id)
    author = part(_author, parts)
    date = part(_date, parts, rules.timezone)
    website = part(_website, parts)
    pending = part(_is_pending, parts)
    has_role = part(_is_by_author, parts)
    was = part(_was, parts)
    html = part(_html, parts, rules, pending)
    comment = None
    if not problems and not pending:
        by_site_author = has_role or author in rules.site_authors
        comment = Comment(id, author, date, website, html, by_site_author, was)
    return Submission(
        id=id,
        file=as_typed(path),
        id_line=own_id.line,
        parent=parts.field("Parent").value,
        parent_line=parts.field("Parent").line,
        pending=bool(pending),
        comment=comment,
        problems=tuple(problems),
    )


def plain_name(name: str) -> str:
    """Return `name` as it is shown: one line, nothing invisible, nothing that could be markup.

    Angle brackets and straight quotes become their printed cousins, so that a theme which forgets
    to escape a name shows it and does not run it.
    """
    name = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", name)).split())
    name = re.sub(r'(?<!\S)"', "“", name)
    return name.translate({ord('"'): "”", ord("<"): "\u2039", ord(">"): "\u203a"})


def _text_of(path: Path, max_length: int) -> str:
    try:
        if path.stat().st_size > 4 * max_length + 10_000:  # four bytes a character, and the keys
            raise _Wrong(
                1, "is far too long for a comment", f"Keep it below {max_length:,} letters."
            )
        raw = path.read_bytes()
    except OSError as error:
        raise _Wrong(
            1, f"can't be read ({error.strerror})", "Mend that, or take it away."
        ) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"is not UTF-8 (byte 0x{raw[error.start]:02X})"
        raise _Wrong(line, what, "Save it again with the encoding UTF-8.") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _UNREADABLE.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise _Wrong(line, f"holds the character U+{ord(match[0]):04X}", "Take it out.")
    if not text.strip():
        raise _Wrong(1, "is empty", f"Write Author: and {_EXAMPLE}, an empty line and the text.")
    return text


def _taken_apart(text: str, problems: list[Problem], file: str) -> _Parts:
    """Part the keys from the text; keys that are wrong in themselves go to `problems`."""
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if line.strip())
    fenced = lines[start].strip() == "---"  # as YAML does it, where authors are used to that
    fields: dict[str, _Field] = {}
    end = len(lines)
    for number, line in enumerate(lines[start + fenced :], start + fenced):
        if not line.strip() or (fenced and line.strip() in ("---", "...")):
            end = number
            break
        match = _KEY.fullmatch(line)
        if not match:
            cure = "Leave an empty line between the keys and the text."
            raise _Wrong(number + 1, "this line is no 'Key: value'", cure)
        key = match["key"].capitalize()
        if key not in KEYS:
            what = f"there is no key '{match['key'][:LONGEST_NAME]}'"
            cure = f"Use {', '.join(KEYS)}, then an empty line.{did_you_mean(key, KEYS)}"
            problems.append(Problem(file, number + 1, what, cure))
        elif key in fields:
            problems.append(Problem(file, number + 1, f"{key} stands here twice", "Keep one."))
        else:
            fields[key] = _Field(match["value"].strip(), number + 1)
    return _Parts(fields, "\n".join(lines[end + 1 :]), min(end + 2, len(lines)))


def _check_id(id: str, field: _Field) -> None:
    if not _ID.fullmatch(id):
        what = f"{_quoted(id)} can't be an id"
        cure = "Use letters of a-z, digits, '-' and '_', as the Id or as the name of the file."
        raise _Wrong(field.line, what, cure)


def _author(parts: _Parts) -> str:
    field = parts.field("Author")
    name = plain_name(field.value)
    if not name.strip("\u200c\u200d"):
        raise _Wrong(field.line, "there is no author", "Add a line Author: with the name.")
    if len(name) > LONGEST_NAME:
        what = f"the author's name is longer than {LONGEST_NAME} letters"
        raise _Wrong(field.line, what, "Shorten it.")
    return name


def _date(parts: _Parts, timezone: tzinfo) -> datetime:
    field = parts.field("Date")
    if not field.value:
        raise _Wrong(field.line, "there is no date", f"Add a line {_EXAMPLE}.")
    try:
        date = datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d|Z$)", "", field.value))
    except ValueError:
        what = f"{_quoted(field.value)} is no date"
        cure = (
            f"Write it as {_EXAMPLE}, with +02:00 or Z after it where the zone is not the site's."
        )
        raise _Wrong(field.line, what, cure) from None
    if not 1970 <= date.year < 9999:
        raise _Wrong(field.line, f"the year {date.year} can't be meant", "Write the date in full.")
    # The day that readers see is that of the site, as with its articles.
    return date.astimezone(timezone) if date.tzinfo else date.replace(tzinfo=timezone)


def _website(parts: _Parts) -> str:
    field = parts.field("Website")
    if field.value and not is_web_address(field.value):
        what = f"{_quoted(field.value)} is no web address that may be linked to"
        cure = "Write one that begins with https:// or http://, or take the line out."
        raise _Wrong(field.line, what, cure)
    return without_markup(field.value)


def _is_pending(parts: _Parts) -> bool:
    status = parts.fields.get("Status")
    if status is None:
        return False
    if status.value.lower() not in STATUSES:
        what = f"there is no status {_quoted(status.value)}"
        cure = f"Write {' or '.join(STATUSES)}.{did_you_mean(status.value, STATUSES)}"
        raise _Wrong(status.line, what, cure)
    return status.value.lower() == "pending"


def _is_by_author(parts: _Parts) -> bool:
    role = parts.field("Role")
    if role.value.lower() not in ("", "author"):
        cure = "Write author, or take the line out."
        raise _Wrong(role.line, f"there is no role {_quoted(role.value)}", cure)
    return bool(role.value)


def _was(parts: _Parts) -> str:
    was = parts.field("Was")
    if was.value and not _ID.fullmatch(was.value):
        cure = "Use letters of a-z, digits, '-' and '_'."
        raise _Wrong(was.line, f"{_quoted(was.value)} can't be an anchor", cure)
    return was.value


def _html(parts: _Parts, rules: Rules, pending: bool | None) -> Markup:
    if not parts.body.strip():
        cure = "Write it below the keys, after an empty line."
        raise _Wrong(parts.body_line, "there is no text", cure)
    if len(parts.body) > rules.max_length:
        what = f"the text is longer than {rules.max_length:,} letters"
        raise _Wrong(parts.body_line, what, "Shorten it, or raise COMMENTS_MAX_LENGTH.")
    if pending:
        return Markup()
    try:
        html = rules.render(parts.body)
    except Tangled as error:
        raise _Wrong(parts.body_line, f"the text is tangled: {error}", "Simplify it.") from None
    if not html.striptags().strip():
        what = "nothing of the text may be shown"
        raise _Wrong(parts.body_line, what, "Write words, or take the file away.")
    return html


def _quoted(value: str) -> str:
    return f"'{value if len(value) <= 60 else value[:59] + '…'}'"

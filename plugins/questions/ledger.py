"""Reads and words the ledger: a file for each question, named by its id.

Date: 2026-11-25
Subject: May I ask for more time?
Status: private     (optional: not shown before it is answered; `shown` shows that it waits)
Lang: en            (optional)

The question, in plain text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from .question import Question, did_you_mean, problem

SUFFIX = ".md"
KEYS = ("date", "subject", "status", "lang")
PRIVATE, SHOWN = "private", "shown"
IS_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
LONGEST = 100_000  # letters; a letter of forty pages

_KEY = re.compile(r"(?P<key>[A-Za-z][\w-]*)[ \t]*:[ \t]*(?P<value>.*)")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_EXAMPLE = "Date: 2026-11-25"


def read_ledger(folder: Path) -> tuple[tuple[Question, ...], list[str]]:
    """Return the questions in `folder`, newest first, and a sentence for each thing that is wrong.

    Of equal dates the smaller id comes first. Hidden files and those that end in "~" are passed
    over; no folder, no questions.
    """
    questions: list[Question] = []
    problems: list[str] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or path.name.endswith("~"):
            continue
        question, wrong = read_question(path)
        problems += wrong
        if question:
            questions.append(question)
    questions.sort(key=lambda question: (-question.date.toordinal(), question.id))
    return tuple(questions), problems


def read_question(path: Path) -> tuple[Question | None, list[str]]:
    """Return the question in the file at `path`, or None and a sentence for each fault of it."""
    text, fault = _text_of(path)
    if fault:
        return None, [fault]
    wrong: list[str] = []

    def complain(line: int, what: str, cure: str) -> None:
        wrong.append(problem(path, line, what, cure))

    fields, lines, body = _taken_apart(text, complain)
    when = _date(fields.get("date", ""), lines.get("date", 1), complain)
    if not fields.get("subject"):
        complain(lines.get("subject", 1), "there is no subject", "Add a line Subject: with one.")
    status = fields.get("status", PRIVATE).lower()
    if status not in (PRIVATE, SHOWN):
        cure = f"Write {PRIVATE} or {SHOWN}.{did_you_mean(status, (PRIVATE, SHOWN))}"
        complain(lines["status"], f"there is no status '{status[:60]}'", cure)
    if not body.strip():
        complain(1, "there is no question", "Write it below the keys, after an empty line.")
    if wrong or when is None:
        return None, wrong
    lang = fields.get("lang", "")
    return Question(path.stem, when, fields["subject"], body.strip(), status == SHOWN, lang), []


def as_text(question: Question) -> str:
    """Return the file that says what `question` says: `read_question` reads it back."""
    head = {
        "Date": question.date.isoformat(),
        "Subject": " ".join(question.subject.split()),
        "Status": SHOWN if question.shown else PRIVATE,
        "Lang": question.lang,
    }
    keys = "".join(f"{key}: {value}\n" for key, value in head.items() if value)
    return f"{keys}\n{question.text.strip()}\n"


def _text_of(path: Path) -> tuple[str, str]:
    """Return the text of a file, and in its place a sentence where it can't be a question."""
    if path.is_symlink() or not path.is_file() or path.suffix != SUFFIX:
        cure = f"Put questions alone here, as files that end in {SUFFIX}."
        return "", problem(path, 1, "this is not a file of the ledger", cure)
    if not IS_ID.fullmatch(path.stem):
        cure = "Use small letters of a-z, digits and hyphens: the name is part of an address."
        return "", problem(path, 1, f"'{path.stem[:60]}' can't be the id of a question", cure)
    if path.stat().st_size > 4 * LONGEST:
        return "", problem(path, 1, "this is far too long for a question", "Shorten it.")
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{raw[error.start]:02X} is not UTF-8"
        return "", problem(path, line, what, "Save it again with the encoding UTF-8.")
    if match := _UNREADABLE.search(text):
        line = text.count("\n", 0, match.start()) + 1
        what = f"there is the character U+{ord(match[0]):04X}"
        return "", problem(path, line, what, "Take it out.")
    return text, ""


def _taken_apart(text: str, complain) -> tuple[Mapping[str, str], Mapping[str, int], str]:
    """Return the values by key, the line of each, and the text below them."""
    head, _, body = text.partition("\n\n")
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(head.split("\n"), 1):
        match = _KEY.fullmatch(line.strip())
        if not match:
            cure = "Leave an empty line between the keys and the text."
            complain(number, "this line is no 'Key: value'", cure)
            break
        key = match["key"].lower()
        if key not in KEYS:
            names = ", ".join(name.capitalize() for name in KEYS)
            cure = f"Use {names}, then an empty line.{did_you_mean(key, KEYS)}"
            complain(number, f"there is no key '{match['key'][:60]}'", cure)
        elif key in fields:
            complain(number, f"{key.capitalize()} stands here twice", "Keep one.")
        else:
            fields[key], lines[key] = match["value"].strip(), number
    return fields, lines, body


def _date(value: str, line: int, complain) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        what = f"'{value[:60]}' is no date" if value else "there is no date"
        complain(line, what, f"Write it so: {_EXAMPLE}")
        return None

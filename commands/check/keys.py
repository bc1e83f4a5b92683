"""What is wrong with the keys and the plain values of a front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from commands.check.front_matter import Field
from commands.check.languages import is_language
from commands.check.rules import Rules
from commands.check.source import Source
from commands.problem import WARNING, Problem

_COMMON = {"title", "summary", "slug", "status", "lang", "template", "modified", "was", "image"}
KEYS = {
    "article": _COMMON
    | {"date", "topics", "reviewed", "related", "question", "situation", "asked"}
    | {"answers", "tags", "id", "author", "authors"},
    "page": _COMMON | {"date", "author", "authors", "url", "save_as"},
}
NEEDS = {"article": ("title", "date", "topics", "summary"), "page": ("title", "summary")}
STATUSES = ("published", "draft", "hidden", "skip")
EXAMPLES = {
    "title": "Title: Ask for feedback you can use",
    "date": "Date: 2026-11-22 09:00",
    "topics": "Topics: interviewing",
    "summary": "Summary: One sentence under 160 characters.",
}
SUMMARY_TO_WRITE = "To be written: one sentence under 160 characters."
LONGEST = {"title": 120, "summary": 300, "situation": 50}
_PLAIN = (
    "title",
    "summary",
    "question",
    "situation",
    "asked",
    "author",
    "authors",
    "tags",
    "answers",
)
_MARKUP = re.compile(r"<[a-zA-Z!/?]")
_KEY = re.compile(r"\s*(?P<key>[A-Za-z_-]+)\s*[:=]")
# A line that its author meant as a key: with quotes, blanks, another program's or another colon.
_LIKE_KEY = re.compile(
    r"[\W_]*(?:the )?(?P<key>[A-Za-z]+)[\W_]{0,3}(?:[:=：﹕∶꞉]|\s)", re.IGNORECASE
)
_OTHER_COLON = re.compile(r"[^\n:]{0,20}(?P<colon>[：﹕∶꞉])")
_MANY = 10  # after so many unknown keys, one more line says how many there are


def check_keys(source: Source, rules: Rules) -> Iterator[Problem]:
    """Yield what is missing, unknown or there twice, and values that can't be meant."""
    if not source.text.strip():
        yield source.problem(1, "the file is empty.", "Write the article or remove the file.")
        return
    if problem := _other_form(source):
        yield problem
        return
    if not source.fields:
        yield _no_front_matter(source)
        return
    misspelt: set[str] = set()
    if ending := _cut_short(source, misspelt):
        yield ending
    yield from _check_names(source, misspelt)
    for key in NEEDS[source.kind]:
        field = source.field(key)
        if (field is None or not field.value) and key not in misspelt:
            line = field.line if field else 1
            what = f"{key.capitalize()} is missing."
            yield source.problem(line, what, f"Add a line such as {EXAMPLES[key]}")
    for field in source.fields:
        yield from _check_value(source, field, rules)
    is_meant = source.kind == "article" and source.status(rules.now) not in ("draft", "skip")
    if is_meant and not any(map(str.strip, source.text.split("\n")[source.body_line - 1 :])):
        what = "there is no text below the front matter."
        cure = "Write it, or add a line Status: draft until you do."
        yield source.problem(source.body_line, what, cure, WARNING)


def _other_form(source: Source) -> Problem | None:
    """Front matter in a form that other programs read, and this site does not."""
    first = source.text.lstrip().split("\n", 1)[0].strip()
    form = {"---": "YAML", "+++": "TOML", "{": "JSON", ";;;": "JSON"}.get(first)
    if form is None:
        return None
    what = f"this front matter is {form}, as other programs write it."
    cure = (
        f"Take out the lines {first}, and write each key as {EXAMPLES['title']}: no quotes, "
        "no brackets, several values with commas between, an empty line after the last key."
    )
    return source.problem(1, what, cure)


def _no_front_matter(source: Source) -> Problem:
    lines = source.text.split("\n")
    number, text = next((i, text) for i, text in enumerate(lines, 1) if text.strip())
    match = _KEY.match(text)
    if number > 1 and match:
        what = f"{match['key']} has to stand on the first line, and stands on line {number}."
        return source.problem(1, what, "Take out the empty lines above it.")
    if match := _OTHER_COLON.match(text):
        what = f"there is no front matter: '{match['colon']}' is the colon of another keyboard."
        return source.problem(number, what, f"Type : as in {EXAMPLES['title']}")
    what = "there is no front matter on the first line."
    return source.problem(1, what, f"Begin with {EXAMPLES['title']}")


def _cut_short(source: Source, misspelt: set[str]) -> Problem | None:
    """The line that ends the front matter although more keys follow; these go into `misspelt`."""
    lines = source.text.split("\n")
    at = source.body_line - 1
    last = source.fields[-1]
    blank = at > last.line + last.value.count("\n")
    known = {field.key for field in source.fields}
    rest = [_LIKE_KEY.match(line) for line in lines[at : at + 12]]
    later = {match["key"].lower() for match in rest if match} & set(NEEDS[source.kind]) - known
    if not later:
        return None
    misspelt |= later
    if blank:
        keys = ", ".join(sorted(key.capitalize() for key in later))
        what = f"an empty line ends the front matter, and more follows it: {keys}."
        return source.problem(at, what, "Take the empty line out.")
    what = f"'{_short(lines[at].strip())}' is not written as a key, so the front matter ends here."
    key = rest[0]["key"].lower() if rest[0] else next(iter(sorted(later)))
    return source.problem(at + 1, what, f"Write it as {EXAMPLES.get(key, EXAMPLES['topics'])}")


def _check_names(source: Source, misspelt: set[str]) -> Iterator[Problem]:
    keys = KEYS[source.kind]
    seen: dict[str, int] = {}
    unknown = 0
    for field in source.fields:
        if field.key in seen:
            what = f"'{field.key}' stands here and in line {seen[field.key]}."
            yield source.problem(field.line, what, "Keep one of the two.")
        elif field.key not in keys:
            unknown += 1
            if unknown <= _MANY:
                meant = get_close_matches(field.key, sorted(keys), n=1, cutoff=0.6)
                misspelt.update(meant)
                what = f"the key '{_short(field.key)}' is not known."
                yield source.problem(field.line, what, _advice(meant, keys))
        seen.setdefault(field.key, field.line)
    if unknown > _MANY:
        what = f"{unknown - _MANY:,} more keys of this file are not known."
        yield source.problem(1, what, "Leave an empty line between the keys and the text.")


def _advice(meant: list[str], keys: set[str]) -> str:
    if meant:
        return f"Did you mean {meant[0].capitalize()}?"
    return f"Take it out, or use one of {', '.join(sorted(keys))}."


def _check_value(source: Source, field: Field, rules: Rules) -> Iterator[Problem]:
    key, value = field.key, field.value
    if key in _PLAIN and _MARKUP.search(value):
        what = f"there is HTML in {key.capitalize()}."
        yield source.problem(field.line, what, "Write plain words; < on its own is &lt;.")
    if len(value) > LONGEST.get(key, 10_000):
        what = f"{key.capitalize()} has {len(value)} characters; the limit is"
        cure = "Shorten it."
        yield source.problem(field.line, f"{what} {LONGEST.get(key, 10_000)}.", cure, WARNING)
    if key == "summary" and value == SUMMARY_TO_WRITE and source.status(rules.now) != "draft":
        what = "the Summary is still the one that stood here from the beginning."
        yield source.problem(field.line, what, "Say in one sentence what readers will know then.")
    if key == "status" and value.lower() not in STATUSES:
        meant = get_close_matches(value.lower(), STATUSES, n=1)
        cure = f"Did you mean {meant[0]}?" if meant else f"Use one of {', '.join(STATUSES)}."
        yield source.problem(field.line, f"the status '{_short(value)}' is not known.", cure)
    if key == "lang" and value and not is_language(value):
        cure = "Write a code such as en, de or pt-BR, or take the line out."
        yield source.problem(field.line, f"there is no language '{_short(value)}'.", cure)
    if key == "template" and value and rules.templates is not None:
        yield from _check_template(source, field, rules.templates)


def _check_template(source: Source, field: Field, templates: frozenset[str]) -> Iterator[Problem]:
    if f"{field.value}.html" not in templates:
        pages = sorted(name.removesuffix(".html") for name in templates if "/" not in name)
        what = f"the theme has no template '{_short(field.value)}'."
        yield source.problem(field.line, what, f"Take the line out, or use {', '.join(pages)}.")


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:59]}…"

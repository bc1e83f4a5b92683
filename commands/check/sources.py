"""What is wrong in the sources: the front matter and the links of articles and pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote, urlsplit

from commands.check.front_matter import Field, read_front_matter
from commands.problem import Problem, as_typed

_COMMON = {"title", "summary", "slug", "status", "lang", "template", "modified", "was", "image"}
ARTICLE_KEYS = _COMMON | {
    *("date", "topics", "reviewed", "related", "question", "answers", "tags", "id"),
    *("author", "authors"),
}
PAGE_KEYS = _COMMON | {"date", "author", "authors", "url", "save_as"}
ARTICLE_NEEDS = ("title", "date", "topics", "summary")
PAGE_NEEDS = ("title", "summary")
STATUSES = ("published", "draft", "hidden", "skip")
EXAMPLES = {
    "title": "Title: Ask for feedback you can use",
    "date": "Date: 2026-11-22 09:00",
    "topics": "Topics: interviewing",
    "summary": "Summary: One sentence under 160 characters.",
}
_TAG = re.compile(r"<[a-zA-Z!/]")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LINK = re.compile(r"\{(?P<what>\w+)\}(?P<target>[^\s)\"'>]+)")


@dataclass(frozen=True)
class Source:
    """A source file that could be read: its path, text and front matter."""

    path: Path
    text: str
    fields: tuple[Field, ...]
    body_line: int

    def field(self, key: str) -> Field | None:
        return next((field for field in self.fields if field.key == key), None)

    @property
    def slug(self) -> str:
        field = self.field("slug")
        return field.value if field and field.value else self.path.stem

    def problem(self, line: int, what: str, cure: str) -> Problem:
        return Problem(as_typed(self.path), line, what, cure)


def check_sources(content: Path) -> list[Problem]:
    """Return every problem in the articles and pages of the folder `content`, in order of place."""
    problems: list[Problem] = []
    kinds = {"articles": (ARTICLE_KEYS, ARTICLE_NEEDS), "pages": (PAGE_KEYS, PAGE_NEEDS)}
    for folder, (keys, needs) in kinds.items():
        sources, unread = _read_all(content / folder)
        problems += unread
        for source in sources:
            problems += _check_front_matter(source, keys, needs)
            problems += _check_links(source, content)
        problems += _check_slugs(sources)
    return sorted(problems)


def _read_all(folder: Path) -> tuple[list[Source], list[Problem]]:
    sources, problems = [], []
    for path in sorted(folder.rglob("*.md")):
        raw = path.read_bytes()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            what = f"byte {error.start} is not UTF-8."
            cure = "Save the file again with the encoding UTF-8."
            problems.append(Problem(as_typed(path), line, what, cure))
        else:
            sources.append(Source(path, text, *read_front_matter(text)))
    return sources, problems


def _check_front_matter(source: Source, keys: set[str], needs: Iterable[str]) -> Iterator[Problem]:
    if not source.text.strip():
        yield source.problem(1, "the file is empty.", "Write the article or remove the file.")
        return
    if not source.fields:
        yield source.problem(
            1, "there is no front matter on the first line.", f"Begin with {EXAMPLES['title']}"
        )
        return
    seen: dict[str, int] = {}
    misspelt: set[str] = set()
    for field in source.fields:
        if field.key not in keys:
            meant = get_close_matches(field.key, sorted(keys), n=1, cutoff=0.6)
            misspelt.update(meant)
            yield source.problem(
                field.line, f"the key '{field.key}' is not known.", _advice(meant, keys)
            )
        if field.key in seen:
            yield source.problem(
                field.line,
                f"'{field.key}' stands here and in line {seen[field.key]}.",
                "Keep one of the two.",
            )
        seen.setdefault(field.key, field.line)
    for key in needs:
        field = source.field(key)
        if (field is None or not field.value) and key not in misspelt:
            line = field.line if field else 1
            yield source.problem(
                line, f"{key.capitalize()} is missing.", f"Add a line such as {EXAMPLES[key]}"
            )
    yield from _check_values(source)


def _advice(meant: list[str], keys: set[str]) -> str:
    if meant:
        return f"Did you mean {meant[0].capitalize()}?"
    return f"Take it out, or use one of {', '.join(sorted(keys))}."


def _check_values(source: Source) -> Iterator[Problem]:
    for field in source.fields:
        if field.key in ("date", "modified", "reviewed") and field.value:
            yield from _check_date(source, field)
        if field.key == "status" and field.value.lower() not in STATUSES:
            yield source.problem(
                field.line,
                f"the status '{field.value}' is not known.",
                f"Use one of {', '.join(STATUSES)}.",
            )
        if field.key in ("title", "summary", "question") and _TAG.search(field.value):
            yield source.problem(
                field.line,
                f"there is HTML in {field.key.capitalize()}.",
                "Write plain words; < on its own is &lt;.",
            )
        if field.key == "slug" and field.value and not _SLUG.fullmatch(field.value):
            yield source.problem(
                field.line,
                f"'{field.value}' can't be an address.",
                "Use lower-case letters, digits and hyphens.",
            )


def _check_date(source: Source, field: Field) -> Iterator[Problem]:
    cure = "Write it as 2026-11-22 or 2026-11-22 09:00."
    if not re.match(r"\d{4}-\d\d-\d\d", field.value):
        yield source.problem(field.line, f"'{field.value}' is not a date that can be read.", cure)
        return
    try:
        datetime.fromisoformat(field.value)
    except ValueError as error:
        yield source.problem(field.line, f"there is no date '{field.value}': {error}.", cure)


def _check_links(source: Source, content: Path) -> Iterator[Problem]:
    """Check what `{filename}` and `{static}` name, before Pelican meets it without a line number."""
    lines = source.text.splitlines()
    for number, line in enumerate(lines[source.body_line - 1 :], source.body_line):
        for match in _LINK.finditer(line):
            target = unquote(urlsplit(match["target"]).path)
            if match["what"] not in ("filename", "static", "attach"):
                yield source.problem(
                    number,
                    f"'{{{match['what']}}}' is no kind of link.",
                    "Use {filename} for an article or page and {static} for a picture.",
                )
                continue
            base = content if target.startswith("/") else source.path.parent
            if not (base / target.lstrip("/")).is_file():
                known = [path.name for path in content.rglob("*") if path.is_file()]
                close = get_close_matches(Path(target).name, known, n=1)
                hint = f"Did you mean {close[0]}?" if close else "Mend the name."
                yield source.problem(
                    number, f"the link leads to {target}, which does not exist.", hint
                )


def _check_slugs(sources: Iterable[Source]) -> Iterator[Problem]:
    """Two files with one slug would share their comments, and in one month their address."""
    first: dict[tuple[str, str], Source] = {}
    for source in sources:
        lang = source.field("lang")
        key = source.slug.casefold(), lang.value if lang else ""
        other = first.setdefault(key, source)
        if other is not source:
            field = source.field("slug")
            yield source.problem(
                field.line if field else 1,
                f"{as_typed(other.path)} has the slug '{source.slug}' too.",
                "Rename this file, or give it another Slug.",
            )

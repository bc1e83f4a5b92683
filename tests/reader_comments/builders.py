"""The smallest things that a test about comments can be about."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from reader_comments.comment import Comment, Submission
from reader_comments.reading import Rules
from reader_comments.rendering import renderer

MARKDOWN = {"extensions": ["fenced_code", "nl2br", "sane_lists"]}
RULES = Rules(render=renderer(MARKDOWN), timezone=UTC)


@dataclass(eq=False)
class FakeArticle:
    """An article with just what comments ask of it."""

    slug: str = "keep-the-faith"
    lang: str = "en"
    in_default_lang: bool = True
    source_path: str = ""
    title: str = "Keep the faith!"
    url: str = "2026/11/keep-the-faith.html"
    save_as: str = "2026/11/keep-the-faith.html"
    translations: list[Any] = field(default_factory=list)


def comment(
    id: str = "1", day: int = 1, author: str = "Robin", html: str = "<p>Yes.</p>"
) -> Comment:
    return Comment(id, author, datetime(2026, 11, day, tzinfo=UTC), "", Markup(html), False)


def submission(id: str, day: int = 1, parent: str = "", pending: bool = False) -> Submission:
    said = None if pending else comment(id, day)
    return Submission(id, f"{id}.md", parent=parent, parent_line=3, pending=pending, comment=said)


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write `files`, by their paths below `folder`; return `folder`."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def text_of(body: str = "Yes.", **keys: str) -> str:
    """Return a comment file with these keys beside the required ones."""
    keys = {"Author": "Robin", "Date": "2026-11-23 14:30", **keys}
    return "\n".join([*(f"{key}: {value}" for key, value in keys.items()), "", body])

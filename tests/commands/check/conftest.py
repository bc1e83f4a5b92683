"""A small site of sources, and what the checks say of it."""

from pathlib import Path

import pytest

from commands.check.rules import Rules
from commands.check.source import Source
from commands.check.sources import check_sources

GOOD = "Title: {0}\nDate: 2026-11-22 09:00\nTopics: x\nSummary: One.\n\n[b]({{filename}}b.md)\n"


@pytest.fixture
def content(tmp_path, monkeypatch):
    """A content folder with two good articles and a page; tests overwrite one."""
    monkeypatch.chdir(tmp_path)
    for folder in ("articles", "pages", "images"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "content/images/line.png").write_bytes(b"")
    for slug in "ab":
        text = GOOD.format(slug.upper())
        (tmp_path / f"content/articles/{slug}.md").write_text(text, encoding="utf-8")
    (tmp_path / "content/pages/about.md").write_text(
        "Title: A\nSummary: B\n\nC\n", encoding="utf-8"
    )
    return tmp_path / "content"


@pytest.fixture
def problems(content):
    """Return what the checks say of the folder, each problem as its line."""

    def problems(**rules):
        return list(map(str, check_sources(Rules(content, **rules))))

    return problems


@pytest.fixture
def change(content):
    """Put one text for another in the article a.md."""

    def change(old, new):
        path = content / "articles/a.md"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.fixture
def article():
    """Return a source with complete front matter (5 lines) and this body."""

    def article(body, **fields):
        lines = "".join(f"{key.capitalize()}: {value}\n" for key, value in fields.items())
        head = "Title: A\nDate: 2026-11-22\nTopics: x\nSummary: One.\n"
        return Source(Path("a.md"), "article", f"{head}{lines}\n{body}")

    return article

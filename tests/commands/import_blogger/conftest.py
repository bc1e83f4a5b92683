import csv
from pathlib import Path

import pytest
from pelican.settings import read_settings

from commands.check.rules import rules_of
from commands.import_blogger import Wishes, importing

ROOT = Path(__file__).parents[3]
CATALOGUE = """
[[topic]]
slug = "cooking"
name = "Cooking"
summary = "Soup, bread, and what to do with an onion."

[[topic]]
slug = "gardens"
name = "Gardens"
summary = "Roses, earthworms and rain."
"""


class Site:
    """A site of two topics, into which exports are brought."""

    def __init__(self, content: Path, desk: Path) -> None:
        self.content, self._desk = content, desk
        content.mkdir()
        (content / "topics.toml").write_text(CATALOGUE)

    def bring(self, export: bytes | Path, **wishes):
        """Import `export`, and return the account."""
        if isinstance(export, bytes):
            path = self._desk / "feed.atom"
            path.write_bytes(export)
            export = path
        settings = read_settings(str(ROOT / "publishconf.py"), override={"PATH": str(self.content)})
        return importing.import_export(export, settings, rules_of(settings), Wishes(**wishes))

    def read(self, file: str) -> str:
        return (self.content / file).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Return every file by its name."""
        return {
            path.relative_to(self.content).as_posix(): path.read_bytes()
            for path in sorted(self.content.rglob("*"))
            if path.is_file()
        }

    def became(self) -> dict[str, str]:
        """Return what became of each entry, by the last part of its id."""
        rows = csv.DictReader(self.read("blogger/entries.csv").splitlines())
        return {row["id"].rpartition("-")[2]: row["became"] for row in rows}


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "content", tmp_path)

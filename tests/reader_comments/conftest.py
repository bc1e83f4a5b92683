from pathlib import Path

import pytest
from pelican import Pelican
from pelican.plugins import signals
from pelican.settings import read_settings

from reader_comments import generator
from tests.reader_comments.builders import write


@pytest.fixture(autouse=True)
def working_directory(tmp_path, monkeypatch):
    """Paths in messages are relative to where one stands."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def build(tmp_path):
    """Return a function that builds a site of `files` in a folder of its own: the output folder."""

    def built(files: dict[str, str], folder: str = "site", **settings) -> Path:
        site = write(tmp_path / folder, {f"content/{name}": text for name, text in files.items()})
        override = {
            "PATH": str(site / "content"),
            "OUTPUT_PATH": str(site / "output"),
            "SITEURL": "https://example.org",
            "TIMEZONE": "UTC",
            "PLUGINS": ["reader_comments"],
            **settings,
        }
        Pelican(read_settings(override=override)).run()
        return site / "output"

    yield built
    signals.initialized.disconnect(generator.prepare)
    signals.generator_init.disconnect(generator.offer_templates)
    signals.get_generators.disconnect(generator.generators)
    signals.content_written.disconnect(generator.place_under_article)

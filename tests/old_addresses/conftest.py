from pathlib import Path

import pytest
from pelican import Pelican
from pelican.plugins import signals
from pelican.settings import read_settings

from old_addresses import generator
from tests.old_addresses.builders import write


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Return a function that builds a site of `files` in a folder of its own: the output folder.

    Paths in messages are relative to where one stands, which is above that folder.
    """
    monkeypatch.chdir(tmp_path)

    def built(files: dict[str, str], folder: str = "site", **settings) -> Path:
        site = write(tmp_path / folder, {f"content/{name}": text for name, text in files.items()})
        override = {
            "PATH": str(site / "content"),
            "OUTPUT_PATH": str(site / "output"),
            "SITEURL": "https://example.org",
            "TIMEZONE": "UTC",
            "THEME": "simple",
            "PAGE_URL": "{slug}/",
            "PAGE_SAVE_AS": "{slug}/index.html",
            "PLUGINS": ["old_addresses"],
            **settings,
        }
        Pelican(read_settings(override=override)).run()
        return site / "output"

    yield built
    signals.initialized.disconnect(generator.prepare)
    signals.get_generators.disconnect(generator.generators)

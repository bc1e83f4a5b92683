"""Stylesheets, scripts, fonts and pictures of a theme under names that carry their content's hash.

    {{ asset("css/main.css") }}  -->  theme/css/main.3f2a1b9c0d4e.css

A stylesheet is bundled with all it imports and made small; what its `url(...)` name is published
too. A file that no page asks for is not published. A host may tell browsers to keep such a file for
ever: a changed file has another name.
"""

from pathlib import Path

from pelican.plugins import signals

from .assets import Assets


def register() -> None:
    """Give the templates of a Pelican run the function `asset`."""
    signals.initialized.connect(_add_function)


def _add_function(pelican) -> None:
    assets = Assets(
        source=Path(pelican.settings["THEME"]) / "static",
        output=Path(pelican.settings["OUTPUT_PATH"]),
        folder=pelican.settings["THEME_STATIC_DIR"],
    )
    # A new mapping: the settings of two runs may share the site's own.
    pelican.settings["JINJA_GLOBALS"] = {**pelican.settings["JINJA_GLOBALS"], "asset": assets.url}

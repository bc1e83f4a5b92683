"""Stylesheets, scripts, fonts and pictures of a theme under names that carry their content's hash.

    {{ asset("css/main.css") }}  -->  theme/css/main.3f2a1b9c0d4e.css

A stylesheet is bundled with all it imports and made small; what its `url(...)` name is published
too. A file that no page asks for is not published. A host may tell browsers to keep such a file for
ever: a changed file has another name.

    <script>{{ inline("js/copy.js") }}</script>

A small file may stand in the page itself, which spares a request; `INLINE_ASSETS` names those that may.
"""

from pathlib import Path

from pelican.plugins import signals

from .assets import Assets
from .inline import Inline


def register() -> None:
    """Give the templates of a Pelican run the functions `asset` and `inline`."""
    signals.initialized.connect(_add_functions)


def _add_functions(pelican) -> None:
    settings = pelican.settings
    assets = Assets(
        source=Path(settings["THEME"]) / "static",
        output=Path(settings["OUTPUT_PATH"]),
        folder=settings["THEME_STATIC_DIR"],
    )
    inline = Inline(assets.content, settings.get("INLINE_ASSETS", ()))
    # New mappings: the settings of two runs may share the site's own.
    functions = {"asset": assets.url, "inline": inline}
    settings["JINJA_GLOBALS"] = {**settings["JINJA_GLOBALS"], **functions}
    settings["SECURITY_POLICY_INLINE"] = inline.sources()

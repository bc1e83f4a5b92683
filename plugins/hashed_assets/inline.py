"""Small files that stand in the page itself, and what a security policy has to say for them."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Collection
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PLAIN = "'/:=;,()@!*-._~"  # what an address of data may hold as it is, in double quotes


class Inline:
    """A function for templates: `inline("js/copy.js")` is the text of that script, and
    `inline("images/icon.svg")` a `data:` address, both ready to stand in the page.

    `content` gives the bytes of a file by its name; `names` are the files that may stand in a page.
    """

    def __init__(self, content: Callable[[str], bytes], names: Collection[str]) -> None:
        self._content = content
        self._names = names
        self._made: dict[str, Markup] = {}

    def __call__(self, name: str) -> Markup:
        """Return what stands in the page for the file `name`.

        Raises ValueError for one that the policy would not know, or that would end its element.
        """
        if name not in self._names:
            raise ValueError(
                f"inline({name!r}): add it to INLINE_ASSETS, so that the policy knows it."
            )
        if name not in self._made:
            text = self._content(name).decode()
            self._made[name] = _script(name, text) if _is_script(name) else _address(text)
        return self._made[name]

    def sources(self) -> dict[str, list[str]]:
        """Return what a security policy has to allow besides, by its directive."""
        scripts = [f"'sha256-{_digest(self(name))}'" for name in self._names if _is_script(name)]
        pictures = [] if all(map(_is_script, self._names)) else ["data:"]
        allowed = {"script-src": scripts, "img-src": pictures}
        return {directive: sources for directive, sources in allowed.items() if sources}


def _is_script(name: str) -> bool:
    return Path(name).suffix == ".js"


def _script(name: str, text: str) -> Markup:
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise ValueError(
            f"{name}: '</script' or '<!--' would end it in a page. Write it otherwise."
        )
    return Markup(text)


def _address(svg: str) -> Markup:
    """Return a picture in SVG as an address: its comments left out, its quotes made single."""
    words = " ".join(_COMMENT.sub("", svg).replace('"', "'").split())
    return Markup(
        "data:image/svg+xml," + quote(re.sub(r"(?<=[>{};]) | (?=[<{}])", "", words), _PLAIN)
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

"""What stands on a page in place of an author's `<img>`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from .markup import Attributes, tag
from .picture import TYPES, Form, Shown, height_at

ROOT = "responsive-pictures:"
"""Stands for the way to the root of the site until Pelican knows from where."""


class TagWriter:
    """Writes the pictures of one article or page: `shown` by address, `forms` the plain one last."""

    def __init__(
        self, shown: Mapping[str, Shown], forms: Mapping[Path, Sequence[Form]], sizes: str
    ) -> None:
        self._shown, self._forms, self._sizes = shown, forms, sizes
        self._first = True

    def replace(self, attributes: Attributes, within: bool) -> str | None:
        """Return what stands in place of one `<img>`; None leaves it as it is."""
        first, self._first = self._first, False
        shown = self._shown.get(attributes.get("src") or "")
        if shown is None or within or "srcset" in attributes:
            return None
        *smaller, plain = self._forms[shown.path]
        image: dict[str, str | int | None] = {**attributes, "src": f"{ROOT}/{plain.url}"}
        widest = max(form.width for form in (*smaller, plain))
        own_width = _number(attributes.get("width"))
        own_height = _number(attributes.get("height"))
        if own_height and not own_width:
            own_width = max(1, round(shown.picture.width * own_height / shown.picture.height))
        width = own_width or widest
        image |= {"width": width, "height": own_height or height_at(shown.picture, width)}
        if not first:
            image.setdefault("loading", "lazy")
        image.setdefault("decoding", "async")
        sizes = f"(max-width: {width}px) 100vw, {width}px" if own_width else self._sizes
        sources = [
            _source(form, [each for each in smaller if each.format == form], sizes)
            for form in dict.fromkeys(each.format for each in smaller)
        ]
        img = tag("img", image)
        return f"<picture>{''.join(sources)}{img}</picture>" if sources else img


def _source(form: str, forms: Sequence[Form], sizes: str) -> str:
    if len(forms) == 1:
        return tag("source", {"type": TYPES[form], "srcset": f"{ROOT}/{forms[0].url}"})
    srcset = ", ".join(f"{ROOT}/{each.url} {each.width}w" for each in forms)
    return tag("source", {"type": TYPES[form], "srcset": srcset, "sizes": sizes})


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and int(text) else None

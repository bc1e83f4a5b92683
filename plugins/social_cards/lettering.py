"""Letters: which font has them, how wide they are, and drawing them where they belong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_REFERENCE = 1000  # pixels to the em: advances measured so have no rounding worth the name
_ABSENT = "\U0010fffe"  # no font has it
_HANGING = "“‘„«‹\"'"
_ONE_BY_ONE = ["-liga", "-clig"]  # letters are set so: no two may become one


class Lettering:
    """Text in one weight of a family of font files.

    A letter comes from the first of `fonts` that has it; without fonts, Pillow's own draws all.
    `weight` counts where a font is variable. `tracking` is what is added between letters, in em.
    """

    def __init__(self, fonts: Sequence[Path], weight: int, tracking: float = 0.0) -> None:
        self._fonts = tuple(fonts) or (None,)
        self._weight = weight
        self._tracking = tracking
        # Caches of this instance alone: they go when it goes.
        self._face = cache(self._open)
        self._font_of = cache(self._find_font)
        self._pair = cache(self._measure_pair)
        self._inset = cache(self._measure_inset)

    def lacks(self, text: str) -> str:
        """Return the letters of `text` that no font has."""
        return "".join(
            dict.fromkeys(c for c in text if not c.isspace() and self._font_of(c) is None)
        )

    def width(self, text: str) -> float:
        """Return how wide `text` is, in em."""
        return sum(self._step(a, b) for a, b in _pairs(text))

    def hang(self, text: str) -> float:
        """Return how far an opening quote at the start of `text` hangs out of its line, in em."""
        return self._step(text[0], text[1]) if len(text) > 1 and text[0] in _HANGING else 0.0

    def draw(self, mask: Image.Image, x: float, baseline: float, text: str, size: float) -> None:
        """Draw `text` on `mask`, the ink of its first letter at `x`; a quote hangs out."""
        draw = ImageDraw.Draw(mask)
        at = x - (self.hang(text) + self._bearing(text)) * size
        for letter, following in _pairs(text):
            if not letter.isspace():
                face = self._face(self._font_of(letter), size)
                draw.text((at, baseline), letter, 255, face, anchor="ls", features=_features(face))
            at += self._step(letter, following) * size

    def _step(self, letter: str, following: str) -> float:
        return self._pair(letter, following) + self._tracking

    def _bearing(self, text: str) -> float:
        """Return the space before the ink of the first letter that does not hang."""
        letter = next((c for c in text if c not in _HANGING), " ")
        return 0.0 if letter.isspace() else self._inset(letter)

    def _measure_inset(self, letter: str) -> float:
        face = self._face(self._font_of(letter), _REFERENCE)
        mask, (offset, _) = face.getmask2(letter, "L", anchor="ls")
        return (offset + (mask.getbbox() or (0,))[0]) / _REFERENCE

    def _measure_pair(self, letter: str, following: str) -> float:
        """Return how far after `letter` the `following` one begins, in em, kerning included."""
        font = self._font_of(letter)
        face = self._face(font, _REFERENCE)
        if not following or self._font_of(following) != font:
            return face.getlength(letter, features=_features(face)) / _REFERENCE
        both = face.getlength(letter + following, features=_features(face))
        return (both - face.getlength(following, features=_features(face))) / _REFERENCE

    def _find_font(self, letter: str) -> int | None:
        """Return which font has `letter`, by its place; spaces are in every font."""
        if letter.isspace():
            return 0
        for place in range(len(self._fonts)):
            face = self._face(place, _REFERENCE // 10)
            if _ink(face, letter) != _ink(face, _ABSENT):
                return place
        return None

    def _open(self, place: int | None, size: float) -> ImageFont.FreeTypeFont:
        path = self._fonts[place or 0]
        if path is None:
            # Pillow comes with FreeType.
            return ImageFont.load_default(size)  # type: ignore[return-value]
        face = ImageFont.truetype(path, size)
        try:
            axes = face.get_variation_axes()
        except OSError:  # not a variable font
            return face
        face.set_variation_by_axes([self._along(axis) for axis in axes])
        return face

    def _along(self, axis: dict) -> float:
        if axis["name"] not in (b"Weight", "Weight"):
            return axis["default"]
        return min(max(self._weight, axis["minimum"]), axis["maximum"])


def _features(face: ImageFont.FreeTypeFont) -> list[str] | None:
    return _ONE_BY_ONE if face.layout_engine == ImageFont.Layout.RAQM else None


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each letter of `text` with the one after it, the last with none."""
    return ((letter, text[place + 1 : place + 2]) for place, letter in enumerate(text))


def _ink(face: ImageFont.FreeTypeFont, letter: str) -> tuple[tuple[int, int], bytes]:
    mask = face.getmask(letter)
    return mask.size, bytes(mask)

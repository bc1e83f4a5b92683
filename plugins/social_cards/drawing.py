"""Draws a card: words and a design in, the bytes of a small PNG out. The only file that draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw

from .card import Design, Words
from .lettering import Lettering
from .wrapping import Room, fitted

# Measures for a card 1,200 pixels wide; other sizes are drawn to the same plan.
_PLAN_WIDTH = 1200
_MARGIN = 80
_NAME_BASELINE, _NAME_SIZE = 104, 32
_TITLE_TOP, _TITLE_SIZES, _TIGHT = 150, tuple(range(100, 43, -4)), 1.1
_UNDER_SIZES, _LOOSE, _UNDER_GAP = (38, 34, 30), 1.3, 54
_LINE_FROM_FOOT, _WITHOUT_LABEL = 172, 122
_TRACK, _STOP, _RING, _HALO, _END = 11, 19, 7, 9, 23  # radii, but for the two widths of strokes
_LABEL_DROP, _LABEL_SIZE = 84, 40
_TRACKED = {"title": 1, "under": 0, "label": 0.5, "name": 0.5}  # large letters stand closer
_CAP_HEIGHT = 0.72  # of the em: from the baseline to the top of a capital

_SMOOTH = 8  # a disc is drawn so much larger, then reduced
_LEVELS = 16  # steps from ground to ink: enough for the eye, few enough for a palette


@dataclass(frozen=True)
class _Block:
    """Lines of one size, one `step` below the other."""

    lines: tuple[str, ...]
    size: float
    step: float

    @property
    def depth(self) -> float:
        """From the top of the first line's capitals to the last baseline."""
        return self.size * _CAP_HEIGHT + self.step * (len(self.lines) - 1) if self.lines else 0


class Drawing:
    """Draws cards of one design."""

    def __init__(self, design: Design) -> None:
        self._design = design
        self._unit = design.size[0] / _PLAN_WIDTH
        self._faces = {
            name: Lettering(design.fonts, weight, design.tracking * _TRACKED[name])
            for name, weight in design.weights.items()
        }
        self._disc = cache(_disc)  # a cache of this drawing alone

    def lacks(self, words: Words) -> str:
        """Return the letters of `words` that no font of the design has."""
        return self._faces["title"].lacks(f"{words.title}{words.under}{words.label}{words.site}")

    def draw(self, words: Words) -> bytes:
        """Return a PNG of the card that says `words`."""
        card = Image.new("RGB", self._design.size, self._design.colors["ground"])
        self._write(card, "name", "second", _MARGIN, _NAME_BASELINE, words.site, _NAME_SIZE)
        foot = self._design.size[1] / self._unit
        line = foot - (_LINE_FROM_FOOT if words.label else _WITHOUT_LABEL)
        self._write_title(card, words, line - 62 if words.stops else foot - _MARGIN)
        if words.stops:
            self._draw_line(card, line, words)
        return _png(card, self._design.colors.values())

    def _write_title(self, card: Image.Image, words: Words, bottom: float) -> None:
        """Write the title and the sentence under it, in the middle of the room that they have."""
        width, height = _PLAN_WIDTH - 2 * _MARGIN, bottom - _TITLE_TOP
        under = self._set("under", words.under, Room(width, height / 2, _UNDER_SIZES, _LOOSE))
        below = under.depth + _UNDER_GAP if words.under else 0
        title = self._set("title", words.title, Room(width, height - below, _TITLE_SIZES, _TIGHT))
        top = _TITLE_TOP + (height - below - title.depth) / 2
        self._write_lines(card, "title", "ink", top, title)
        self._write_lines(card, "under", "second", top + title.depth + _UNDER_GAP, under)

    def _set(self, face: str, text: str, room: Room) -> _Block:
        size, lines = fitted(text, room, self._faces[face].width, self._faces[face].hang)
        return _Block(lines, size, size * room.leading)

    def _write_lines(self, card: Image.Image, face: str, color: str, top, block: _Block) -> None:
        for number, text in enumerate(block.lines):
            baseline = top + block.size * _CAP_HEIGHT + number * block.step
            self._write(card, face, color, _MARGIN, baseline, text, block.size)

    def _draw_line(self, card: Image.Image, y: float, words: Words) -> None:
        """Draw the line, from the edge of the card to its last stop, and the label of this one."""
        first, last = _MARGIN + _STOP + _RING / 2, _PLAN_WIDTH - _MARGIN - _END - _RING / 2
        step = (last - first) / max(1, words.stops - 1)
        small = min(1.0, step / (3 * _STOP))  # where there are many stops
        draw = ImageDraw.Draw(card)
        draw.rectangle(self._scaled(0, y - _TRACK / 2, last, y + _TRACK / 2), self._color("line"))
        for stop in range(words.stops):
            x, here = last - (words.stops - 1 - stop) * step, stop in words.here
            end = stop == words.stops - 1
            ring = "ink" if end else "line"
            radius = (_END if end else _STOP) * small
            if here:
                self._dot(card, x, y, radius + (_RING / 2 + _HALO) * small, "halo")
            self._dot(card, x, y, radius + _RING / 2 * small, ring)
            if end or not here:
                self._dot(card, x, y, radius - _RING / 2 * small, "end" if end else "stop")
        if words.label and words.here:
            stop = words.here[0]
            radius = (_END if stop == words.stops - 1 else _STOP) + _RING / 2
            left = last - (words.stops - 1 - stop) * step - radius * small
            width = self._faces["label"].width(words.label) * _LABEL_SIZE
            left = max(_MARGIN, min(left, _PLAN_WIDTH - _MARGIN - width))
            self._write(card, "label", "line", left, y + _LABEL_DROP, words.label, _LABEL_SIZE)

    def _write(self, card, face: str, color: str, x, baseline, text: str, size) -> None:
        """Write one line, on a mask no larger than it needs to be."""
        top = int((baseline - size * 1.2) * self._unit)
        mask = Image.new("L", (card.width, int(size * 1.7 * self._unit)))
        unit = self._unit
        self._faces[face].draw(mask, x * unit, baseline * unit - top, text, size * unit)
        card.paste(self._color(color), (0, top), _in_levels(mask))

    def _dot(self, card: Image.Image, x: float, y: float, radius: float, color: str) -> None:
        x, y, radius = x * self._unit, y * self._unit, radius * self._unit
        left, top = int(x - radius) - 1, int(y - radius) - 1
        mask = self._disc(round(x - left, 3), round(y - top, 3), round(radius, 3))
        card.paste(self._color(color), (left, top), mask)

    def _color(self, name: str) -> str:
        return self._design.colors[name]

    def _scaled(self, *measures: float) -> list[int]:
        left, top, right, bottom = (round(measure * self._unit) for measure in measures)
        return [left, top, right - 1, bottom - 1]  # Pillow counts the last pixel in


def _disc(x: float, y: float, radius: float) -> Image.Image:
    """Return a mask with a disc round (x, y), its edge smooth."""
    side = int(radius * 2) + 4
    large = Image.new("L", (side * _SMOOTH, side * _SMOOTH))
    box = [(at + sign * radius) * _SMOOTH for sign in (-1, 1) for at in (x, y)]
    ImageDraw.Draw(large).ellipse(box, 255)
    return _in_levels(large.reduce(_SMOOTH))


def _in_levels(mask: Image.Image) -> Image.Image:
    step = 255 / (_LEVELS - 1)
    return mask.point([round(round(value / step) * step) for value in range(256)])


def _png(card: Image.Image, colors: Iterable[str]) -> bytes:
    """Return `card` as a PNG with a palette; the `colors` of the design stay exactly as they are."""
    exact = [ImageColor.getrgb(color) for color in colors]
    between: list[tuple[int, ...]] = [
        color
        for _, color in sorted(card.getcolors(card.width * card.height), reverse=True)
        if all(_far_apart(color, other) for other in exact)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for color in [*exact, *between][:256] for value in color])
    file = BytesIO()
    card.quantize(palette=palette, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _far_apart(color: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Say whether Pillow, which looks colours up in cells of a few levels, keeps the two apart."""
    return max(abs(a - b) for a, b in zip(color, other, strict=True)) > 10

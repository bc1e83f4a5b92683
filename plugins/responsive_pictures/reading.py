"""What a file is and how large it is shown, from its first bytes."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from xml.etree import ElementTree

from .picture import DRAWING, MOVING, STILL, Picture, Unreadable

_SIDEWAYS = (5, 6, 7, 8)  # what EXIF calls a picture that lies on its side
_ORIENTATION = 0x0112
_EXACT = {"PNG", "GIF", "BMP", "TIFF"}
_LENGTH = re.compile(r"\s*([0-9.]+)\s*(px|pt|pc|mm|cm|in|q)?\s*", re.IGNORECASE)
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_PIXELS["q"] = _PIXELS["mm"] / 4
_NO_PICTURE = (
    "is not a picture that can be read.",
    "Save it again as JPEG, PNG, WebP, AVIF, GIF or SVG.",
)


def read_picture(content: bytes, suffix: str, largest: int) -> Picture:
    """Return what the file `content`, whose name ends with `suffix`, shows.

    Raises Unreadable for what is no picture and for one of more than `largest` pixels.
    """
    return _read_svg(content) if suffix == ".svg" else _read_pixels(content, largest)


def _read_pixels(content: bytes, largest: int) -> Picture:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our limit is lower
            image = Image.open(BytesIO(content))
            width, height = image.size
            if width * height > largest:
                raise Image.DecompressionBombError
            sideways = image.getexif().get(_ORIENTATION) in _SIDEWAYS
            moving = getattr(image, "n_frames", 1) > 1 and image.format != "TIFF"
    except Image.DecompressionBombError as error:
        raise Unreadable(
            f"has more than {largest / 1e6:g} million pixels.",
            "Make it smaller: 2,400 pixels across are plenty.",
        ) from error
    except Exception as error:  # Pillow's readers raise anything on damaged files
        raise Unreadable(*_NO_PICTURE) from error
    return Picture(
        *((height, width) if sideways else (width, height)),
        kind=MOVING if moving else STILL,
        exact=image.format in _EXACT,
        clear=image.has_transparency_data,
    )


def _read_svg(content: bytes) -> Picture:
    try:
        _, root = next(ElementTree.iterparse(BytesIO(content), events=["start"]))
    except (ElementTree.ParseError, StopIteration, ValueError, LookupError) as error:
        raise Unreadable(*_NO_PICTURE) from error
    if root.tag.rpartition("}")[2] != "svg":
        raise Unreadable(*_NO_PICTURE)
    width, height = (_pixels(root.get(name)) for name in ("width", "height"))
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        _, _, across, down = map(float, box)
    except ValueError:
        across = down = 0.0
    if across > 0 and down > 0:
        width = width or (height * across / down if height else across)
        height = height or width * down / across
    if not width or not height:
        raise Unreadable(
            "does not say how large it is.", 'Give its <svg> a viewBox, such as "0 0 600 400".'
        )
    return Picture(max(1, round(width)), max(1, round(height)), DRAWING)


def _pixels(length: str | None) -> float:
    match = _LENGTH.fullmatch(length or "")
    try:
        return float(match[1]) * _PIXELS[(match[2] or "").lower()] if match else 0.0
    except ValueError:
        return 0.0


def tells_more(content: bytes) -> bool:
    """Say whether a picture holds more than what it shows: where, when and with what it was taken."""
    return any(mark in content for mark in _TELLING)


# How EXIF, XMP and notes begin in the formats of pictures. One that is there by chance costs a
# needless cleaning and no more.
_TELLING = (
    *(b"Exif\0", b"http://ns.adobe.com/xap", b"Photoshop 3.0", b"eXIf", b"tEXt", b"iTXt", b"zTXt"),
    *(b"EXIF", b"XMP ", b"application/rdf+xml", b"MM\0*", b"II*\0", b"\xff\xfe\0"),
)

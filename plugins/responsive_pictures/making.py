"""Makes pictures: the bytes of one in, those of a smaller one out. The only file that decodes one."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from .picture import Picture, Unreadable, height_at

# One thread each: the bytes must not depend on how many processors a machine has.
_AVIF = {"format": "AVIF", "speed": 6, "max_threads": 1}
_WEBP = {"format": "WEBP", "method": 6}
_JPEG = {"format": "JPEG", "progressive": True, "optimize": True}


def upright(content: bytes) -> Image.Image:
    """Return the picture in `content`, the right way up, in sRGB, with nothing but its pixels.

    Raises Unreadable where the file is cut short or damaged.
    """
    try:
        image = Image.open(BytesIO(content))
        image.load()
        image = ImageOps.exif_transpose(image)
        profile = image.info.get("icc_profile")
        clear = image.has_transparency_data
        if image.mode.startswith(("I", "F")):
            image = image.convert("F").point(lambda value: value / 256).convert("L")
        if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
            image = _in_srgb(image, profile)
        image = image.convert("RGBA" if clear else "RGB")
    except Exception as error:  # Pillow's readers raise anything on damaged files
        raise Unreadable(
            "is damaged: it can't be read to its end.", "Save or copy it again."
        ) from error
    image.info = {}
    return image


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError):  # a profile that is none: the colours as they are
        return image


def made(image: Image.Image, picture: Picture, width: int, form: str, quality: int) -> bytes:
    """Return `image`, which `picture` describes, at `width` in the format `form`.

    `form` is "avif", "webp", "jpg" or "png"; `quality` goes to 100. What is exact is kept so in WebP
    where that makes a smaller file than the other way does.
    """
    small = image
    if width != image.width:
        small = image.resize((width, height_at(picture, width)), Image.Resampling.LANCZOS)
    if form == "avif":
        return _saved(small, **_AVIF, quality=quality)
    if form == "webp":
        lossy = _saved(small, **_WEBP, quality=quality)
        return (
            min(lossy, _saved(small, **_WEBP, lossless=True), key=len) if picture.exact else lossy
        )
    if form == "png":
        return _saved(small, format="PNG", optimize=True)
    return _saved(small, **_JPEG, quality=quality)


def cleaned(content: bytes) -> bytes:
    """Return the picture in `content` in its own format and size, with nothing but its pixels."""
    image = upright(content)
    form = Image.open(BytesIO(content)).format
    if form in ("JPEG", "MPO"):
        return _saved(image, **_JPEG, quality=92)
    if form == "WEBP":
        return _saved(image, **_WEBP, quality=92)
    if form == "AVIF":
        return _saved(image, **_AVIF, quality=85)
    return _saved(image, format=form)


def _saved(image: Image.Image, **options) -> bytes:
    file = BytesIO()
    image.save(file, **options)
    return file.getvalue()

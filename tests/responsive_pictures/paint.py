"""Pictures made on the fly for the tests of this folder."""

from io import BytesIO

from PIL import Image

GPS = 0x8825
ORIENTATION = 0x0112


def picture(width=900, height=600, form="JPEG", mode="RGB", color=None, **options) -> bytes:
    """Return the bytes of a picture with a gradient, so that it has something to press."""
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    if color is not None:
        image = Image.new(mode, (width, height), color)
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def photograph(width=900, height=600, orientation=1, **options) -> bytes:
    """Return a JPEG as a telephone writes it: with a place, and perhaps on its side."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[1] = "N"
    exif[0x010F] = "Maker of telephones"
    return picture(width, height, exif=exif, **options)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))

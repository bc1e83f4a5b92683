from io import BytesIO

import pytest
from PIL import Image, ImageCms

from responsive_pictures.making import cleaned, made, upright
from responsive_pictures.picture import Picture, Unreadable
from responsive_pictures.reading import tells_more
from tests.responsive_pictures.paint import opened, photograph, picture

FORMS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG", "png": "PNG"}


@pytest.mark.parametrize(("form", "name"), FORMS.items())
def test_each_form_has_the_width_asked_for_and_tells_nothing(form, name):
    source = photograph(900, 600, orientation=6)

    result = opened(content := made(upright(source), Picture(600, 900), 300, form, 70))

    assert (result.format, result.size) == (name, (300, 450))
    assert not tells_more(content)
    assert "icc_profile" not in result.info


@pytest.mark.parametrize("form", FORMS)
def test_the_same_picture_gives_the_same_bytes(form):
    source, plan = photograph(), Picture(900, 600)

    assert made(upright(source), plan, 480, form, 60) == made(upright(source), plan, 480, form, 60)


def test_a_picture_is_turned_the_right_way_up():
    source = Image.new("RGB", (40, 20), "white")
    source.paste("black", (0, 0, 20, 20))  # the left half
    exif = Image.Exif()
    exif[0x0112] = 6  # the left half is the top
    file = BytesIO()
    source.save(file, "JPEG", exif=exif, quality=95)

    result = upright(file.getvalue())

    assert result.size == (20, 40)
    assert result.getpixel((10, 5)) < (60, 60, 60)
    assert result.getpixel((10, 35)) > (200, 200, 200)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16", "RGBA"])
def test_every_kind_of_pixel_becomes_one_that_browsers_show(mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    content = picture(50, 40, form, "I;16" if mode == "I;16" else mode)

    image = upright(content)

    assert image.mode == ("RGBA" if mode in ("LA", "RGBA") else "RGB")
    assert made(image, Picture(50, 40), 50, "webp", 70)


def test_a_grey_of_sixteen_bits_stays_that_grey():
    assert upright(picture(4, 4, "PNG", "I;16", color=0x8000)).getpixel((0, 0)) == (128,) * 3


def test_colours_of_another_profile_come_out_in_srgb():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    assert upright(picture(4, 4, color="red", icc_profile=profile)).getpixel((0, 0))[0] > 240
    assert upright(picture(4, 4, color="red", icc_profile=b"none")).getpixel((0, 0))[0] > 240


def test_flat_drawings_in_pixels_are_kept_exactly_where_that_is_smaller():
    flat = upright(picture(300, 200, "PNG", color="teal"))

    exact = made(flat, Picture(300, 200, exact=True), 300, "webp", 70)

    assert opened(exact).convert("RGB").getcolors() == [(300 * 200, (0, 128, 128))]


def test_a_file_that_is_cut_short_is_refused():
    with pytest.raises(Unreadable, match="damaged"):
        upright(photograph()[:2000])


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_cleaned_original_is_the_same_picture_without_its_story(form):
    exif = Image.Exif()
    exif[0x010F] = "Maker of telephones"
    content = picture(form=form, exif=exif)

    clean = cleaned(content)

    assert (opened(clean).format, opened(clean).size) == (form, (900, 600))
    assert b"Maker of telephones" in content
    assert b"Maker of telephones" not in clean

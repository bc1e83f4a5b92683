import pytest
from PIL import Image

from responsive_pictures.picture import DRAWING, MOVING, STILL, Picture, Unreadable
from responsive_pictures.reading import read_picture, tells_more
from tests.responsive_pictures.paint import photograph, picture

LARGEST = 40_000_000


def read(content, suffix=".jpg"):
    return read_picture(content, suffix, LARGEST)


def test_a_photograph_has_the_size_in_which_it_is_shown():
    assert read(photograph(900, 600)) == Picture(900, 600, STILL)
    assert read(photograph(900, 600, orientation=6)) == Picture(600, 900, STILL)


def test_a_picture_whose_pixels_count_is_told_from_a_photograph():
    assert read(picture(form="PNG", mode="RGBA"), ".png") == Picture(
        900, 600, STILL, exact=True, clear=True
    )
    assert read(picture(form="WEBP"), ".webp") == Picture(900, 600, STILL)


def test_an_animation_is_seen():
    frames = [Image.new("P", (20, 10), n) for n in range(3)]

    moving = picture(20, 10, "GIF", save_all=True, append_images=frames)

    assert read(moving, ".gif") == Picture(20, 10, MOVING, exact=True)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 600 400"', (600, 400)),
        ('viewBox="0,0,600,400" width="300"', (300, 200)),
        ('viewBox="0 0 600 400" height="100px"', (150, 100)),
        ('width="10cm" height="1in"', (378, 96)),
        ('width="100%" viewBox="0 0 60 30"', (60, 30)),
    ],
)
def test_a_drawing_says_its_size_in_many_ways(attributes, size):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><g/></svg>'.encode()

    assert read(svg, ".svg") == Picture(*size, DRAWING)


def test_a_drawing_without_a_size_is_refused():
    with pytest.raises(Unreadable, match="does not say how large it is"):
        read(b'<svg xmlns="http://www.w3.org/2000/svg"/>', ".svg")


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"", ".jpg"),
        (b"<html>", ".png"),
        (b"\xff\xd8\xff", ".jpg"),
        (b"", ".svg"),
        (b"not xml", ".svg"),
        (b"<html></html>", ".svg"),
        (b'<?xml version="1.0" encoding="no-such"?><svg/>', ".svg"),
    ],
)
def test_what_is_no_picture_is_refused(content, suffix):
    with pytest.raises(Unreadable, match="is not a picture"):
        read(content, suffix)


def test_a_picture_that_is_too_large_is_refused_before_it_is_unpacked():
    with pytest.raises(Unreadable, match="more than 40 million pixels"):
        read(picture(8000, 5001, "PNG", "1", 0), ".png")


def test_an_entity_bomb_is_no_drawing_and_takes_no_time():
    layers = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE svg [<!ENTITY a0 "boom">{layers}]><svg viewBox="&a11;"/>'

    with pytest.raises(Unreadable):
        read(bomb.encode(), ".svg")


def test_what_a_telephone_adds_is_seen():
    assert tells_more(photograph())
    assert not tells_more(picture())
    assert not tells_more(picture(form="PNG"))

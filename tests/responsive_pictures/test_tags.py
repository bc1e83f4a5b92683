from pathlib import Path

import pytest

from responsive_pictures.picture import DRAWING, Form, Picture, Shown
from responsive_pictures.tags import TagWriter

PATH = Path("a.jpg")


def writer(picture, *forms):
    made = [Form(form, width, f"p/a-{width}.{form}") for form, width in forms]
    return TagWriter({"a.jpg": Shown(PATH, picture, "a.md", 1)}, {PATH: made}, "50vw")


@pytest.fixture
def photograph():
    return writer(
        Picture(900, 600),
        *[(form, width) for form in ("avif", "webp") for width in (480, 900)],
        ("jpg", 800),
    )


def root(text):
    return text.replace("ROOT", "responsive-pictures:")


def test_a_photograph_comes_in_every_form_with_its_size(photograph):
    assert photograph.replace({"alt": "A & B", "src": "a.jpg"}, False) == root(
        '<picture><source type="image/avif" srcset="ROOT/p/a-480.avif 480w, ROOT/p/a-900.avif 900w"'
        ' sizes="50vw">'
        '<source type="image/webp" srcset="ROOT/p/a-480.webp 480w, ROOT/p/a-900.webp 900w"'
        ' sizes="50vw">'
        '<img alt="A &amp; B" src="ROOT/p/a-800.jpg" width="900" height="600" decoding="async">'
        "</picture>"
    )


def test_every_picture_but_the_first_waits_until_it_is_near(photograph):
    tags = [photograph.replace({"src": "a.jpg"}, False) for _ in range(3)]

    assert ['loading="lazy"' in tag for tag in tags] == [False, True, True]


def test_what_the_author_asks_for_counts(photograph):
    photograph.replace({"src": "other.jpg"}, False)

    tag = photograph.replace({"src": "a.jpg", "width": "300", "loading": "eager"}, False)

    assert 'width="300" loading="eager" height="200"' in tag
    assert 'sizes="(max-width: 300px) 100vw, 300px"' in tag


def test_a_height_alone_gives_the_width(photograph):
    assert 'height="200" width="300"' in photograph.replace(
        {"src": "a.jpg", "height": "200"}, False
    )


def test_a_small_picture_has_one_form_of_each_format():
    small = writer(Picture(90, 60, exact=True), ("avif", 90), ("webp", 90), ("png", 90))

    assert small.replace({"src": "a.jpg"}, False) == root(
        '<picture><source type="image/avif" srcset="ROOT/p/a-90.avif">'
        '<source type="image/webp" srcset="ROOT/p/a-90.webp">'
        '<img src="ROOT/p/a-90.png" width="90" height="60" decoding="async"></picture>'
    )


def test_a_drawing_stays_itself_with_its_size():
    drawing = writer(Picture(600, 400, DRAWING), ("svg", 600))

    assert drawing.replace({"src": "a.jpg", "alt": "A"}, False) == root(
        '<img src="ROOT/p/a-600.svg" alt="A" width="600" height="400" decoding="async">'
    )


def test_pictures_of_others_and_forms_of_the_authors_own_are_left_alone(photograph):
    assert photograph.replace({"src": "https://elsewhere.example/a.jpg"}, False) is None
    assert photograph.replace({"src": "a.jpg"}, True) is None
    assert photograph.replace({"src": "a.jpg", "srcset": "b.jpg 2x"}, False) is None

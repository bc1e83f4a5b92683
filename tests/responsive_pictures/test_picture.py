import pytest

from responsive_pictures.picture import (
    Fault,
    Picture,
    PictureError,
    height_at,
    suffix_of,
    widths_of,
)

WANTED = (480, 800, 1200, 1600)


@pytest.mark.parametrize(
    ("own", "made"),
    [
        (4000, (480, 800, 1200, 1600)),
        (1600, (480, 800, 1200, 1600)),
        (1000, (480, 800, 1000)),
        (830, (480, 830)),
        (480, (480,)),
        (32, (32,)),
    ],
)
def test_no_form_is_wider_than_the_picture_and_none_almost_as_wide_as_the_widest(own, made):
    assert widths_of(Picture(own, 10), WANTED) == made


def test_the_shape_stays_and_nothing_vanishes():
    assert height_at(Picture(1600, 900), 800) == 450
    assert height_at(Picture(5000, 2), 480) == 1


def test_problems_come_once_each_and_in_order_of_place():
    late, early = Fault("b.md", 3, "Wrong.", "Mend."), Fault("a.md", 9, "Wrong.", "Mend.")

    assert PictureError([late, early, late]).problems == (
        "a.md:9: Wrong. Mend.",
        "b.md:3: Wrong. Mend.",
    )


def test_the_end_of_a_name_is_read_in_small_letters():
    assert suffix_of("images/IMG_0001.JPG") == ".jpg"

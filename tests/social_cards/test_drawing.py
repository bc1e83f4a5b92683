from io import BytesIO

import pytest
from PIL import Image, ImageChops

from social_cards.card import COLORS, WEIGHTS, Design, Words
from social_cards.drawing import Drawing
from tests.conftest import ROOT

FONTS = ROOT / "theme/static/fonts"
SIGNAGE = tuple(sorted(FONTS.glob("signage*.woff2"), key=lambda path: path.stem))
LINE_Y = 630 - 172


def design(**changes):
    return Design(
        **{
            "size": (1200, 630),
            "fonts": SIGNAGE,
            "colors": COLORS,
            "weights": WEIGHTS,
            "tracking": -0.022,
            **changes,
        }
    )


@pytest.fixture(scope="module")
def drawing():
    return Drawing(design())


def drawn(drawing, *args, **kwargs):
    content = drawing.draw(Words(*args, **kwargs))
    return content, Image.open(BytesIO(content)).convert("RGB")


def rgb(name):
    return tuple(int(COLORS[name][at : at + 2], 16) for at in (1, 3, 5))


def ink(image):
    """Where there is anything on a card."""
    ground = Image.new("RGB", image.size, COLORS["ground"])
    return ImageChops.difference(image, ground).getbbox()


@pytest.mark.parametrize("title", ["Resign well", "A long title, with accents: é ł ő " * 8])
def test_a_card_is_a_small_picture_of_the_right_size(drawing, title):
    content, image = drawn(drawing, title, "The site", label="A stop", stops=9, here=(3, 5))

    assert image.size == (1200, 630)
    assert len(content) < 30_000


def test_the_colours_are_those_of_the_design_exactly(drawing):
    _, image = drawn(drawing, "Title", "Site", stops=9, here=(1,))

    used = {color for _, color in image.getcolors(1200 * 630)}
    assert {rgb(name) for name in COLORS} <= used


def test_this_stop_is_filled_and_the_last_has_a_colour_of_its_own(drawing):
    _, image = drawn(drawing, "Title", label="Second", stops=9, here=(1,))

    first, last = 80 + 19 + 3.5, 1200 - 80 - 23 - 3.5
    centres = [image.getpixel((round(first + n * (last - first) / 8), LINE_Y)) for n in range(9)]
    assert centres == [rgb("stop"), rgb("line"), *[rgb("stop")] * 6, rgb("end")]


def test_without_stops_there_is_no_line(drawing):
    _, image = drawn(drawing, "Title", "Site")

    assert rgb("line") not in {color for _, color in image.getcolors(1200 * 630)}


def test_an_opening_quote_hangs_out_and_the_letters_stand_at_the_margin(drawing):
    plain = ink(drawn(drawing, "No")[1])
    quoted = ink(drawn(drawing, "“No”")[1])

    assert plain[0] in (80, 81)
    assert quoted[0] < 60


@pytest.mark.parametrize("stop", [0, 4, 8])
def test_a_label_never_leaves_the_margins(drawing, stop):
    label = "Résumés, letters and applications"

    _, image = drawn(drawing, "", label=label, stops=9, here=(stop,))

    left, _, right, _ = ink(image.crop((0, 500, 1200, 630)))
    assert left >= 79
    assert right <= 1121


def test_a_title_never_leaves_the_card(drawing):
    for title in ("W" * 400, "word " * 500, "“Quoted ” " * 30):
        left, top, right, bottom = ink(drawn(drawing, title)[1])
        assert (left > 20, top > 100, right < 1150, bottom < 600) == (True,) * 4, title


def test_a_letter_that_no_font_has_is_told(drawing):
    assert drawing.lacks(Words("Résumé, Łódź – “yes”\u00a0…")) == ""
    assert drawing.lacks(Words("Да 🙂 да")) == "Да🙂д"


def test_another_size_is_drawn_to_the_same_plan():
    content = Drawing(design(size=(600, 315))).draw(Words("Title", "Site", stops=40, here=(3,)))

    assert Image.open(BytesIO(content)).size == (600, 315)


def test_without_fonts_pillows_own_draws():
    plain = Drawing(design(fonts=()))

    assert ink(drawn(plain, "Title")[1])


def test_a_font_that_is_not_variable_has_one_weight(tmp_path):
    from PIL import ImageFont

    # Pillow's own, as a file
    path = tmp_path / "plain.ttf"
    path.write_bytes(ImageFont.load_default(20).font_bytes)

    assert ink(drawn(Drawing(design(fonts=(path,))), "Title")[1])

import pytest

from social_cards.lettering import Lettering
from tests.conftest import ROOT

FONT = ROOT / "theme/static/fonts/signage.woff2"


@pytest.fixture(scope="module")
def face():
    return Lettering([FONT], 800)


def test_kerning_counts(face):
    assert face.width("AV") < face.width("A") + face.width("V")


def test_tracking_is_added_after_every_letter():
    assert Lettering([FONT], 800, -0.1).width("abc") == pytest.approx(
        Lettering([FONT], 800).width("abc") - 0.3
    )


def test_a_heavier_weight_is_wider():
    assert Lettering([FONT], 400).width("Title") < Lettering([FONT], 800).width("Title")


def test_only_a_quote_that_opens_hangs(face):
    assert face.hang("“No”") == pytest.approx(face.width("“N") - face.width("N"))
    assert face.hang("No”") == 0
    assert face.hang("“") == 0


def test_spaces_are_in_every_font_and_other_letters_are_told(face):
    assert face.lacks("a b\u00a0c\u2009ж") == "ж"

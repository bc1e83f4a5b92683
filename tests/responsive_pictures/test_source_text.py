import pytest

from responsive_pictures.source_text import SourceText

TEXT = """Title: T

![]({static}/images/a.jpg)
text
![x](b%20c.jpg) <img src="d.jpg" alt="">
![again]({static}/images/a.jpg)
"""


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    return SourceText(tmp_path / "a.md")


def test_the_file_is_named_as_a_person_would_type_it(source):
    assert source.file == "a.md"


@pytest.mark.parametrize(
    ("name", "nth", "line"),
    [
        ("/images/a.jpg", 0, 3),
        ("/images/a.jpg", 1, 6),
        ("/images/a.jpg", 7, 6),
        ("b%20c.jpg", 0, 5),
        ("nowhere.jpg", 0, 1),
        ("", 0, 1),
    ],
)
def test_the_line_is_that_of_the_picture(source, name, nth, line):
    assert source.line_of(name, nth) == line


def test_only_html_can_say_that_a_picture_has_nothing_to_tell(source):
    assert source.is_decoration("d.jpg")
    assert not source.is_decoration("{static}/images/a.jpg")


def test_a_file_that_is_gone_has_a_first_line(tmp_path):
    assert SourceText(tmp_path / "gone.md").line_of("a.jpg") == 1

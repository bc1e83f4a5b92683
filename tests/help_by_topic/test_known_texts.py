import pytest

from help_by_topic import known_texts, side_by_side
from help_by_topic.known_texts import KnownTexts, digest_of

HTML = '<p>One <a href="b">link</a>.</p>'


@pytest.fixture
def path(tmp_path):
    known = KnownTexts(tmp_path / "cache/texts")
    known.of(b"1" * 16, lambda: HTML)
    known.keep()
    return tmp_path / "cache/texts"


def nobody():
    raise AssertionError("it is known")


def test_a_text_is_read_once_and_known_after(path):
    for known in (KnownTexts(path), KnownTexts(path)):
        assert known.of(b"1" * 16, nobody) == (digest_of("One link."), ("b",), None)


def test_another_text_is_read(path):
    known = KnownTexts(path)

    assert known.of(b"2" * 16, lambda: "<p>Two</p>") == (digest_of("Two"), (), "Two")
    assert known.of(b"2" * 16, nobody) == (digest_of("Two"), (), None)


def test_texts_that_are_read_ahead_by_several_processes_are_not_read_again(path, monkeypatch):
    monkeypatch.setattr(side_by_side, "processors", lambda: 2)
    monkeypatch.setattr(
        side_by_side, "_is_alone", lambda: True
    )  # whatever other tests left running
    monkeypatch.setattr(known_texts, "_FEWEST", 1)
    known = KnownTexts(path)
    known.read_ahead([(b"1" * 16, nobody), (b"2" * 16, lambda: "<p>Two"), (b"3" * 16, lambda: "3")])

    assert known.of(b"1" * 16, nobody).words is None
    assert known.of(b"2" * 16, nobody) == (digest_of("Two"), (), "Two")
    assert known.of(b"3" * 16, nobody) == (digest_of("3"), (), "3")


def test_what_nobody_asked_for_is_forgotten(path):
    known = KnownTexts(path)
    known.of(b"2" * 16, lambda: HTML)
    known.keep()

    with pytest.raises(AssertionError):
        KnownTexts(path).of(b"1" * 16, nobody)


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff", b"0\n[1, {}]"])
def test_damage_costs_time_and_nothing_else(path, harm):
    path.write_bytes(harm)

    assert KnownTexts(path).of(b"1" * 16, lambda: HTML).hrefs == ("b",)


def test_other_code_knows_nothing(path, monkeypatch):
    monkeypatch.setattr(known_texts, "_version", lambda: "other")

    with pytest.raises(AssertionError):
        KnownTexts(path).of(b"1" * 16, nobody)


def test_where_nothing_can_be_written_texts_are_read(tmp_path):
    (tmp_path / "file").write_text("in the way")
    known = KnownTexts(tmp_path / "file/texts")
    known.of(b"1" * 16, lambda: HTML)
    known.keep()

import pytest

from commands import swap


def folder(path, text):
    path.mkdir()
    (path / "page.html").write_text(text)
    return path


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_new_folder_takes_the_place_of_the_old_and_nothing_is_left_over(
    tmp_path, monkeypatch, can_exchange
):
    if not can_exchange:  # as on a system without such a call
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    place, new = folder(tmp_path / "output", "old"), folder(tmp_path / ".new", "new")

    swap.put_in_place(new, place)

    assert [path.name for path in tmp_path.iterdir()] == ["output"]
    assert (place / "page.html").read_text() == "new"


def test_the_first_folder_has_nothing_to_replace(tmp_path):
    swap.put_in_place(folder(tmp_path / ".new", "new"), tmp_path / "output")

    assert (tmp_path / "output/page.html").read_text() == "new"


def test_a_swap_cut_off_between_its_two_steps_is_taken_back(tmp_path):
    folder(swap.aside(tmp_path / "output"), "old")

    swap.recover(tmp_path / "output")

    assert (tmp_path / "output/page.html").read_text() == "old"


def test_a_swap_cut_off_while_cleaning_up_keeps_the_new(tmp_path):
    folder(swap.aside(tmp_path / "output"), "old")
    folder(tmp_path / "output", "new")

    swap.recover(tmp_path / "output")

    assert (tmp_path / "output/page.html").read_text() == "new"
    assert not swap.aside(tmp_path / "output").exists()

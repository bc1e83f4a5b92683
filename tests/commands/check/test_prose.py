import pytest

from commands.check.prose import without_code


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("a `b` c", "a     c"),
        ("a ``b ` b`` c", "a           c"),
        ("a ` b\n\nc ` d", "a ` b\n\nc ` d"),
        ("a ` b\nc ` d", "a    \n    d"),
        ("```\n[x](y)\n```\nz\n", "   \n      \n   \nz\n"),
        ("~~~ py\na\n```\nb\n~~~\nc", "      \n \n   \n \n   \nc"),
        ("x\n\n    code\ny", "x\n\n        \ny"),
        ("x\n    still x\n", "x\n    still x\n"),
        ("- item\n\n    its text\n", "- item\n\n    its text\n"),
        ('!!! note "N"\n    its text\n', '!!! note "N"\n    its text\n'),
    ],
)
def test_code_is_blanked_out_and_every_position_stays(text, prose):
    assert without_code(text).text == prose


def test_the_front_matter_and_a_fence_that_nothing_ends_are_found():
    prose = without_code("Title: `x\n\na\n```py\nb\n", 11)

    assert (prose.text, prose.open_fence) == ("         \n\na\n     \n \n", 13)
    assert prose.fences == ((13, "py"),)


def test_ten_thousand_runs_of_ticks_take_no_time():
    text = "".join("`" * (number % 300) + "a " for number in range(10_000))

    assert len(without_code(text).text) == len(text)

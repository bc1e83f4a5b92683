import os

import pytest

from commands.check.rendering import check_rendering, is_suspicious
from tests.conftest import ROOT

SETTINGS = {"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html"}


def test_no_article_of_this_site_is_suspicious():
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "content").rglob("*.md")]

    assert [is_suspicious(text) for text in texts] == [False] * len(texts)


@pytest.mark.parametrize(
    "body",
    [
        "[" * 5_000,
        "![" * 2_000,
        "> " * 200 + "x",
        "".join("    " * depth + "* x\n" for depth in range(60)),
        "word\n" * 2_000,
        "<b>" * 2_000,
        "a " * 2_000,
    ],
)
def test_what_is_long_or_deep_is_suspicious(body):
    assert is_suspicious(body)


def test_a_text_that_would_take_minutes_is_given_up_and_the_next_one_still_tried(article):
    before = os.times()

    slow = article("[" * 40_000 + "\n")
    good = article("Good words. " * 4_000 + "\n")
    found = [str(problem) for problem in check_rendering([slow, good, slow], SETTINGS, seconds=2)]

    assert [line[:63] for line in found] == [
        "a.md:6: turning this text into a page takes longer than 2 secon"
    ] * 2
    # Of the processor, not on the clock: a busy machine must not fail a test.
    assert os.times().children_user - before.children_user < 8


def test_what_markdown_itself_complains_of_is_handed_on(article):
    settings = {**SETTINGS, "extension_configs": {"no_such_extension": {}}}

    (problem,) = check_rendering([article("word\n" * 2_000)], settings)

    assert (
        "can't be done (ModuleNotFoundError: No module named 'no_such_extension')" in problem.what
    )

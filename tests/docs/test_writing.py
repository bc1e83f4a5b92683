"""docs/writing.md promises what becomes of each of its examples; here a real build keeps the promises.

A block of Markdown, a whole `article` or a `comment` is followed by lines <!-- becomes: SELECTOR | TEXT -->,
which nobody sees who reads the manual: one such element has this text. `nothing` means no page.
"""

import re

import pytest
from bs4 import BeautifulSoup
from invoke import Collection

import tasks
from commands.check.keys import KEYS
from tests.conftest import ROOT, copy_of_the_site, run_build
from tests.content.collection import day_after_all

MANUAL = (ROOT / "docs/writing.md").read_text(encoding="utf-8")
_EXAMPLE = re.compile(
    r"^```(?P<kind>markdown|article|comment)\n(?P<text>.*?)^```\n"
    r"(?P<promises>(?:<!-- becomes: [^\n]* -->\n)+)",
    re.MULTILINE | re.DOTALL,
)
_PROMISE = re.compile(r"<!-- becomes: (?P<selector>.*?)(?: \| (?P<text>.*))? -->")
EXAMPLES = [match.groupdict() for match in _EXAMPLE.finditer(MANUAL)]
NOW = day_after_all()
# The manual shows an article that is to come: in whatever year this is read.
TO_COME = ("2027-01-02", f"{NOW.year + 1}-01-02")
HEAD = "Title: Example {}\nDate: 2026-11-20 09:00\nTopics: networking\nSummary: One.\n\n"


def file_of(number):
    return f"example-{number}"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of a site with an article of every example."""
    root = copy_of_the_site(tmp_path_factory.mktemp("manual") / "project")
    articles = root / "content/articles"
    for number, example in enumerate(EXAMPLES):
        text = example["text"].replace(*TO_COME)
        if example["kind"] == "comment":
            folder = root / "content/comments" / file_of(number)
            folder.mkdir(parents=True)
            (folder / "1.md").write_text(text, encoding="utf-8")
            text = "Words.\n"
        head = "" if example["kind"] == "article" else HEAD.format(number)
        (articles / f"{file_of(number)}.md").write_text(head + text, encoding="utf-8")
    result = run_build(root, SOURCE_DATE_EPOCH=str(int(NOW.timestamp())))
    assert result.returncode == 0, result.stderr
    return root / "output"


def test_every_example_has_a_promise():
    shown = re.findall(r"^```(?:markdown|article|comment)$", MANUAL, re.MULTILINE)

    assert len(EXAMPLES) == len(shown) >= 15


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_becomes_what_the_manual_promises(built, number):
    pages = list(built.rglob(f"{file_of(number)}.html"))
    promises = list(_PROMISE.finditer(EXAMPLES[number]["promises"]))
    if promises[0]["selector"] == "nothing":
        assert pages == []
        return

    page = BeautifulSoup(pages[0].read_text(encoding="utf-8"), "html.parser")

    for promise in promises:
        found = [
            " ".join(element.get_text().split()) for element in page.select(promise["selector"])
        ]
        assert found, promise["selector"]
        assert promise["text"] is None or promise["text"] in found


def test_the_manual_names_every_key_that_an_author_needs():
    named = {key.lower() for key in re.findall(r"`([A-Z]\w+)`", MANUAL)}
    for_others = {"lang", "template", "tags", "id", "author", "authors", "slug", "answers"}

    assert KEYS["article"] - for_others - named == set()


def test_the_tasks_that_the_manual_names_are_there():
    named = set(re.findall(r"\./invoke ([a-z.-]+)", MANUAL))

    assert named - set(Collection.from_module(tasks).task_names) == set()


def test_the_manual_is_read_in_ten_minutes():
    assert len(re.sub(r"<!--.*?-->", "", MANUAL).split()) <= 2000


def test_the_days_of_the_examples_are_past_but_the_one_that_is_to_come():
    days = re.findall(r"^Date: (\S+)", MANUAL.replace(*TO_COME), re.MULTILINE)

    assert [day for day in days if day > f"{NOW:%Y-%m-%d}"] == [TO_COME[1]]

from pathlib import Path

import pytest

from commands.check.keys import check_keys
from commands.check.languages import is_language
from commands.check.rules import Rules
from commands.check.source import Source

RULES = Rules(Path("content"), templates=frozenset({"article.html", "page.html", "macros/x.html"}))


def said(text):
    return list(map(str, check_keys(Source(Path("a.md"), "article", text), RULES)))


@pytest.mark.parametrize(("first", "form"), [("---", "YAML"), ("+++", "TOML"), ("{", "JSON")])
def test_the_front_matter_of_other_programs_is_explained_in_one_message(first, form):
    (line,) = said(f"{first}\ntitle: x\ntags: [a, b]\n{first}\n\nWords\n")

    assert line.startswith(f"a.md:1: this front matter is {form}, as other programs write it. ")
    assert "write each key as Title: Ask for feedback" in line


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"lang": "pt-BR"}, None),
        ({"lang": "xx-klingon"}, "there is no language 'xx-klingon'. Write a code such as en"),
        ({"template": "article"}, None),
        (
            {"template": "nosuch"},
            "the theme has no template 'nosuch'. Take the line out, or use art",
        ),
        ({"author": "<img src=x onerror=alert(1)>"}, "there is HTML in Author. Write plain words"),
        ({"question": "Is 3 < 4?"}, None),
        ({"tags": "<!--"}, "there is HTML in Tags."),
        ({"asked": "Fired? <b>Sacked?</b>"}, "there is HTML in Asked."),
        ({"save_as": "index.html"}, "the key 'save_as' is not known."),
        ({"status": "Draft"}, None),
        ({"status": "later"}, "the status 'later' is not known. Use one of published, draft"),
    ],
)
def test_a_value_is_understood_or_said_to_be_wrong(article, fields, problem):
    found = list(map(str, check_keys(article("Words\n", **fields), RULES)))

    assert bool(found) == bool(problem)
    assert all(line.startswith(f"a.md:5: {problem}") for line in found), found


def test_of_five_thousand_unknown_keys_ten_are_named_and_the_rest_counted():
    text = "Title: A\nDate: 2026-11-22\nTopics: x\nSummary: One.\n"

    found = said(text + "".join(f"Key{number}: v\n" for number in range(5000)) + "\nWords.\n")

    assert len(found) == 11
    assert found[-1].startswith("a.md:1: 4,990 more keys of this file are not known.")


def test_the_summary_that_new_wrote_is_good_enough_for_a_draft_only(article):
    from commands.check.keys import SUMMARY_TO_WRITE

    text = f"Title: A\nDate: 2026-11-22\nTopics: x\nSummary: {SUMMARY_TO_WRITE}\n"

    assert said(text + "Status: draft\n") == []
    assert [line[:43] for line in said(text + "\nWords.\n")] == [
        "a.md:4: the Summary is still the one that s"
    ]


@pytest.mark.parametrize(
    ("tag", "is_one"),
    [("en", True), ("zh-Hant-TW", True), ("EN", False), ("xx", False), ("en-", False), ("", False)],
)
def test_a_language_is_known_by_its_code(tag, is_one):
    assert is_language(tag) is is_one

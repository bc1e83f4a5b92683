from pathlib import Path

import pytest

from commands.check.addresses import check_address, check_between
from commands.check.source import Source


def source(name, kind="article", **fields):
    text = "".join(f"{key.capitalize()}: {value}\n" for key, value in fields.items())
    return Source(Path(name), kind, f"{text}\nWords\n")


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (source("good-name.md"), None),
        (source("x.md", slug=""), None),
        (source("x.md", slug="/tmp/abs"), "x.md:1: '/tmp/abs' can't be an address."),
        (source("x.md", slug="Caps"), "x.md:1: 'Caps' can't be an address."),
        (source("x.md", slug="index"), "x.md:1: the address 'index' is taken"),
        (source("con.md"), "con.md:1: the address 'con' is taken"),
        (source("x.md", slug="a" * 300), "x.md:1: the slug 'aaaaaaaaaaaaa"),
        (source("With space.md"), "With space.md:1: the file name 'With space' can't be an address. "
         "Rename it to with-space.md."),
        (source("..md"), "..md:1: the file name '.' can't be an address. Rename it with letters"),
        (source("help.md", "page"), "help.md:1: the address 'help' is taken"),
        (source("2024.md", "page"), "2024.md:1: the address '2024' is that of a year."),
        (source("p.md", "page", save_as="p/name.html"), None),
        (source("p.md", "page", save_as="/tmp/x.html"), "p.md:1: '/tmp/x.html' is no path inside"),
        (source("p.md", "page", save_as="a/../../x"), "p.md:1: 'a/../../x' is no path inside"),
        (source("p.md", "page", save_as="index.html"), "p.md:1: 'index.html' is taken"),
    ],
)  # fmt: skip
def test_an_address_is_good_or_said_to_be_wrong(file, problem):
    found = list(map(str, check_address(file)))

    assert bool(found) == bool(problem)
    assert all(line.startswith(problem) for line in found), found


def test_slugs_that_are_equal_or_differ_in_capitals_and_equal_titles_are_told():
    first = source("a.md", title="One thing", slug="cover-letter")
    capitals = source("b.md", title="Another", slug="Cover-Letter")
    same_title = source("c.md", title="ONE  thing")
    skipped = source("d.md", title="One thing", slug="cover-letter", status="skip")
    translated = source("e.md", title="Eins", slug="cover-letter", lang="de")

    assert list(map(str, check_between([first, capitals, same_title, skipped, translated]))) == [
        "b.md:2: a.md has the slug 'cover-letter' too, different only in small and capital letters. "
        "Rename this file, or give it another Slug.",
        "c.md:1: warning: a.md has this title too. "
        "Give one of them another, so that readers can tell them apart.",
    ]

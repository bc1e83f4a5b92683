from pathlib import Path

import pytest

from old_addresses.reading import addresses_in, line_of, moved, read_redirects
from old_addresses.rule import TEMPORARY, Problem, Rule

CURE = 'Write "/old" = "/new", or "/old" = { to = "/new", temporary = true }'


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def read(text, encoding="utf-8"):
        Path("redirects.toml").write_text(text, encoding=encoding)
        return read_redirects(tmp_path / "redirects.toml")

    return read


def test_each_pair_is_a_rule_that_knows_its_line(read):
    text = (
        "# where things were\n"
        '"/a" = "/b"\n'
        "\n"
        "'/c' = { to = \"/d\", temporary = true }\n"
        '"/e" = { to = "/f" }\n'
        '["/g"]\n'
        'to = "/h"\n'
    )

    assert read(text) == (
        [
            Rule("/a", "/b", file="redirects.toml", line=2),
            Rule("/c", "/d", TEMPORARY, "redirects.toml", 4),
            Rule("/e", "/f", file="redirects.toml", line=5),
            Rule("/g", "/h", file="redirects.toml", line=6),
        ],
        [],
    )


def test_no_file_and_an_empty_one_have_no_rules(read, tmp_path):
    assert read_redirects(tmp_path / "nothing.toml") == ([], [])
    assert read("# nothing yet\n", "utf-8-sig") == ([], [])


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('"/a" = 1\n', 1, "what follows '/a' is not an address in quotes"),
        ('\n"/a" = ""\n', 2, "'/a' leads nowhere"),
        ('"/a" = { too = "/b" }\n', 1, "'/a' has the key 'too', which means nothing here"),
        ('"/a" = { temporary = true }\n', 1, "'/a' has no 'to'"),
        (
            '"/a" = { to = "/b", temporary = "yes" }\n',
            1,
            "'temporary' of '/a' is neither true nor false",
        ),
        ('a = ["/b"]\n', 1, "what follows 'a' is not an address in quotes"),
    ],
)
def test_an_entry_that_is_no_rule_is_refused(read, text, line, what):
    assert read(text) == ([], [Problem("redirects.toml", line, what, f"{CURE}.")])


def test_what_is_no_toml_is_refused_with_its_line(read):
    _, (twice,) = read('"/a" = "/b"\n"/a" = "/c"\n')
    _, (bare,) = read('"/a" = "/b"\n/c = "/d"\n')
    _, (open_end,) = read('"/a" = "/b"\n"/c" = "')
    _, (bytes_,) = read('"/\u00e9" = "/b"\n', "latin-1")

    assert (twice.line, twice.what) == (2, "Cannot overwrite a value")
    assert bare.line == 2
    assert open_end.line == 2
    assert str(bytes_) == ("redirects.toml:1: this is not UTF-8. Save it again with that encoding.")


def test_addresses_come_with_commas_on_lines_or_as_a_list():
    assert addresses_in("/a, /b\n/c,") == ("/a", "/b", "/c")
    assert addresses_in(["/a, /b", "/c"]) == ("/a", "/b", "/c")
    assert addresses_in(" ") == ()


def test_an_old_address_of_an_article_knows_its_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("Title: A\nWas: /b, /b/c\n     /d\nSummary: /d\n\nWas: /e\n")

    assert list(moved(tmp_path / "a.md", "was", ["/b, /b/c", "/d"], "/a/")) == [
        Rule("/b", "/a/", file="a.md", line=2),
        Rule("/b/c", "/a/", file="a.md", line=2),
        Rule("/d", "/a/", file="a.md", line=3),
    ]


def test_the_line_is_that_of_the_whole_address():
    topic = ['slug = "networking"', 'was = ["net", "networks"]', 'synonyms = ["net"]']
    rest = [":title: A", ":was: /ab,", "      /a"]

    assert line_of(topic, "was", "networks") == 2
    assert line_of(rest, "was", "/a") == 3
    assert line_of(rest, "was", "/x") == 2
    assert line_of([], "was", "/x") == 1

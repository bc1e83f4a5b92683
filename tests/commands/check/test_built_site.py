import pytest

from build_cache import Shelf
from commands.check.built_site import check_site


@pytest.fixture
def output(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("index.html", "help/index.html", "2026/11/a.html"):
        path = tmp_path / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('<h2 id="here">A</h2>', encoding="utf-8")
    (tmp_path / "output/feed.atom").write_text("", encoding="utf-8")
    return tmp_path / "output"


def broken(output, page, link, address="https://example.org", sources=None):
    (output / page).write_text(f'\n<a href="{link}">x</a>', encoding="utf-8")
    return list(map(str, check_site(output, address, sources or {})))


@pytest.mark.parametrize(
    "link",
    [
        "../../help/",
        "../../help/index.html",
        "../../index.html#here",
        "../../",
        "../../feed.atom",
        "../../help/#here",
        "/help/",
        "https://example.org/help/",
        "https://example.org",
        "https://elsewhere.example/gone",
        "mailto:a@example.org",
        "",
        "#top",
    ],
)
def test_a_link_that_leads_somewhere_is_no_problem(output, link):
    assert broken(output, "2026/11/a.html", link) == []


@pytest.mark.parametrize(
    "link",
    [
        "../../gone/",
        "../../gone.html",
        "../../2026/",
        "../../help/#gone",
        "#gone",
        "../../../outside.html",
        "../../feed.atom/",
        "https://example.org/gone",
    ],
)
def test_a_link_that_leads_nowhere_is_named_with_page_and_line(output, link):
    assert broken(output, "2026/11/a.html", link) == [
        f"output/2026/11/a.html:2: the link to '{link}' leads nowhere on this site. "
        "Mend the address, or take the link out."
    ]


def test_the_line_in_the_source_is_named_where_there_is_one(output, tmp_path):
    source = tmp_path / "a.md"
    source.write_text("Title: A\n\n[x](gone/)\n", encoding="utf-8")

    (problem,) = broken(output, "2026/11/a.html", "gone/", sources={"2026/11/a.html": source})

    assert problem.startswith("a.md:3: the link to 'gone/' leads nowhere")


def test_under_a_path_only_links_below_it_are_the_sites_own(output):
    address = "https://example.org/some/path"

    assert broken(output, "2026/11/a.html", "/some/path/help/", address) == []
    assert len(broken(output, "2026/11/a.html", "/help/", address)) == 1


def test_a_page_is_read_once_and_what_it_holds_is_the_same_from_the_shelf(tmp_path, monkeypatch):
    shelf = Shelf(tmp_path / "shelf")
    site = tmp_path / "site"
    site.mkdir()
    pages = {
        "a.html": '<p id="é"><a href="b.html#no">b</a><a href="gone.html">c</a></p>',
        "b.html": '<p id="yes"><a href="a.html#%C3%A9">a</a></p>',
    }
    for name, text in pages.items():
        (site / name).write_text(text, encoding="utf-8")
    first = check_site(site, "https://example.org", {}, shelf=shelf)
    monkeypatch.setattr("commands.check.built_site._read", lambda page: 1 / 0)

    assert [problem.what for problem in first] == [
        "the link to 'b.html#no' leads nowhere on this site.",
        "the link to 'gone.html' leads nowhere on this site.",
    ]
    assert check_site(site, "https://example.org", {}, shelf=shelf) == first

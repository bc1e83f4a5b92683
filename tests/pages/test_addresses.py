"""The public contract: what is found where."""

import pytest

from tests.conftest import ROOT

CONTRACT = [
    "index.html",
    "2026/11/no-may-not-be-final.html",
    "about/index.html",
    "contact/index.html",
    "privacy/index.html",
    "subscribe/index.html",
    "help/index.html",
    "help/interviewing/index.html",
    "help/interviewing/feed.atom",
    "answers/index.html",
    "answers/feed.atom",
    "comments/feed.atom",
    "archive/index.html",
    "search/index.html",
    "2026/index.html",
    "2026/11/index.html",
    "feeds/all.atom.xml",
    "feeds/posts/default",
    "sitemap.xml",
    "robots.txt",
    "404.html",
    "_redirects",
    "_headers",
    ".nojekyll",
]


@pytest.mark.parametrize("path", CONTRACT)
def test_the_contract_is_kept(site, path):
    assert (site / path).is_file()


def test_nothing_is_written_that_has_no_place_in_the_contract(site):
    top = {path.name for path in site.iterdir()}
    years = {name for name in top if name.isdigit() and len(name) == 4}
    pages = {path.stem for path in (ROOT / "content/pages").glob("*.md")}

    assert top - years - pages == {
        *("index.html", "404.html", "robots.txt", "sitemap.xml"),
        *("help", "answers", "archive", "comments", "feeds", "theme", "search", "pagefind"),
        *("pictures", "cards", "_redirects", "_headers", ".nojekyll"),
    }


def test_drafts_the_desk_and_the_pattern_page_are_for_authors_only(site, preview):
    for name in ("patterns", "desk"):
        assert (preview / name / "index.html").is_file()
        assert not (site / name).exists()
    assert not (site / "drafts").exists()


def test_names_of_stylesheets_scripts_and_fonts_carry_a_hash(site):
    for path in (site / "theme").rglob("*.*"):
        if path.is_file():
            assert len(path.suffixes[-2]) == 13, path

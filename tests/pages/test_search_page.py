"""The search page and its index, as files."""

import gzip
import json
import re

import pytest

from tests.conftest import run_build
from tests.content.collection import day_after_all

MARKED = "quetzalcoatlus"
ARTICLE = """\
Title: {title} {marked}
Date: {date}
Topics: interviewing
Summary: A sentence with {marked} in it.
Status: {status}

{marked} stands here too.
"""


def unpacked(path):
    """Return the bytes of a file, taken out of gzip where it is packed."""
    content = path.read_bytes()
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


@pytest.fixture(scope="module")
def indexed(site):
    """What the index holds of each page, by the address of the page."""
    fragments = (site / "pagefind/fragment").iterdir()
    pages = [json.loads(unpacked(path).removeprefix(b"pagefind_dcd")) for path in fragments]
    return {page["url"]: page for page in pages}


def test_articles_topics_and_pages_are_in_the_index_and_no_list_of_them(site, indexed):
    expected = {
        f"/{path.relative_to(site).as_posix().removesuffix('index.html')}"
        for path in site.rglob("*.html")
        if not re.fullmatch(
            r"(\d{4}/(\d\d/)?|archive/|answers/|help/|search/|help/.*/page/\d+/)?index\.html|404\.html",
            path.relative_to(site).as_posix(),
        )
    }

    assert set(indexed) == expected


def test_of_an_article_the_index_has_title_stops_summary_question_and_text(indexed):
    page = indexed["/2026/11/silence-after-an-interview.html"]

    assert (
        page["meta"]["title"].replace("\xa0", " ") == "Get through the silence after an interview"
    )
    assert page["meta"]["stops"] == "Interviewing | After a rejection"
    assert page["meta"]["summary"] in page["content"]
    assert "They said I’d hear by Friday" in page["content"].replace("'", "’")


def test_navigation_and_what_stands_on_every_page_is_not_in_it(indexed):
    for page in indexed.values():
        for words in (
            "Skip to the text",
            "minute read",
            "Stop 1 of",
            "Printed from",
            "No ads, no tracking",
        ):
            assert words not in page["content"], page["url"]


def test_the_search_page_is_kept_out_of_other_search_engines(open_page):
    page = open_page("/search/")

    assert page.find("meta", {"name": "robots"})["content"] == "noindex"
    assert not page.find("link", rel="canonical")


def test_no_page_but_the_search_loads_its_scripts(site):
    loading = [
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if re.search(
            r"<(script|link)[^>]*(/finder\.|js/search\.|/pagefind/)", path.read_text("utf-8")
        )
    ]

    assert loading == ["search/index.html"]


@pytest.mark.parametrize("settings", ["publishconf.py", "pelicanconf.py"])
def test_what_is_not_published_is_in_no_byte_of_the_index(project, settings):
    kinds = {
        "draft": {"status": "draft", "date": "2026-11-20"},
        "hidden": {"status": "hidden", "date": "2026-11-20"},
        "skipped": {"status": "skip", "date": "2026-11-20"},
        "scheduled": {"status": "published", "date": "2039-01-01"},
    }
    for name, kind in kinds.items():
        text = ARTICLE.format(title=name, marked=MARKED, **kind)
        (project / f"content/articles/planted-{name}.md").write_text(text, encoding="utf-8")

    result = run_build(project, settings, SOURCE_DATE_EPOCH=str(int(day_after_all().timestamp())))

    assert result.returncode == 0, result.stderr
    for path in (project / "output/pagefind").rglob("*"):
        if path.is_file():
            assert MARKED.encode() not in unpacked(path).lower(), path
            # What Pagefind keeps of a word is its stem.
            assert MARKED[:-2].encode() not in unpacked(path).lower(), path

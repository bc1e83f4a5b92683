import gzip
import json
from base64 import b64encode
from pathlib import Path

import pytest

from commands.pagefind_service import Refused, index_of
from commands.search_index import index

PAGE = '<html lang="en"><body><nav>Navigation</nav><main {body}>{words}</main></body></html>'


@pytest.fixture
def site(tmp_path):
    stop = '<b data-pagefind-meta="stops:Interviewing | After a rejection"></b>'
    pages = {
        "a.html": PAGE.format(body="data-pagefind-body", words=f"Silence. {stop}"),
        "b/index.html": PAGE.format(body="data-pagefind-body", words="Salaries."),
        "draft.html": PAGE.format(body="", words="Confidential."),
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def unpacked(path):
    return gzip.decompress(path.read_bytes()).decode("utf-8", "replace")


def read(site):
    """Return the content of every file of the index, by its name."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in (site / "pagefind").rglob("*")
        if path.is_file()
    }


def test_what_is_marked_is_in_the_index_and_nothing_else(site):
    assert index(site, "en") == []

    fragments = "".join(map(unpacked, (site / "pagefind/fragment").iterdir()))
    words = "".join(map(unpacked, (site / "pagefind/index").iterdir()))
    assert '"/a.html"' in fragments
    assert '"/b/"' in fragments
    assert "salari" in words
    for text in (fragments, words):
        assert "onfidential" not in text
        assert "avigation" not in text


def test_a_variable_that_is_not_utf8_does_no_harm(site, monkeypatch):
    monkeypatch.setenv("OLDPWD", "/home/J\udcf6rg")

    assert index(site, "en") == []


def test_other_words_for_a_page_are_in_the_index_and_no_longer_on_the_page(site):
    asked = ' data-pagefind-meta="asked:Ghosted &amp; waiting, again"'
    plain = (site / "a.html").read_text(encoding="utf-8")
    (site / "a.html").write_text(plain.replace("<main", f"<main{asked}"), encoding="utf-8")

    assert index(site, "en") == []

    words = "".join(map(unpacked, (site / "pagefind/index").iterdir()))
    assert "ghost" in words
    heads = {path.read_bytes()[3:10] for path in (site / "pagefind/fragment").iterdir()}
    assert heads == {b"\0\0\0\0\0\x02\xff"}  # neither flags nor a time, of no system
    assert (site / "a.html").read_text(encoding="utf-8") == plain


def test_only_what_the_search_page_uses_is_kept(site):
    index(site, "en")

    kept = {path.name.split("_")[0] for path in (site / "pagefind").iterdir()}
    assert kept == {
        *("pagefind.js", "pagefind-entry.json", "wasm.en.pagefind", "pagefind.en"),
        *("index", "fragment", "stops.json"),
    }


def test_the_ids_of_the_pages_at_each_stop_stand_beside_it(site):
    index(site, "en")

    [id] = [
        path.stem
        for path in (site / "pagefind/fragment").iterdir()
        if '"/a.html"' in unpacked(path)
    ]
    stops = json.loads((site / "pagefind/stops.json").read_text(encoding="utf-8"))
    assert stops == {"pages": 2, "stops": {"After a rejection": [id], "Interviewing": [id]}}


def test_two_indexes_of_one_site_are_equal_whatever_stood_there_before(site):
    index(site, "en")
    first = read(site)
    (site / "pagefind/left-over.js").touch()

    index(site, "en")

    assert read(site) == first


def test_orders_to_pagefind_that_lie_about_are_not_taken(site, monkeypatch, tmp_path_factory):
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "pagefind.yml").write_text("output_subdir: other\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PAGEFIND_OUTPUT_SUBDIR", "another")

    index(site, "en")

    assert {path.name for path in site.iterdir()} == {"a.html", "b", "draft.html", "pagefind"}


def test_a_language_without_an_engine_of_its_own_gets_the_one_for_any(site):
    assert index(site, "tlh") == []

    assert [path.name for path in site.glob("pagefind/wasm.*")] == ["wasm.unknown.pagefind"]


def test_a_pagefind_that_fails_is_a_problem_and_no_traceback(site):
    (site / "pagefind").write_text("in the way", encoding="utf-8")

    [problem] = index(site, "en")

    assert problem.startswith("Pagefind made no search index: ")


def test_it_does_not_depend_on_the_order_in_which_a_disk_names_its_files(site, monkeypatch):
    more = PAGE.format(body="data-pagefind-body", words="Silence on salaries.")
    (site / "more.html").write_text(more, encoding="utf-8")
    index(site, "en")
    first = read(site)
    in_order = Path.rglob

    def backwards(folder, pattern):
        return sorted(in_order(folder, pattern), reverse=True)

    monkeypatch.setattr(Path, "rglob", backwards)
    index(site, "en")

    monkeypatch.undo()
    assert read(site) == first


def test_a_pagefind_that_ends_early_or_refuses_is_told_with_what_it_said(tmp_path, monkeypatch):
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\necho 'Out of memory' >&2\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("commands.pagefind_service.get_executable", lambda: program)
    with pytest.raises(Refused, match="Out of memory"):
        index_of([], "en")

    answer = b64encode(b'{"payload": {"type": "Error", "message": "Too many."}}').decode()
    program.write_text(f"#!/bin/sh\nprintf '{answer},'\nread line\n", encoding="utf-8")
    with pytest.raises(Refused, match="Too many"):
        index_of([], "en")

    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    with pytest.raises(Refused, match="it ended with 3"):
        index_of([], "en")

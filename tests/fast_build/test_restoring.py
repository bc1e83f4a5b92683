"""What is done with articles that are there, and whether other processes are to read the others."""

import os
import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.contents import Article, Tag
from pelican.readers import MarkdownReader
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import SafeDatetime

from fast_build import workers
from fast_build.generator import restoring
from fast_build.generator.making_ahead import make_articles_ahead
from fast_build.generator.restoring import Restoring, _links_of

SETTINGS = {"FAST_BUILD_WORKERS": True, "ARTICLE_PATHS": ["."], "ARTICLE_EXCLUDES": []}


@pytest.fixture
def changed(monkeypatch):
    """The sources that have changed since the last build."""
    sources = set()
    monkeypatch.setattr(workers, "_processors", lambda: 2)
    monkeypatch.setattr(workers, "_is_alone", lambda: True)
    monkeypatch.setattr(restoring, "known", lambda: SimpleNamespace(changed=sources))
    return sources


def test_all_but_a_few_are_there_where_few_have_changed(changed):
    articles = Restoring(SETTINGS, None)
    assert not articles.has_all_but_a_few  # none is there

    articles._takes_what_is_kept = True
    changed.add("/a.md")
    assert articles.has_all_but_a_few
    changed.update(f"/{number}.md" for number in range(100))
    assert not articles.has_all_but_a_few


def test_nobody_looks_for_a_few(changed):
    looked = []
    generator = SimpleNamespace(
        settings=SETTINGS,
        path="/",
        readers=SimpleNamespace(readers={"md": MarkdownReader.__new__(MarkdownReader)}),
        get_files=lambda *paths: looked.append(paths) or (),
    )
    articles = Restoring(SETTINGS, None)
    articles._articles = ()
    reading = SimpleNamespace(decided_by="key", shelf=SimpleNamespace(close=None))
    make_articles_ahead(generator, reading, articles)
    assert len(looked) == 1

    articles._takes_what_is_kept = True
    make_articles_ahead(generator, reading, articles)
    assert len(looked) == 1


def test_an_article_knows_what_every_build_asks_of_it(caplog):
    settings = {**DEFAULT_CONFIG}
    tags = [Tag("a b", settings), Tag("!", settings)]
    metadata = {"title": "A", "date": SafeDatetime(2026, 1, 1), "tags": tags}
    article = Article("", metadata, settings, "/a.md", {})
    restoring._know_words(article)

    assert [tag._slug for tag in tags] == ["a-b", None]
    assert not caplog.records  # Pelican warns of it when it comes to it
    assert tags[1].slug == ""
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    "file", ["a.md", "./a.md", "b/a.md", "../a.md", "b//a.md", "b/../a.md", "/c/a.md", "b/.a.md"]
)
def test_the_path_of_a_source_is_told(file):
    articles, generator = Restoring(SETTINGS, None), SimpleNamespace(path="/site/content")
    articles._below = "/site/content/"

    at = os.path.abspath(os.path.join(generator.path, file))
    assert articles._source(generator, file) == at


LINKS = st.lists(
    st.sampled_from(
        ["<a ", "<b>", "href", "src", "=", " = ", '"', "'", "{static}/x", "|attach|y", "é", ">"]
    ),
    max_size=12,
).map("".join)


@given(LINKS, st.sampled_from(["[{|](?P<what>.*?)[|}]", "(?P<what>é)"]))
def test_the_links_of_an_article_are_those_that_pelican_finds(text, pattern):
    article = Article(
        text, {"title": "A"}, {**DEFAULT_CONFIG, "INTRASITE_LINK_REGEX": pattern}, "/a.md"
    )
    has_links = article._get_intrasite_link_regex().search(text) is not None

    assert _links_of(article) == (article.get_static_links() if has_links else (), has_links)


def test_links_are_looked_for_in_the_way_of_a_plugin(monkeypatch):
    article = Article("<a @b>", {"title": "A"}, DEFAULT_CONFIG, "/a.md")
    assert _links_of(article) == ((), False)

    monkeypatch.setattr(Article, "_get_intrasite_link_regex", lambda self: re.compile("@"))
    monkeypatch.setattr(Article, "get_static_links", lambda self: {"b"})
    assert _links_of(article) == ({"b"}, True)

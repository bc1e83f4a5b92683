"""Whether other processes are to read articles, or there are too few to look for them."""

from types import SimpleNamespace

import pytest
from pelican.readers import MarkdownReader

from fast_build import workers
from fast_build.generator import restoring
from fast_build.generator.making_ahead import make_articles_ahead
from fast_build.generator.restoring import Restoring

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

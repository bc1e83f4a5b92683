from datetime import UTC, datetime
from types import SimpleNamespace

from help_by_topic.told import seen_of
from tests.help_by_topic.builders import FakeArticle


def test_whatever_the_ranking_sees_of_an_article_is_seen_to_have_changed():
    article = FakeArticle("one", title="A title")
    article._content, article.lang = "<p>Some text.</p>", "en"
    before = seen_of(article, ("Bread",))
    assert seen_of(article, ("Bread",)) == before
    assert seen_of(article, ("Soil",)) != before
    for name, value in {
        "slug": "two",
        "title": "Another",
        "date": datetime(2020, 1, 1, tzinfo=UTC),
        "lang": "de",
        "source_path": "elsewhere.md",
        "metadata": {"related": "two"},
        "_content": "<p>Other text.</p>",
    }.items():
        stock = getattr(article, name)
        setattr(article, name, value)
        assert seen_of(article, ("Bread",)) != before, name
        setattr(article, name, stock)


def test_an_article_that_knows_the_digest_of_its_text_is_not_asked_for_it():
    article = FakeArticle("one", title="A title")
    article.lang = "en"
    article._kept_text = SimpleNamespace(place=SimpleNamespace(digest=b"1" * 16))
    assert b"1" * 16 in seen_of(article, ())
    article._content = "<p>Set by a plugin.</p>"
    assert "<p>Set by a plugin.</p>" in seen_of(article, ())


def test_a_date_is_a_plain_one_which_another_process_knows():
    class OfPelican(datetime):
        pass

    article = FakeArticle("one", title="A title")
    article._content, article.lang = "", "en"
    article.date = OfPelican(2020, 1, 2, 3, 4, 5, 6, tzinfo=UTC, fold=1)
    [date] = [value for value in seen_of(article, ()) if isinstance(value, datetime)]
    assert type(date) is datetime
    assert (date, date.tzinfo, date.fold) == (article.date, UTC, 1)

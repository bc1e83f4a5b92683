from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from feedgenerator import Atom1Feed
from pelican.contents import Article, Page

import reproducible


def article(date):
    content = Article.__new__(Article)
    content.date, content.status = date, "published"
    return content


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700049600")  # 2023-11-15 12:00:00 UTC
    reproducible._set_now(SimpleNamespace())
    yield
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    reproducible._set_now(SimpleNamespace())


NOON = datetime(2023, 11, 15, 12, tzinfo=UTC)


def test_now_is_what_the_environment_says():
    assert reproducible.now() == NOON


@pytest.mark.parametrize(
    ("date", "status"),
    [
        (NOON, "published"),
        (NOON + timedelta(minutes=1), "draft"),
        (datetime(2023, 11, 15, 13, tzinfo=UTC), "draft"),
    ],
)
def test_an_article_waits_until_its_minute_has_come(date, status):
    content = article(date)

    reproducible._hold_back(content)

    assert content.status == status


def test_a_page_has_no_date_to_wait_for():
    page = Page.__new__(Page)
    page.status = "published"

    reproducible._hold_back(page)

    assert page.status == "published"


def test_without_a_word_from_the_environment_now_is_now(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    reproducible._set_now(SimpleNamespace())

    assert abs(datetime.now(UTC) - reproducible.now()) < timedelta(minutes=1)


def test_a_feed_with_nothing_in_it_is_dated_by_no_clock():
    empty, full = (Atom1Feed("Site", "https://example.org", "About") for _ in range(2))
    full.add_item("Title", "https://example.org/a", "Text", pubdate=NOON)
    for feed in (empty, full):
        reproducible._date_an_empty_feed({}, feed)

    assert "<updated>1970-01-01T00:00:00" in empty.writeString("utf-8")
    assert "<updated>2023-11-15T12:00:00" in full.writeString("utf-8")

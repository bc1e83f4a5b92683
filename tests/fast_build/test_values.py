"""What stands for a value tells it from others, and is the same for those that are the same."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from pelican.contents import Tag
from pelican.paginator import Paginator
from pelican.utils import SafeDatetime

from fast_build.generator.leaving import _are_labels_stock
from fast_build.members import Members
from fast_build.values import MISSING, Unknown, Values

PER_PAGE = 20


class Article(SimpleNamespace):
    __hash__ = object.__hash__
    __eq__ = object.__eq__


class Shown:
    """A page of a list."""


class Pages(Paginator):
    """Gives pages whose class is known here."""

    def page(self, number):
        page = Shown()
        vars(page).update(vars(super().page(number)))
        return page


def values():
    of_site = lambda article: article.source_path != "nowhere"  # noqa: E731
    return Values([Article], [], [Shown, Pages], [SafeDatetime], of_site)


@pytest.mark.parametrize("are_stock", [True, False])
@pytest.mark.parametrize(
    ("change", "form"),
    [
        ({}, ("Tag", "Bread", "bread", ())),
        ({"name": "Soil"}, ("Tag", "Soil", "soil", ())),
        ({"slug": "other"}, ("Tag", "Bread", "other", ())),
        ({"colour": "red"}, ("Tag", "Bread", "bread", (("colour", "red"),))),
    ],
)
def test_a_label_stands_for_its_name_its_slug_and_what_a_plugin_gives_it(are_stock, change, form):
    one = Values([], [Tag], [], [], bool, lambda: are_stock)
    label = Tag("Bread", {})
    assert one.of(label) == ("Tag", "Bread", "bread", ())  # now it knows its slug

    for name, value in change.items():
        setattr(label, name, value)

    assert one.of(label) == form
    label.as_dict()  # writes its name and slug among its attributes
    assert one.of(label) == form


def test_a_label_is_asked_where_a_plugin_says_what_it_is_called(monkeypatch):
    for name in ("name", "slug"):
        with monkeypatch.context() as patched:
            assert _are_labels_stock()
            patched.setattr(Tag, name, property(lambda self: "a plugin’s"), raising=False)
            assert not _are_labels_stock()


def articles(number):
    return [Article(source_path=f"/{each}.md") for each in range(number)]


def page_of(things, number=2):
    settings = {"DEFAULT_ORPHANS": 0, "PAGINATION_PATTERNS": []}
    return Pages("list.html", "list", things, settings, PER_PAGE).page(number)


@pytest.mark.parametrize("kind", [list, tuple, Members])
def test_a_page_of_a_long_list_stands_for_where_it_is(kind):
    things = articles(100)

    form = values().of(page_of(kind(things)))

    assert form == values().of(page_of(kind(things)))
    assert "/25.md" not in repr(form)
    assert form != values().of(page_of(kind(things), 3))
    assert form != values().of(page_of(kind(things[:-1])))
    assert form != values().of(page_of(kind([*reversed(things)])))


def test_a_page_of_a_short_list_stands_for_what_it_holds():
    assert "/25.md" in repr(values().of(page_of(articles(50))))


def more(page):
    page.object_list.append(page.paginator.object_list[0])


def other(page):
    page.object_list[3] = page.paginator.object_list[0]


def none(page):
    page.object_list.clear()


def a_tuple(page):
    page.object_list = tuple(page.object_list)


def another_place(page):
    page.number = 1


def no_place(page):
    page.number = "2"


@pytest.mark.parametrize("change", [more, other, none, a_tuple, another_place, no_place])
def test_a_page_that_somebody_has_changed_is_another(change):
    things, one = articles(100), values()
    as_it_was = one.of(page_of(things))
    page = page_of(things)
    change(page)

    assert one.of(page) == values().of(page) != as_it_was


def test_a_list_that_has_changed_since_another_page_was_looked_at():
    things, one = articles(100), values()
    as_it_was = one.of(page_of(things, 3))
    things[45] = things[0]

    assert one.of(page_of(things, 3)) != as_it_was


def test_many_articles_stand_for_their_sources_in_order():
    things = articles(100)

    form = values().of(things)

    assert form == values().of(articles(100))
    assert form != values().of([each.source_path for each in things])
    assert form != values().of(things[::-1])
    assert form != values().of([*things[:-1], things[0].source_path])


def test_nothing_stands_for_an_article_that_is_not_of_the_site():
    for things in (
        [Article(source_path="nowhere")],
        [*articles(99), Article(source_path="nowhere")],
    ):
        with pytest.raises(Unknown):
            values().of(things)


def test_what_stands_for_an_article_may_be_known():
    [article], one = articles(1), values()
    known = ("content", "Article", article.source_path)
    assert one.of(article) == known

    one.know([(article, known)])

    assert one.of(article) is known


class Zone(tzinfo):
    """A zone of a plugin's own."""

    def __init__(self, hours):
        self.hours = hours

    def utcoffset(self, _moment):
        return timedelta(hours=self.hours)

    def __str__(self):
        return "Here"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"minute": 1}),
        ({}, {"microsecond": 1}),
        ({}, {"tzinfo": UTC}),
        ({"tzinfo": UTC}, {"tzinfo": ZoneInfo("UTC")}),
        ({"tzinfo": ZoneInfo("Europe/Berlin")}, {"tzinfo": ZoneInfo("Europe/Rome")}),
        ({"tzinfo": ZoneInfo("Europe/Berlin")}, {"tzinfo": ZoneInfo("Europe/Berlin"), "fold": 1}),
        ({"tzinfo": timezone(timedelta(hours=1))}, {"tzinfo": timezone(timedelta(hours=2))}),
        (
            {"tzinfo": timezone(timedelta(0), "Here")},
            {"tzinfo": timezone(timedelta(hours=1), "Here")},
        ),
        ({"tzinfo": Zone(1)}, {"tzinfo": Zone(2)}),
    ],
)
def test_moments_are_told_apart(one, other):
    def form(more):
        return values().of(SafeDatetime(2026, 10, 25, 2, **more))

    assert form(one) == form(one) != form(other)


def test_a_moment_is_told_from_one_of_another_class():
    assert values().of(SafeDatetime(2026, 1, 1)) != values().of(datetime(2026, 1, 1))


def test_nothing_is_something():
    assert values().of(None) != MISSING

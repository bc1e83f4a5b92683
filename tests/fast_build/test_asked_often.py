import asyncio
from functools import partial
from inspect import iscoroutinefunction
from types import SimpleNamespace
from weakref import ref

import pelican.contents
import pelican.readers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.contents import Article, Content
from pelican.settings import DEFAULT_CONFIG

from fast_build.asked_often import asked_once, where_summaries_have_links, where_there_are_images

STOCK = Content.refresh_metadata_intersite_links
QUICK = where_summaries_have_links(STOCK, Content, pelican.contents.__file__)
SUMMARIES = st.lists(
    st.sampled_from(["<a ", "<b>", "href", "=", " = ", '"', "'", "{index}", "|", "é", ">", "\n"]),
    max_size=12,
).map("".join)


def article(summary, fields=("summary",), kind=Article, **metadata):
    settings = {**DEFAULT_CONFIG, "FORMATTED_FIELDS": list(fields)}
    if summary is not None:
        metadata["summary"] = summary
    return kind("", {"title": "A", **metadata}, settings, "/a.md", {"localsiteurl": "/s"})


def refreshed(refresh, content):
    refresh(content)
    held = vars(content)
    return content.metadata, held.get("_summary"), held.get("more")


@given(st.none() | SUMMARIES, st.sampled_from([["summary"], [], ["summary", "more"]]), SUMMARIES)
def test_what_is_formatted_is_as_pelican_leaves_it(summary, fields, more):
    for changed in (None, "of a plugin", '<a href="{index}">x</a>'):
        made = []
        for refresh in (STOCK, QUICK):
            content = article(summary, fields, more=more)
            if changed:
                content._summary = changed
            made.append(refreshed(refresh, content))

        assert made[0] == made[1]


def test_what_a_plugin_puts_in_the_place_of_pelicans_is_asked():
    class Other(Article):
        def _update_content(self, content, siteurl):
            return content + "!"

    content = article("Plain.", kind=Other)
    QUICK(content)

    assert content.metadata["summary"] == "Plain.!"


@pytest.mark.parametrize("has_been", ["before", "after"])
def test_so_is_what_it_puts_there_for_all(monkeypatch, has_been):
    def quick():
        return where_summaries_have_links(STOCK, Content, pelican.contents.__file__)

    refresh = quick()
    monkeypatch.setattr(Content, "_update_content", lambda self, content, siteurl: content + "!")
    content = article("Plain.")
    (refresh if has_been == "after" else quick())(content)

    assert content.metadata["summary"] == "Plain.!"


@pytest.mark.parametrize(
    "html", ["", "<p>img</p>", '<img src="a" alt="">', "<img alt=\"\" src='a'>"]
)
def test_images_without_a_text_are_found(html, monkeypatch):
    said = []
    monkeypatch.setattr(pelican.readers.logger, "warning", lambda *words, **_: said.append(words))
    stock = pelican.readers.find_empty_alt
    for find in (stock, where_there_are_images(stock, pelican.readers.__file__)):
        find(html, "a.md")

    assert len(said) == 2 * html.count("<img")


def test_what_a_plugin_looks_for_is_its_own():
    assert where_there_are_images(print, pelican.readers.__file__) is print


async def coroutine():
    await asyncio.sleep(0)


class Receivers:
    def plain(self):
        pass

    async def awaited(self):
        pass

    __call__ = coroutine


@pytest.mark.parametrize(
    "receiver",
    [
        coroutine,
        print,
        lambda: 0,
        Receivers().plain,
        Receivers().awaited,
        Receivers(),
        partial(coroutine),
        SimpleNamespace(),
    ],
)
def test_who_has_to_be_awaited_is_told(receiver):
    quick = asked_once(iscoroutinefunction)

    assert [quick(receiver), quick(receiver)] == [iscoroutinefunction(receiver)] * 2


def test_a_function_is_asked_once():
    asked = []
    quick = asked_once(lambda function: bool(asked.append(function)))
    for receivers in (Receivers(), Receivers()):
        assert not quick(receivers.plain)

    assert len(asked) == 1


def test_a_receiver_that_was_asked_is_not_held():
    def receiver():
        pass

    is_held = ref(receiver)
    assert not asked_once(iscoroutinefunction)(receiver)
    del receiver
    assert is_held() is None

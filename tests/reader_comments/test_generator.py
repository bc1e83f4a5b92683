from types import SimpleNamespace

import pytest
from pelican.plugins import signals

from reader_comments import generator, register
from reader_comments.comment import Discussion, Thread
from tests.reader_comments.builders import FakeArticle, comment

NOTHING_EXCLUDED = {"ARTICLE_EXCLUDES": [], "PAGE_EXCLUDES": ["p"], "STATIC_EXCLUDES": []}


def pelican_with(**settings):
    return SimpleNamespace(
        settings={"PLUGINS": ["reader_comments"], **NOTHING_EXCLUDED, **settings}
    )


def test_settings_get_defaults_and_keep_what_the_site_says():
    pelican = pelican_with(COMMENTS_PLACE="theme", COMMENTS_FEED_ATOM="c.xml")

    generator.prepare(pelican)

    assert {key: pelican.settings[key] for key in generator.DEFAULTS} == {
        **generator.DEFAULTS,
        "COMMENTS_PLACE": "theme",
        "COMMENTS_FEED_ATOM": "c.xml",
    }
    assert pelican.settings["COMMENTS_FEED_ATOM_URL"] == "c.xml"


def test_comments_are_kept_out_of_everything_else_and_no_list_of_the_sites_is_touched():
    pelican = pelican_with(COMMENTS_PATH="said/")

    generator.prepare(pelican)
    generator.prepare(pelican)

    assert pelican.settings["ARTICLE_EXCLUDES"] == ["said", "./said"]
    assert pelican.settings["PAGE_EXCLUDES"] == ["p", "said", "./said"]
    assert pelican.settings["STATIC_EXCLUDES"] == ["said", "./said"]
    assert NOTHING_EXCLUDED["PAGE_EXCLUDES"] == ["p"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"COMMENTS_PLACE": "below"},
            "COMMENTS_PLACE is 'below'. Use one of: auto, theme, append.",
        ),
        (
            {"COMMENTS_PATH": ""},
            "COMMENTS_PATH is the folder of all content. Name a folder in it for comments alone.",
        ),
        (
            {"COMMENT_FEED_TITLE": "{name} said"},
            "COMMENT_FEED_TITLE is '{name} said'. Use only {author} and {title} in it.",
        ),
    ],
)
def test_a_setting_that_can_not_be_meant_is_refused(settings, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole sentence is compared
        generator.prepare(pelican_with(**settings))

    assert str(refused.value) == message


def test_a_run_without_the_plugin_is_left_alone():
    pelican = pelican_with(PLUGINS=["other"])
    before = dict(pelican.settings)

    generator.prepare(pelican)

    assert pelican.settings == before
    assert generator.generators(pelican) is None
    assert generator.generators(pelican_with()) is generator.CommentsGenerator
    generator.offer_templates(SimpleNamespace(settings={"PLUGINS": None}))
    generator.place_under_article("nowhere.html", {"article": FakeArticle()})


def test_registering_twice_connects_once(build):
    register()
    counts = [len(list(s.receivers)) for s in (signals.initialized, signals.content_written)]
    register()

    assert counts == [
        len(list(s.receivers)) for s in (signals.initialized, signals.content_written)
    ]


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "page.html"
    file.write_bytes("<article>é\r\n</article>".encode())
    return file


def context_of(article, discussion, changes=()):
    template = SimpleNamespace(render=lambda context: f"<p>{context['output_file']}</p>")
    return {
        "article": article,
        "output_file": article.save_as,
        "comments_by_article": {article: discussion} if discussion else {},
        "comments_fallback": template,
        **dict(changes),
    }


def test_comments_go_under_the_article_byte_for_byte(page):
    article = FakeArticle(save_as="a.html")

    generator.place_under_article(str(page), context_of(article, Discussion((Thread(comment()),))))

    assert page.read_bytes().decode() == "<article>é\r\n<p>a.html</p>\n</article>"


@pytest.mark.parametrize(
    "changes",
    [
        {"output_file": "print/a.html"},
        {"comments_fallback": None},
        {"comments_by_article": {}},
        {"article": {"not": "an article"}},
    ],
    ids=["another page of it", "the theme shows them", "no comments", "some other article"],
)
def test_other_pages_are_left_as_they_are(page, changes):
    discussion = Discussion((Thread(comment()),))

    generator.place_under_article(str(page), context_of(FakeArticle(), discussion, changes))

    assert page.read_bytes().decode() == "<article>é\r\n</article>"


def test_comments_that_are_there_already_are_not_put_there_again(page):
    page.write_text('<article><p id="comment-1"></p></article>', encoding="utf-8")

    generator.place_under_article(
        str(page), context_of(FakeArticle(), Discussion((Thread(comment("1")),)))
    )

    assert page.read_text(encoding="utf-8") == '<article><p id="comment-1"></p></article>'

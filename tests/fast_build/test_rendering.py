"""Pages that other processes render: the same pages, and everybody is told as ever."""

import re

import pytest
from pelican.settings import DEFAULT_CONFIG

from tests.conftest import ROOT, run_pelican

ARTICLES = {
    f"{number:02}.md": f"Title: Article {number}\nDate: 2024-01-01\nSummary: S\n\nSome *text*, {number}.\n"
    for number in range(60)
}
# A plugin that brings a function to templates, notes who is told of what, and sees to it that the
# other process renders some pages, however late it begins, and this one others.
NOTING = """
import os, time
from pelican.plugins import signals
from pelican.generators import Generator
import fast_build.workers
from fast_build.taking_turns import InTurns

fast_build.workers._processors = lambda: 2
do_next = InTurns._do_next

def do_next_after_others(turns):
    if not turns._done:
        turns._hear(wait=True)
    return do_next(turns)

InTurns._do_next = do_next_after_others

def process():
    time.sleep(0.01)
    return os.getpid()

def start(pelican):
    pelican.settings["JINJA_GLOBALS"]["process"] = process if pelican.settings["ASK"] else int
    if pelican.settings["LISTEN"]:
        signals.article_generator_write_article.connect(before)

def note(*words):
    with open("told.txt", "a") as file:
        print(*words, file=file)

def before(generator, content):
    note("before", content.slug)

def written(path, context):
    note("written", os.path.basename(path), getattr(context.get("article"), "slug", ""), os.getpid())

class Lists(Generator):
    # Writes all articles on pages, and says so beforehand.
    def each_page(self, write):
        for name in "abcdefgh":
            write(
                f"x/list-{name}.html", self.get_template("list"), self.context, letter=name,
                paginated={"articles": self.context["articles"]}, template_name="list",
                url=f"x/list-{name}.html", relative_urls=self.settings["RELATIVE_URLS"],
            )

    def each_feed(self, write):
        for name in "abcdefgh":
            write(self.context["articles"], self.context, f"x/{name}.atom", feed_title=name)

    def awaited(self):
        if self.settings["AWAIT"]:
            yield from range(3)
            note("nothing is awaited")

    def generate_output(self, writer):
        self.each_page(writer.write_file)
        self.each_feed(writer.write_feed)

def register():
    signals.initialized.connect(start)
    signals.content_written.connect(written)
    signals.get_generators.connect(generators)

def generators(pelican):
    return Lists
"""
LIST = """
{{ letter }} {% for article in articles_page.object_list %}{{ article.url }} {% endfor %}
{{ articles_page.number }} of {{ articles_paginator.num_pages }}, {{ SITEURL }} by {{ process() }}
"""
ARTICLE = "{{ article.title }} {{ article.content }} by {{ process() }}"


@pytest.fixture
def build(tmp_path):
    """Return a function that builds a site: name of an article's page -> its text."""
    (tmp_path / "noting.py").write_text(NOTING, encoding="utf-8")
    theme = tmp_path / "theme/templates"
    theme.mkdir(parents=True)

    def build(files=ARTICLES, template=ARTICLE, **settings):
        (theme / "article.html").write_text(template, encoding="utf-8")
        (theme / "list.html").write_text(LIST, encoding="utf-8")
        (tmp_path / "told.txt").unlink(missing_ok=True)
        defaults = {
            "PLUGIN_PATHS": [str(ROOT / "plugins"), str(tmp_path)],
            "PLUGINS": ["build_cache", "fast_build", "noting"],
            "THEME_TEMPLATES_OVERRIDES": [str(theme)],
            "FAST_BUILD_PURE": ["noting"],
            "FAST_BUILD_AHEAD_FROM": 0,
            "ASK": False,
            "LISTEN": False,
            "AWAIT": False,
            "STATIC_PATHS": ["pictures"],
            "SITEURL": "",
            "PAGINATED_TEMPLATES": {**DEFAULT_CONFIG["PAGINATED_TEMPLATES"], "list": 4},
            "ARTICLE_URL": "x/{slug}.html",
            "ARTICLE_SAVE_AS": "x/{slug}.html",
            "FEED_ALL_ATOM": None,
            "CATEGORY_FEED_ATOM": None,
            "TRANSLATION_FEED_ATOM": None,
        }
        build.result = run_pelican(tmp_path, files, {**defaults, **settings})
        assert build.result.returncode == 0, build.result.stderr
        told = (tmp_path / "told.txt").read_text().splitlines()
        build.told = [line.rsplit(" ", 1)[0] if "written" in line else line for line in told]
        [build.process] = {line.rsplit(" ", 1)[1] for line in told if "written" in line}
        return {
            path.name: path.read_text(encoding="utf-8")
            for path in tmp_path.glob("output/x/article-*.html")
        }

    return build


@pytest.fixture
def without(build):
    """Return a function that builds as `build` does, all in one process."""
    return lambda *args, **more: build(*args, FAST_BUILD_WORKERS=False, **more)


def renderers(pages):
    return {page.rsplit(" by ", 1)[1] for page in pages.values()}


def test_pages_come_from_several_processes_and_all_is_told_by_one(build, without):
    pages = build(ASK=True)
    told = build.told

    assert len(renderers(pages)) == 2
    assert build.process in renderers(pages)  # which joins in
    assert build() == without()
    assert told == build.told


def test_lists_that_are_told_beforehand_come_from_several_processes_too(build, without, tmp_path):
    def lists(folder="output/x"):
        return {path.name: path.read_text() for path in tmp_path.glob(f"{folder}/list-*.html")}

    build(ASK=True)
    assert len(renderers(lists())) == 2
    build()
    made = lists()
    without()
    assert made == lists()
    assert len(made) == 8 * 15


def test_feeds_that_are_told_beforehand_are_made_ahead_too(build, without, tmp_path):
    def feeds():
        return {path.name: path.read_text() for path in tmp_path.glob("output/x/*.atom")}

    build()
    made = feeds()
    build(AWAIT=True)
    assert build.told[0] == "nothing is awaited"
    assert made == feeds()
    without()
    assert made == feeds()
    assert len(made) == 8


def test_addresses_are_relative_where_the_site_says_so(build, without, tmp_path):
    linked = "{{ SITEURL }} {{ article.content }} by {{ process() }}"
    first = {**ARTICLES, "00.md": ARTICLES["00.md"] + "\n[one]({filename}01.md)\n"}

    pages = build(first, template=linked, RELATIVE_URLS=True)

    assert 'href="../x/article-1.html"' in pages["article-0.html"]
    assert pages == without(first, template=linked, RELATIVE_URLS=True)


@pytest.mark.parametrize(
    "settings",
    [
        {"FAST_BUILD_PURE": []},
        {"LISTEN": True},
        {"FAST_BUILD_WORKERS": False},
        {"FAST_BUILD_AHEAD_FROM": len(ARTICLES) + 1},
    ],
    ids=["a function that may do anything", "a listener that may change", "told so", "few"],
)
def test_one_process_renders_all_where_order_may_matter(build, settings):
    pages = build(ASK=True, **settings)

    assert renderers(pages) == {build.process}


def test_a_template_that_counts_is_rendered_in_order(build, without):
    counting = "{% if COUNTED.append(1) %}{% endif %}{{ COUNTED|length }} by {{ process() }}"

    assert build(template=counting, COUNTED=[]) == without(template=counting, COUNTED=[])
    assert len(set(build(template=counting, COUNTED=[]).values())) == 60


def test_a_file_that_an_article_attaches_moves_beside_its_page(build, tmp_path):
    (tmp_path / "content/pictures").mkdir(parents=True)
    (tmp_path / "content/pictures/a.png").write_bytes(b"a picture")
    attaching = {**ARTICLES, "07.md": ARTICLES["07.md"] + "\n![A]({attach}/pictures/a.png)\n"}

    pages = build(attaching)

    [source] = re.findall(r'src="([^"]*)"', pages["article-7.html"])
    assert source == "/x/pictures/a.png"
    assert (tmp_path / "output/x/pictures/a.png").read_bytes() == b"a picture"


def test_what_there_is_to_say_of_a_page_is_said_once(build):
    broken = {**ARTICLES, "09.md": ARTICLES["09.md"] + "\n[gone]({filename}gone.md)\n"}

    pages = build(broken, ASK=True)

    assert (build.result.stdout + build.result.stderr).count("gone.md") == 1
    assert renderers({"": pages["article-9.html"]}) == {build.process}
    assert len(renderers(pages)) == 2


def test_an_error_in_a_template_is_told_as_ever(build, without):
    failing = (
        "{% if article.slug == 'article-9' %}{{ nothing.at.all }}{% endif %} by {{ process() }}"
    )
    said = []
    for make in (build, without):
        with pytest.raises(AssertionError):
            make(template=failing)
        said.append(re.sub(r"\[[\d:]+\]", "", build.result.stdout + build.result.stderr).split())

    assert "'nothing'" in said[0]
    assert said[0] == said[1]

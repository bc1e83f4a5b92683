"""What a page reads decides it: a page is rendered again where, and only where, that has changed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType, SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment

from build_cache import Shelf
from fast_build.compiled import CompiledTemplates
from fast_build.kept_pages import KeptPages
from fast_build.reads import Tracer
from fast_build.values import Values
from fast_build.whole_files import read_whole


class Article:
    def __init__(self, slug, title, **more):
        self.source_path, self.slug, self.title = f"/site/{slug}.md", slug, title
        self.date = datetime(2026, 1, len(title), tzinfo=UTC)
        self.__dict__.update(more)

    def now(self):
        return "the time of day"


class Tag:
    def __init__(self, name):
        self.name = self.slug = name
        self.settings = {}


@dataclass(frozen=True)
class Pick:
    article: Article
    reason: str


class Site:
    """Articles, what is known of them in common, and templates; built as often as one likes."""

    def __init__(self, folder, is_asked_ahead=lambda _names: False):
        self.folder = folder
        self.is_asked_ahead = is_asked_ahead
        self.articles = [
            Article(slug, slug.upper(), tags=[Tag("bread")]) for slug in ("a", "b", "c")
        ]
        self.context = {"SITENAME": "Site", "articles": self.articles, "numbers": {"a": 1, "b": 2}}
        self.templates = {}
        self.env = {}
        self.own = {}  # more of the context of one page
        self.token = ""

    def build(self, template):
        """Render the page of each article with `template`; return those that had to be rendered."""
        env = Environment(loader=DictLoader({**self.templates, "page.html": template}))
        for place, more in self.env.items():
            getattr(env, place).update(more)
        by_source = {article.source_path: article for article in self.articles}
        values = Values([Article], [Tag], [], [], lambda each: each.source_path in by_source)
        pages = KeptPages(
            self.folder / "pages",
            Tracer(values, lambda function: False),
            str(self.folder),
            self.context,
            by_source.get,
            lambda content: None,
            way_to_compare=lambda _kind, names: (
                self.is_asked_ahead(names) and partial(compare, names)
            ),
            in_order=lambda: reversed(self.articles),
        )

        def compare(names, article, forms):
            return pages._are_as_they_were(article, names, forms)

        pages.tracer.watch(env, CompiledTemplates(Shelf(self.folder / "templates")))
        pages.go_on(self.token)
        pages.look_ahead()
        rendered = self._rendered(pages, env.get_template("page.html"))
        self.token += "t"
        pages.keep(self.token, lambda path: False)
        self.unsure = pages.tracer.spoilt or " ".join(pages.unsure)
        return rendered

    def _rendered(self, pages, template):
        rendered = ""
        for article in self.articles:
            context = {**self.context, "article": article, "output_file": f"{article.slug}.html"}
            context |= self.own.get(article.slug, {})
            file = self.folder / context["output_file"]
            if pages.stands(file.name, template, context):
                assert file.read_text() == template.render(context), article.slug
                continue
            page = pages.tracer.begin(template, context)
            text = template.render(context)
            pages.tracer.end()
            file.write_text(text)
            pages.put(file.name, template, page)
            rendered += article.slug
        return rendered


@pytest.fixture(params=["when a page comes", "ahead"])
def site(tmp_path, request):
    return Site(tmp_path, lambda _names: request.param == "ahead")


def title(site):
    site.articles[1].title = "B!"


def name(site):
    site.context["SITENAME"] = "Other"


def label(site):
    site.articles[1].tags = [Tag("soil")]


def gone(site):
    del site.articles[2]


def number(site):
    site.context["numbers"] = {"a": 1, "b": 3}


def nothing(site):
    pass


OF_ALL = "{% for other in articles %}{{ other.title }}{% endfor %}"


@pytest.mark.parametrize(
    ("template", "change", "rendered"),
    [
        ("{{ article.title }}", nothing, ""),
        ("{{ article.title }}", title, "b"),
        ("{{ article['title'] }}", title, "b"),
        ("{{ article.slug }}", title, ""),
        ("{{ article.slug }}", gone, ""),
        ("{{ SITENAME }}", name, "abc"),
        ("{{ SITENAME }}", title, ""),
        (
            "{% block all %}{% if article.slug == 'a' %}{{ SITENAME }}{% endif %}{% endblock %}",
            name,
            "abc",
        ),
        ("{{ articles[1].title }}", title, "abc"),
        (OF_ALL, title, "abc"),
        (OF_ALL, gone, "ab"),
        (OF_ALL, name, ""),
        ("{{ articles|map(attribute='title')|join }}", title, "abc"),
        ("{{ (articles|sort(attribute='title', reverse=true)|first).slug }}", title, "abc"),
        ("{{ articles|length }}", gone, "ab"),
        ("{% for tag in article.tags %}{{ tag.name }}{% endfor %}", label, "b"),
        ("{{ numbers.get(article.slug) }}", number, "b"),
        ("{{ numbers[article.slug] }}", number, "b"),
        ("{{ numbers.b }}", number, "abc"),
        ("{{ numbers.items()|list }}", number, "abc"),
        ("{{ numbers|length }}", number, "abc"),
        ("{% if numbers is defined %}{{ numbers.get(article.slug) }}{% endif %}", number, "b"),
        ("{% set all = numbers %}{% for n in all.values() %}{{ n }}{% endfor %}", number, "abc"),
        ("{% macro m(x) %}{{ x.title }}{% endmacro %}{{ m(article) }}", title, "b"),
        ("{{ article.date.strftime('%d') }}", title, "b"),
        ("{{ article.date.strftime('%d') }}", name, ""),
        ("{{ '%s'|format(article.title) }}", title, "b"),
        ("{% set ns = namespace(t=article.title) %}{{ ns.t }}", title, "b"),
        ("{{ article.nothing }}", title, ""),
        ("{{ missing_name }}", lambda site: site.context.update(missing_name="x"), "abc"),
        ("{{ article }}", nothing, "abc"),
    ],
)
def test_a_page_is_rendered_again_where_what_it_read_has_changed(site, template, change, rendered):
    if template == "{{ article }}":  # an object of this test says nothing of itself but its address
        Article.__str__ = lambda self: self.source_path
        rendered = ""
    site.build(template)
    change(site)
    for article in site.articles:
        article.date = datetime(2026, 1, len(article.title), tzinfo=UTC)

    assert site.build(template) == rendered
    assert site.build(template) == ""


def test_related_articles_are_told_apart(site):
    def relate(reason):
        a, b, c = site.articles
        site.context["related"] = MappingProxyType({a: (Pick(b, "near"),), b: (Pick(c, reason),)})

    picks = "{% for pick in related.get(article, ()) %}{}{% endfor %}"
    template = picks.replace("{}", "{{ pick.article.title }}{{ pick.reason }}")
    relate("far")
    site.build(template)
    relate("farther")

    assert site.build(template) == "b"
    title(site)
    assert site.build(template) == "a"
    assert site.build(template) == ""


class Told(Mapping):
    """Says what stands for what it holds, and makes it when somebody asks."""

    def __init__(self, held):
        self.held, self.made = held, []

    def __getitem__(self, key):
        self.made.append(key.slug)
        return self.held[key]

    def __iter__(self):
        return iter(self.held)

    def __len__(self):
        return len(self.held)

    def stands_for(self, key):
        return repr([(pick.article.slug, pick.reason) for pick in self.held[key]]).encode()


def test_what_a_mapping_says_stands_for_what_it_holds(site):
    def relate(reason):
        a, b, c = site.articles
        held = {a: (Pick(b, "near"),), b: (Pick(c, reason),), c: ()}
        site.context["related"] = told = Told(held)
        return told

    template = (
        "{% for pick in related[article] %}{{ pick.article.title }}{{ pick.reason }}{% endfor %}"
    )
    relate("far")
    site.build(template)
    told = relate("farther")

    assert site.build(template) == "b"
    assert site.unsure == ""
    assert Counter(told.made) == {"a": 1, "b": 1, "c": 1}  # "b" to render it, all by this test
    title(site)
    assert site.build(template) == "a"


def test_a_mapping_under_two_names_is_read_under_both(site):
    site.context["others"] = site.context["numbers"]
    template = "{{ numbers.a }}{{ others.b }}"
    site.build(template)
    site.context["others"] = {"a": 1, "b": 2}
    assert site.build(template) == ""

    site.context["numbers"] = {"a": 3, "b": 2}
    assert site.build(template) == "abc"
    site.context["others"] = {"a": 3, "b": 4}
    assert site.build(template) == "abc"


def test_a_text_is_noted_as_what_is_known_to_stand_for_it(tmp_path):
    article, env = Article("a", "A", content="Text"), Environment()
    tracer = Tracer(Values([Article], (), (), (), bool), bool)
    KeptPages(tmp_path, tracer, "", {}, {}.get, lambda _content: b"digest")
    tracer.watch(env, CompiledTemplates(Shelf(tmp_path)))
    template, context = env.from_string("{{ article.content }}"), {"article": article}

    page = tracer.begin(template, context)
    assert template.render(context) == "Text"
    assert [names.names for names in page.reads.values()] == [("content",)]
    assert tracer.facts == {tracer.values.identity(article): {"content": b"digest"}}


def test_an_environment_that_finds_attributes_in_its_own_way_does_so(tmp_path):
    class Own(Environment):
        def getattr(self, thing, name):
            return f"{name} of {thing}"

    env, tracer = Own(), Tracer(Values((), (), (), (), bool), bool)
    tracer.watch(env, CompiledTemplates(Shelf(tmp_path)))

    assert env.from_string("{{ word.upper }}").render(word="a") == "upper of a"


def test_a_value_that_nothing_stands_for_is_none_for_all_pages(site):
    site.context["unknown"] = SimpleNamespace()

    assert site.build("{{ unknown }}") == "abc"
    assert site.build("{{ unknown }}") == "abc"


def test_a_mapping_that_says_what_it_holds_is_read_whole_by_who_reads_all_of_it(site):
    def relate(reason):
        a, b, _ = site.articles
        site.context["related"] = Told({a: (Pick(b, reason),)})

    template = (
        "{% for one, picks in related.items() %}{{ one.title }}{{ picks[0].reason }}{% endfor %}"
    )
    relate("near")
    site.build(template)
    assert site.build(template) == ""
    relate("far")
    assert site.build(template) == "abc"


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ article.now() }}", "it calls Article.now"),
        ("{{ clock() }}", "it calls"),
        ("{{ 'x'|odd_filter }}", "the filter odd_filter"),
        ("{{ [1]|map('odd_filter')|list }}", "the filter odd_filter"),
        ("{{ 'x' is odd_test }}", "the test odd_test"),
        ("{{ [1, 2]|random }}", "the filter random"),
        ("{{ article|attr('title') }}", "the filter attr"),
        ("{{ article.date.now() and 1 }}", "it calls"),
        ("{{ lipsum() and 1 }}", "it calls generate_lorem_ipsum"),
        ("{{ '{0.title}'.format(article) }}", "it calls"),
        ("{{ '{0[0].title}'.format(articles) }}", "it calls"),
        ("{{ thing.x }}", "it reads a SimpleNamespace"),
        ("{{ article.tags[0].settings }}", "it reads settings of a Tag"),
        ("{% set x = numbers.update({}) %}", "a template calls update"),
        ("{% import 'macros.html' as macros %}{{ macros.m() }}", "the filter odd_filter"),
        ("{% import 'calls.html' as calls %}{{ calls.x }}", "it calls"),
        ("{% include 'calls.html' without context %}", "it calls"),
    ],
)
def test_what_may_bring_something_else_the_next_time_is_rendered_each_time(site, template, reason):
    site.env = {
        "globals": {"clock": lambda: "noon"},
        "filters": {"odd_filter": lambda value: value},
        "tests": {"odd_test": lambda value: True},
    }
    site.templates = {
        "macros.html": "{% macro m() %}{{ 'x'|odd_filter }}{% endmacro %}",
        "calls.html": "{% set x = clock() %}{{ x }}",
    }
    site.context["thing"] = SimpleNamespace(x=1)
    site.build(template)

    assert reason in site.unsure
    assert site.build(template) == "abc"


def test_names_in_templates_that_others_use_count(site):
    site.templates = {
        "base.html": "{{ SITENAME }}{% block b %}{% endblock %}{% include 'part.html' %}",
        "part.html": "{{ article.title }}{{ more }}",
    }
    template = "{% extends 'base.html' %}{% block b %}{% set more = 1 %}{% endblock %}"
    site.build(template)
    assert site.build(template) == ""
    title(site)
    assert site.build(template) == "b"
    name(site)
    assert site.build(template) == "abc"


@pytest.mark.parametrize("own", [{"more": "x"}, {"SITENAME": "own"}, {"WORD": "own"}])
def test_what_one_page_has_of_its_own_from_now_on_counts(site, own):
    site.env = {"globals": {"WORD": "of all"}}
    template = "{{ SITENAME }}{{ more }}{{ WORD }}"
    site.build(template)
    site.own = {"b": own}

    assert site.build(template) == "b"
    assert site.build(template) == ""
    site.own = {}
    assert site.build(template) == "b"


def test_globals_of_the_site_count_also_in_macros(site):
    site.env = {"globals": {"WORDS": {"hello": "Hello"}}}
    site.templates = {"macros.html": "{% macro m() %}{{ WORDS.hello }}{% endmacro %}"}
    template = "{% import 'macros.html' as macros %}{{ macros.m() }}"
    site.build(template)
    assert site.build(template) == ""

    site.env = {"globals": {"WORDS": {"hello": "Good day"}}}
    assert site.build(template) == "abc"


def test_a_page_that_was_touched_is_rendered_again(site):
    template = "{{ article.title }}"
    site.build(template)
    (site.folder / "a.html").write_text("harm")
    (site.folder / "b.html").unlink()

    assert site.build(template) == "ab"


def test_a_page_that_something_else_writes_too_is_rendered_each_time(site, monkeypatch):
    keep = KeptPages.keep
    monkeypatch.setattr(
        KeptPages,
        "keep",
        lambda self, token, _: keep(self, token, lambda path: path.endswith("a.html")),
    )
    site.build("{{ article.title }}")

    assert site.build("{{ article.title }}") == "a"


def test_a_page_of_an_object_that_nobody_knows_is_rendered_each_time(site):
    site.articles[0].__class__ = type("Article", (Article,), {})
    site.build("{{ article.title }}")

    assert site.build("{{ article.title }}") == "a"


def test_what_changes_from_page_to_page_makes_those_that_read_it_be_rendered_each_time(site):
    counts = iter(range(99))
    Article.count = property(lambda self: next(counts))
    try:
        template = "{% if article.slug != 'c' %}{{ articles[0].count }}{% endif %}"
        site.build(template)
        assert next(counts) == 2
    finally:
        del Article.count
    Article.count = 0

    assert site.build(template) == "ab"


def test_of_an_article_nobody_asks_for_more_than_a_page_reads(tmp_path):
    site, asked = Site(tmp_path), []
    Article.text = property(lambda self: asked.append(self.slug) or "text")
    try:
        template = (
            "{{ articles[2].title }}{% if article.slug != 'a' %}{{ article.text }}{% endif %}"
        )
        site.build(template)
        asked.clear()
        site.articles[0].title = site.articles[1].title = "other"
        assert site.build(template) == ""
        assert asked[0] == "b"  # what page a reads of c is its title
    finally:
        del Article.text


def numbered(site):
    """The slugs of articles, in the order of what is kept of them."""
    _token, _pages, tables, _facts = read_whole(site.folder / "pages")
    return "".join(source.removesuffix(".md")[-1] for _, _, source in tables[-1])


def test_articles_are_looked_at_in_the_order_in_which_they_lie(site):
    site.build("{{ article.title }}{{ articles[1].title }}")
    assert numbered(site) == "cba"

    del site.articles[2]
    site.build("{{ article.title }}{{ articles[1].title }}")
    assert numbered(site) == "ba"


def test_a_damaged_record_costs_time_and_nothing_else(site):
    site.build("{{ article.title }}")
    record = site.folder / "pages"
    content = bytearray(record.read_bytes())
    content[-1] ^= 1
    record.write_bytes(content)

    assert site.build("{{ article.title }}") == "abc"


@pytest.fixture
def large(site):
    """A site of twenty articles, each of whose pages reads the one before it, too; built once."""
    site.articles = [Article(f"a{number}", "A" * (number + 1)) for number in range(20)]
    for article, other in zip(site.articles, [None, *site.articles], strict=False):
        article.other = other
    site.build(OF_TWO)
    return site


OF_TWO = "{{ article.title }}{% if article.other %} {{ article.other.title }}{% endif %}"


def test_a_few_pages_that_change_are_kept_apart_from_the_others(large):
    whole = (large.folder / "pages").read_bytes()
    for number, title in [(3, "B"), (3, "C"), (4, "C"), (3, "B"), (19, "D")]:
        large.articles[number].title = title
        rendered = "".join(each.slug for each in large.articles[number : number + 2])
        assert large.build(OF_TWO) == rendered
        assert large.build(OF_TWO) == ""

    large.articles.append(Article("a20", "T", other=large.articles[5]))
    assert large.build(OF_TWO) == "a20"
    assert large.build(OF_TWO) == ""
    assert (large.folder / "pages").read_bytes() == whole
    large.articles[5].title = "E"
    assert large.build(OF_TWO) == "a5a6a20"


def test_where_many_have_changed_or_one_has_gone_all_are_written(large):
    changes = large.folder / "pages-changes"
    large.articles[1].title = "B"
    large.build(OF_TWO)
    assert changes.exists()
    for article in large.articles[:6]:
        article.title = "many"
    large.build(OF_TWO)
    assert not changes.exists()
    assert large.build(OF_TWO) == ""
    assert changes.exists()
    del large.articles[7:]
    assert large.build(OF_TWO) == ""
    assert not changes.exists()
    large.articles[6].title = "E"
    assert large.build(OF_TWO) == "a6"


def test_damage_to_what_is_kept_apart_costs_time_and_nothing_else(large):
    large.articles[1].title = "B"
    large.build(OF_TWO)
    changes = large.folder / "pages-changes"
    changes.write_bytes(changes.read_bytes()[:-1])

    assert large.build(OF_TWO).startswith("a0a1a2")
    assert large.build(OF_TWO) == ""


def test_another_process_hears_what_one_has_noted(site):
    template = "{{ article.title }}{{ SITENAME }}"
    site.build(template)
    heard = []
    keep = KeptPages.keep

    def keep_in_another(self, token, others):
        other = KeptPages(
            site.folder / "pages",
            Tracer(self.tracer.values, None),
            str(site.folder),
            {},
            None,
            None,
        )
        self.unsure["known before it was forked"] = 2
        self.unsure["said by it"] = 1
        other.hear(self.said({"known before it was forked": 2}))
        assert other.unsure == {"said by it": 1}
        heard.append(other)
        keep(other, token, others)

    KeptPages.keep = keep_in_another
    try:
        (site.folder / "pages").unlink()
        assert site.build(template) == "abc"
    finally:
        KeptPages.keep = keep
    assert heard
    title(site)
    assert site.build(template) == "b"


def test_only_what_is_always_the_same_is_asked_ahead(tmp_path, monkeypatch):
    asked = []

    class Asked(Article):
        @property
        def text(self):
            asked.append("text")
            return "Text"

        @property
        def name(self):
            asked.append("name")
            return "Name"

    monkeypatch.setitem(globals(), "Article", Asked)
    site = Site(tmp_path, lambda names: names == ("name",))
    template = "{{ article.text }}{% for other in articles %}{{ other.name }}{% endfor %}"
    site.build(template.replace("in articles", "in articles if other is not sameas article"))
    site.build("{{ article.text }}{{ articles[0].name }}")
    asked.clear()

    assert site.build("{{ article.text }}{{ articles[0].name }}") == ""
    # That of the first article is read together with its text, by its own page.
    assert asked[:1] == ["name"]

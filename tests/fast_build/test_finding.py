from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.generators import ArticlesGenerator, Generator
from pelican.settings import DEFAULT_CONFIG
from pelican.urlwrappers import Author, Tag

from fast_build.finding import InOrder, quick_choice, where_readers_are_off
from fast_build.generator.quicker import leave_labels_without_pages

NAMES = st.text("ab.m d*[]!é\n", max_size=6)
PATTERNS = ["**/.*", ".*", "*.md", "[!a]*", "a?", "", "b[", ".#*", "*"]


def generator(ignores, off=()):
    readers = SimpleNamespace(extensions={"md": 1, "": 2}.keys(), disabled_extensions=off)
    return SimpleNamespace(settings={"IGNORE_FILES": ignores}, readers=readers)


@given(
    st.lists(NAMES, min_size=1, max_size=3).map("/".join),
    st.lists(st.sampled_from(PATTERNS), max_size=3),
    st.sampled_from([None, False, (), ("md", "m"), {"d": 1}.keys()]),
)
def test_those_that_pelican_takes_are_taken(path, ignores, extensions):
    stock = Generator._include_path
    quick = quick_choice(stock)

    for made in (list, tuple):
        it = generator(made(ignores))
        assert quick(it, path, extensions) == stock(it, path, extensions)


@pytest.mark.parametrize(("off", "times"), [({}, 0), ({"md": 1}, 1)])
def test_files_are_looked_for_only_where_a_reader_is_off(off, times):
    asked = []
    check = where_readers_are_off(lambda generator, *where, **more: asked.append((where, more)))
    check(generator([], off.keys()), ["a"], exclude=["b"])

    assert asked == [((["a"],), {"exclude": ["b"]})] * times


LABELS = {"TAG": ("tags", "generate_tags"), "AUTHOR": ("authors", "generate_authors")}


@pytest.mark.parametrize("save_as", ["", "{slug}.html"])
@pytest.mark.parametrize("label", LABELS)
def test_no_article_is_looked_for_where_its_labels_have_no_pages(label, save_as):
    name, method = LABELS[label]
    kind = {"TAG": Tag, "AUTHOR": Author}[label]
    settings = {**DEFAULT_CONFIG, "CATEGORY_SAVE_AS": "x", f"{label}_SAVE_AS": save_as}
    one, other = object(), object()
    made = ArticlesGenerator.__new__(ArticlesGenerator)
    made.settings, made.context, made.dates, made.articles = settings, {}, [one, other], []
    made.get_template = lambda name: f"template of {name}"
    labels = {kind("a", settings): [other]}
    setattr(made, name, labels if label == "TAG" else [*labels.items()])
    leave_labels_without_pages(made)
    written = []
    getattr(made, method)(lambda *args, **more: written.append((*args[:2], more["dates"])))

    dates = [other] if save_as else []
    assert written == [(save_as.format(slug="a"), f"template of {label.lower()}", dates)]
    assert made.dates == [one, other]


def test_files_in_an_order_are_a_set_of_them_that_may_still_change():
    files = InOrder(["c", "a", "d", "b", "a"])
    assert [*files] == ["c", "a", "d", "b"]
    assert files == {*"abcd"}

    files.remove("a")
    files.add("e")
    assert [*files] == ["c", "d", "b", "e"]
    assert sorted(files | {"f"}) == ["b", "c", "d", "e", "f"]

"""Compiled templates are kept, and are what Jinja would compile anew."""

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, pass_context, pass_environment
from jinja2.nodes import Filter

from build_cache import Shelf
from fast_build.compiled import CompiledTemplates, calls_while_compiling
from fast_build.reads import Tracer
from fast_build.values import Values

PAGE = "{% for word in words %}\n  {{ word|upper }}\n{% endfor %}\n{{ 'a b'|upper }}<{{ '<' }}>"


class Counting(Environment):
    pass


@pytest.fixture
def rendered(tmp_path, monkeypatch):
    """A function that renders a template in an environment of its own, and notes what it compiled."""
    compiled = []
    stock = Environment.compile

    def compile(env, source, name=None, *args, **more):
        compiled.append(name)
        return stock(env, source, name, *args, **more)

    monkeypatch.setattr(Environment, "compile", compile)

    def rendered(source=PAGE, keeps=True, kind=Environment, change=None, **settings):
        cache = CompiledTemplates(Shelf(tmp_path)) if keeps else None
        env = kind(loader=DictLoader({"page": source}), bytecode_cache=cache, **settings)
        if change:
            change(env)
        compiled.clear()
        text = env.get_template("page").render(words=["one", "two"])
        rendered.compiled = list(compiled)
        return text

    return rendered


def test_what_one_environment_has_compiled_the_next_does_not(rendered):
    first = rendered()
    again = rendered()

    assert (again, rendered.compiled) == (first, [])


def test_another_source_is_compiled_anew_and_takes_the_place_of_the_first(rendered, tmp_path):
    rendered()

    assert rendered(PAGE + "more").endswith("more")
    assert len(list(tmp_path.iterdir())) == 1


def test_what_is_damaged_is_compiled_anew(rendered, tmp_path):
    first = rendered()
    [kept] = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])

    assert rendered() == first
    assert rendered.compiled == ["page"]


def own_upper(env):
    env.filters["upper"] = lambda text: f"own {text}"


def own_upper_told_of_the_context(env):
    env.filters["upper"] = pass_context(lambda context, text: f"{context.name} {text}")


def own_upper_told_of_the_environment(env):
    env.filters["upper"] = pass_environment(lambda env, text: f"{env.trim_blocks} {text}")


def other_policy(env):
    env.policies["truncate.leeway"] = 0


def other_generate(env):
    stock = env._generate
    env._generate = lambda *args, **more: stock(*args, **more).replace("<", "[")


WAYS = [
    {},
    {"autoescape": True},
    {"trim_blocks": True},
    {"lstrip_blocks": True},
    {"keep_trailing_newline": True},
    {"block_start_string": "{[", "block_end_string": "]}"},
    {"undefined": StrictUndefined},
    {"extensions": ["jinja2.ext.do"]},
    {"extensions": ["jinja2.ext.i18n"]},
    {"finalize": lambda value: f"[{value}]"},
    {"autoescape": lambda name: True},
    {"kind": Counting},
    {"change": own_upper},
    {"change": own_upper_told_of_the_context},
    {"change": own_upper_told_of_the_environment},
    {"change": other_policy},
    {"change": other_generate},
]


def test_an_environment_of_another_kind_gets_what_it_would_compile(rendered):
    without = [rendered(keeps=False, **way) for way in WAYS]

    for _ in range(2):
        assert [rendered(**way) for way in WAYS] == without


@pytest.mark.parametrize("way", [9, 10, 11, 15, 16])
def test_where_it_cannot_be_told_what_decides_a_template_it_is_compiled_each_time(rendered, way):
    for _ in range(2):
        rendered(**WAYS[way])

        assert rendered.compiled == ["page"]


def test_a_filter_of_a_site_that_jinja_calls_while_it_compiles_is_called_in_each_build(rendered):
    for number in range(3):

        def bring(env, number=number):
            env.filters["numbered"] = lambda text: f"{text} {number}"

        assert rendered("{{ 'build'|numbered }}", change=bring) == f"build {number}"


def test_a_test_of_a_site_that_jinja_calls_while_it_compiles_is_called_in_each_build(rendered):
    for answer in (True, False, True):

        def bring(env, answer=answer):
            env.tests["wanted"] = lambda text: answer

        said = rendered("{{ 'yes' if 'it' is wanted else 'no' }}", change=bring)
        assert said == ("yes" if answer else "no")


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a'|own }}",
        "{{ 'a'|upper|own|lower }}",
        "{{ ['a', 'b']|own }}",
        "{{ ('a' if true else name)|own }}",
        "{{ ('a' or name)|own }}",
        "{{ name or 'a'|own }}",
        "{{ {'a': 'b'}.a|own }}",
        "{{ 'ab'[0]|own }}",
        "{{ ('a' ~ 'b')|own }}",
        "{{ name|upper if 'a'|own else name }}",
        "{% if 'a'|own == 'a' %}{% endif %}",
        "{% set x = 'a'|own %}",
        "{% include 'a'|own ignore missing %}",
        "{{ name|default('a'|own) }}",
        "{{ f('a'|own) }}",
        "{% macro m(x='a'|own) %}{% endmacro %}",
        "{{ name|own }}",
        "{{ name.a['b']|upper|own('c') }}",
        "{{ f('a')|own }}",
        "{% filter own %}a{% endfilter %}",
        "{% set x | own %}a{% endset %}",
        "{{ 'a'|upper }}",
    ],
)
def test_whatever_jinja_calls_while_it_compiles_is_foreseen(source):
    called = []
    env = Environment()
    env.filters["own"] = lambda *given: called.append(given) or "a"

    env.compile(source)

    assert calls_while_compiling(env, env.parse(source)) or not called
    has_own = any(node.name == "own" for node in env.parse(source).find_all(Filter))
    assert has_own or not calls_while_compiling(env, env.parse(source))


def test_a_filter_that_is_given_a_name_is_not_called_while_jinja_compiles():
    env = Environment()
    env.filters["own"] = str

    source = env.parse("{{ name.a['b']|upper|own('c') }}{{ f('a')|own }}")
    assert not calls_while_compiling(env, source)


@pytest.fixture
def watched(rendered, tmp_path):
    """A function that renders a template which is watched, and says what it used whole."""

    def watched(source, before=lambda env: None, after=lambda env: None):
        tracer = Tracer(Values((), (), (), (), bool), is_pure=lambda function: False)

        def watch(env):
            before(env)
            tracer.watch(env, CompiledTemplates(Shelf(tmp_path)))
            after(env)

        text = rendered(source, keeps=False, change=watch)
        return text, tracer._whole

    return watched


def test_a_template_that_is_watched_is_kept_with_the_names_it_uses_whole(watched, rendered):
    first = watched("{{ words|join }}{{ site is defined }}")
    again = watched("{{ words|join }}{{ site is defined }}")

    assert first == again == ("onetwoFalse", {"words"})
    assert rendered.compiled == []


def test_what_one_that_is_not_watched_has_compiled_tells_the_names_too(watched, rendered):
    rendered()

    assert watched(PAGE) == (rendered(keeps=False), {"words", "word"})


def bracket_names(env):
    stock = env.getattr
    env.getattr = lambda thing, name: f"[{stock(thing, name)}]"


@pytest.mark.parametrize("when", ["before", "after"])
def test_where_a_plugin_too_has_put_something_in_place_of_a_method_nothing_is_kept(
    watched, rendered, when
):
    source = "{{ {'a': 'b'}.a }}"
    watched(source)

    for _ in range(2):
        text, _ = watched(source, **{when: bracket_names})
        assert (text, rendered.compiled) == ("[b]", ["page"])

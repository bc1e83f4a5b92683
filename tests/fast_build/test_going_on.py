"""`python -m fast_build` after an edit: articles restored, pages left alone, plugins of others at work."""

import os
import re
import subprocess
import sys

import pytest
from PIL import Image

from fast_build.whole_files import InTwoParts
from tests.conftest import ROOT, run_pelican

HEAD = "Title: {0}\nDate: 2024-01-0{1}\nTags: bread\nSummary: Of {0}.\n\n"
SITE = {f"{name}.md": HEAD.format(name, number) + "Text.\n" for number, name in enumerate("abc", 1)}
SETTINGS = {
    "TYPOGRIFY": True,
    "FEED_ALL_ATOM": "all.atom.xml",
    "PLUGIN_PATHS": [str(ROOT / "plugins"), "."],
    "STATIC_PATHS": ["dot.png", "files"],
    "IMAGE_PROCESS": {"small": {"type": "image", "ops": ["scale_in 8 8 False"]}},
    "JINJA2CONTENT_TEMPLATES": ["."],
}
FAST = ["build_cache", "fast_build"]
LISTENS = """
from pelican.plugins import signals

def register():
    signals.{0}.connect(print_it)

def print_it(sender, **given):
    print("{0}", *sorted(given))
"""
OPENS = """
from pelican.writers import Writer

stock = Writer._open_w

def register():
    Writer._open_w = open_and_print

def open_and_print(writer, path, *how):
    print("opens", path)
    return stock(writer, path, *how)
"""
PRINTS = """
from pathlib import Path
from pelican.plugins import signals

def register():
    signals.article_generator_pretaxonomy.connect(print_it)

def print_it(generator):
    paths, exclude = generator.settings["ARTICLE_PATHS"], generator.settings["ARTICLE_EXCLUDES"]
    files = generator.get_files(paths, exclude)
    print("found", *(Path(file).stem for file in files), ".")
"""


MAKES = """
from pathlib import Path
from pelican.plugins import signals

def register():
    signals.initialized.connect(make)

def make(pelican):
    text = Path("content/a.md").read_text()
    if "More" in text:
        Path("content/made.md").write_text(text.replace("Title: a", "Title: made"))
"""


CHANGES = """
import os
from pelican.plugins import signals

def register():
    signals.article_generator_finalized.connect(change)

def change(generator):
    if os.path.exists("aside/c.md"):
        os.{}
"""


@pytest.fixture
def build(tmp_path, one_day):
    """A function that builds a site, going on from the last time, and returns what it said."""
    (tmp_path / "content").mkdir()
    Image.new("RGB", (64, 64)).save(tmp_path / "content/dot.png")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "TZ": "UTC"}

    def build(files, plugins=(), **settings):
        settings = {**SETTINGS, "PLUGINS": [*FAST, *plugins], **settings}
        for name, text in files.items():
            path = tmp_path / "content" / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
        lines = "\n".join(f"{name} = {value!r}" for name, value in (COMMON | settings).items())
        conf = tmp_path / "pelicanconf.py"
        if not conf.exists() or conf.read_text(encoding="utf-8") != lines:
            conf.write_text(lines, encoding="utf-8")
        code, said = run()
        assert code == 0, said[-2000:]
        return said

    def run():
        done = subprocess.run(
            [sys.executable, "-m", "fast_build", "-s", "pelicanconf.py", "-D"],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,  # some wait for others: should it be for ever, that is a fault
        )
        return done.returncode, " ".join(done.stdout.split())

    build.run = run
    build.output = tmp_path / "output"
    return build


COMMON = {
    "PATH": "content",
    "SITENAME": "Elsewhere",
    "SITEURL": "https://elsewhere.example",
    "TIMEZONE": "UTC",
}


def bytes_of(output):
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file()
    }


def is_as_fresh(build, tmp_path, files, plugins):
    """Compare what `build` has left with a build of its own, without this plugin."""
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "content").mkdir()
    for plugin in tmp_path.glob("*.py"):
        (fresh / plugin.name).write_bytes(plugin.read_bytes())
    Image.new("RGB", (64, 64)).save(fresh / "content/dot.png")
    result = run_pelican(fresh, files, {**SETTINGS, "PLUGINS": [*plugins]})
    assert result.returncode == 0, result.stderr
    expected, found = bytes_of(fresh / "output"), bytes_of(build.output)
    return {path: found.get(path) for path in expected} == expected


def test_one_article_is_read_and_its_pages_alone_are_written(build, tmp_path):
    build(SITE)
    before = {path: path.stat().st_mtime_ns for path in build.output.glob("*.html")}
    edited = SITE | {"b.md": SITE["b.md"] + "More.\n"}
    said = build(edited)
    changed = {path.name for path, when in before.items() if path.stat().st_mtime_ns != when}

    assert said.count("-> Article") == 1
    assert "fast_build renders what has changed" in said
    assert changed == {"b.html"}
    assert is_as_fresh(build, tmp_path, edited, [])


def test_it_is_said_of_each_page_that_is_written(build):
    said = build(SITE)

    assert [said.count(f'/{name}.html"') for name in "abc"] == [1, 1, 1]


def test_what_a_plugin_puts_in_place_of_a_step_of_pelicans_writer_is_done(build, tmp_path):
    (tmp_path / "opens.py").write_text(OPENS)
    said = build(SITE, ["opens"])

    assert said.count("opens") >= said.count("Writing") > 3


@pytest.mark.parametrize("articles", ["", "articles"])
def test_articles_are_restored_in_the_order_of_their_dates(build, tmp_path, articles):
    (tmp_path / "prints.py").write_text(PRINTS)
    site = {f"articles/{name}": text for name, text in SITE.items()}
    build(site, ["prints"], ARTICLE_PATHS=[articles])
    site["articles/b.md"] += "More.\n"
    said = build(site, ["prints"], ARTICLE_PATHS=[articles])

    assert "found c b a ." in said
    assert is_as_fresh(build, tmp_path, site, [])


def test_one_that_changes_while_a_build_restores_it_is_read_by_the_next(build, tmp_path):
    (tmp_path / "meanwhile.py").write_text(CHANGES.format("replace('aside/c.md', 'content/c.md')"))
    (tmp_path / "aside").mkdir()
    build(SITE, ["meanwhile"])
    site = SITE | {"a.md": SITE["a.md"] + "More.\n"}
    (tmp_path / "aside/c.md").write_text(SITE["c.md"] + "Meanwhile.\n")
    build(site, ["meanwhile"])
    site["c.md"] += "Meanwhile.\n"
    said = build(site, ["meanwhile"])

    assert said.count("-> Article") == 1
    assert is_as_fresh(build, tmp_path, site, [])


def test_one_that_goes_while_a_build_restores_it_makes_the_next_read_all(build, tmp_path):
    (tmp_path / "meanwhile.py").write_text(CHANGES.format("remove('content/c.md')"))
    (tmp_path / "aside").mkdir()
    build(SITE, ["meanwhile"])
    site = SITE | {"a.md": SITE["a.md"] + "More.\n"}
    (tmp_path / "aside/c.md").touch()
    assert "changed meanwhile" in build(site, ["meanwhile"])


def test_an_article_that_comes_while_a_build_goes_on_is_found(build, tmp_path):
    (tmp_path / "makes.py").write_text(MAKES)
    build(SITE, ["makes"])
    build(SITE | {"a.md": SITE["a.md"] + "More.\n"}, ["makes"])

    assert (build.output / "made.html").exists()


@pytest.mark.parametrize(
    "signal",
    [
        "article_generator_preread",
        "article_generator_context",
        "content_object_init",
        "article_generator_write_article",
        "content_written",
    ],
)
def test_whoever_listens_hears_of_each_article(build, tmp_path, signal):
    (tmp_path / "listens.py").write_text(LISTENS.format(signal), encoding="utf-8")
    first = build(SITE, ["listens"])
    second = build(SITE | {"b.md": SITE["b.md"] + "More.\n"}, ["listens"])

    assert first.count(signal) >= 3
    heard = f"{signal} " if signal != "content_written" else "content_written context"
    assert second.count(heard) >= first.count(heard) - 1  # one is the reason that it says
    assert ("reads all articles" in second) == (signal in READING), second
    assert ("renders all pages" in second) == ("write_article" in signal)


TELLS = """
from pelican.plugins import signals

def register():
    signals.content_written.connect(tell)

def tell(path, context):
    words = [path, context["output_file"], getattr(context.get("article"), "title", "")]
    words += [context.get("category", ""), len(context["articles"]), len(context)]
    print("told", *words, sep=",")
"""


def test_of_pages_that_stand_all_is_told_as_ever(build, tmp_path):
    (tmp_path / "tells.py").write_text(TELLS, encoding="utf-8")

    def told(said):
        return [word for word in said.split() if word.startswith("told,")]

    first = told(build(SITE, ["tells"]))
    said = build(SITE | {"b.md": SITE["b.md"] + "More.\n"}, ["tells"])

    assert "renders what has changed" in said
    assert any(f"{build.output}/a.html,a.html,a,misc,3" in word for word in first)
    assert told(said) == first


def test_a_second_article_at_the_place_of_one_that_stands_is_a_fault(build, tmp_path):
    build(SITE)
    twice = SITE | {"b.md": SITE["b.md"].replace("Tags:", "Slug: c\nTags:")}
    with pytest.raises(AssertionError, match="written to it previously"):
        build(twice)


READING = ("article_generator_preread", "article_generator_context", "content_object_init")


def test_another_file_makes_it_read_and_render_all(build, tmp_path):
    build(SITE | {"files/note.txt": "a"})
    said = build(SITE | {"files/note.txt": "b"})

    assert "note.txt has changed" in said
    assert said.count("-> Article") == 3


def test_what_was_read_only_by_an_earlier_build_counts(build, tmp_path):
    (tmp_path / "templates").mkdir()
    part = tmp_path / "templates/part.html"
    part.write_text("one")
    (tmp_path / "templates/article.html").write_text("{% include 'part.html' %}")
    settings = {"THEME_TEMPLATES_OVERRIDES": [str(tmp_path / "templates")]}
    build(SITE, **settings)
    said = build(SITE | {"b.md": SITE["b.md"] + "More.\n"}, **settings)
    assert "renders what has changed" in said
    part.write_text("two")
    build(SITE | {"b.md": SITE["b.md"] + "More.\n"}, **settings)

    assert bytes_of(build.output)["a.html"] == b"two"


def test_the_code_of_a_ranking_counts_whichever_process_ranked(build, tmp_path):
    build(SITE, ["help_by_topic"], RELATED_CACHE="cache/related")
    (tmp_path / ".fast_build").unlink()
    build(
        SITE | {"a.md": SITE["a.md"] + "More.\n"}, ["help_by_topic"], RELATED_CACHE="cache/related"
    )
    assert b"help_by_topic/related/choosing.py" in (tmp_path / ".fast_build").read_bytes()


def test_a_build_that_fails_after_an_edit_ends(build, tmp_path):
    build(SITE, ["help_by_topic"], RELATED_CACHE="cache/related")
    (tmp_path / "content/a.md").write_text("Related: nobody\n" + SITE["a.md"])

    code, said = build.run()
    assert code == 1
    assert "nobody" in said


def test_builds_that_are_not_noted_leave_the_texts_of_one(build, tmp_path):
    (tmp_path / "warns.py").write_text(
        "import logging\n\ndef register():\n    logging.getLogger('pelican').warning('Beware')\n"
    )
    for _ in range(3):
        assert "logged a warning" in build(SITE, ["warns"])
    assert len(list((tmp_path / "cache/articles").glob("texts-*"))) == 1


def test_the_source_of_an_article_that_is_gone_is_noted_no_more(build, tmp_path):
    build(SITE)
    (tmp_path / "content/b.md").unlink()
    rest = {name: text for name, text in SITE.items() if name != "b.md"}
    assert "renders what has changed" in build(rest)

    assert b"content/b.md" not in (tmp_path / ".fast_build").read_bytes()
    assert "nothing has changed" in build(rest)


def test_an_article_that_attaches_a_file_is_asked_for_its_text_each_time(build, tmp_path):
    files = SITE | {"a.md": SITE["a.md"] + "[x]({attach}files/x.txt)\n", "files/x.txt": "x"}
    build(files)
    edited = files | {"b.md": SITE["b.md"] + "More.\n"}
    said = build(edited)

    assert said.count("-> Article") == 1
    assert is_as_fresh(build, tmp_path, edited, [])


@pytest.mark.parametrize(
    ("pattern", "times"), [("{date:%Y}/{slug}.html", len(SITE)), ("{slug}.html", 0)]
)
def test_the_address_of_an_article_is_kept_with_it_but_for_one_of_its_slug(
    build, tmp_path, monkeypatch, pattern, times
):
    monkeypatch.setitem(SETTINGS, "ARTICLE_URL", pattern)
    build(SITE)

    kept = (tmp_path / "cache/articles/index").read_bytes()
    assert len(re.findall(rb"\d{4}/\w+\.html", kept)) == times


def test_a_feed_is_kept_with_the_pages(build, tmp_path):
    build(SITE)
    edited = SITE | {"b.md": SITE["b.md"] + "More.\n"}
    build(edited)
    _, pages, _, _ = InTwoParts(tmp_path / "cache/articles/pages").read()[0]

    assert "all.atom.xml" in pages
    assert is_as_fresh(build, tmp_path, edited, [])


def test_a_feed_of_texts_with_links_is_made_each_time_and_the_log_says_so(build, tmp_path):
    linked = SITE | {"b.md": SITE["b.md"] + "[x]({filename}a.md)\n"}
    build(linked)
    edited = linked | {"a.md": SITE["a.md"].replace("Date", "Slug: moved\nDate")}
    said = build(edited)

    assert "a feed shows a text" in " ".join(said.split())
    assert is_as_fresh(build, tmp_path, edited, [])


def test_a_file_that_two_articles_attach_moves_beside_the_page_that_comes_first(
    build, tmp_path, monkeypatch
):
    monkeypatch.setitem(SETTINGS, "ARTICLE_SAVE_AS", "{slug}/index.html")
    for feed in ("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM"):
        monkeypatch.setitem(SETTINGS, feed, None)  # which would come before pages
    attach = "[x]({attach}files/x.txt)\n"
    files = SITE | {"files/x.txt": "x"}
    files |= {"a.md": SITE["a.md"] + attach}
    build(files)
    edited = files | {"z.md": HEAD.format("Newest", 9) + attach}

    assert "renders what has changed" in build(edited)
    assert is_as_fresh(build, tmp_path, edited, [])


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("render_math", "The sum is $a_1 + b_2$."),
        ("image_process", "![A dot](/dot.png){.image-process-small}"),
        ("jinja2content", "{{ 6 * 7 }} of {% include 'part.txt' %} and no more."),
    ],
)
def test_a_plugin_of_others_does_after_an_edit_what_it_does(build, tmp_path, name, body):
    plugins = [f"pelican.plugins.{name}"]
    files = SITE | {"part.txt": "A part", "d.md": HEAD.format(name, 6) + body + "\n"}
    build(files, plugins)
    for edited in (
        files | {"b.md": SITE["b.md"] + "More.\n"},
        files | {"d.md": files["d.md"] + "\nMore.\n"},
    ):
        build(edited, plugins)
    assert is_as_fresh(build, tmp_path, edited, plugins)


# --- Articles that other processes read -----------------------------------------------------------


TWO_PROCESSORS = """
import fast_build.workers
fast_build.workers._processors = lambda: 2

def register():
    pass
"""
MANY = {f"{number}.md": HEAD.format(f"'{number}'", 1) + "Text.\n" for number in range(200)}


@pytest.fixture
def build_by_two(build, tmp_path):
    """The same by two processes, however many processors there are."""
    (tmp_path / "two.py").write_text(TWO_PROCESSORS, encoding="utf-8")
    return lambda files, plugins=(), **settings: build(files, ["two", *plugins], **settings)


def read_by_others(files, said):
    """Return which of `files` the process that `said` something did not read by itself."""
    return [name for name in files if f" {name} -> Article" not in said]


def test_articles_that_another_process_read_are_as_if_this_had_read_them(
    build, build_by_two, tmp_path
):
    [name, *_] = others = read_by_others(MANY, build_by_two(MANY))
    edited = MANY | {name: MANY[name] + "More.\n"}
    said = build_by_two(edited)

    assert len(others) < len(MANY)
    assert said.count("-> Article") == 1
    assert is_as_fresh(build, tmp_path, edited, [])


def test_where_each_has_to_be_made_here_another_process_makes_texts(build, build_by_two, tmp_path):
    (tmp_path / "listens.py").write_text(LISTENS.format("content_object_init"), encoding="utf-8")
    said = build_by_two(MANY, ["listens"])

    assert not read_by_others(MANY, said)
    assert said.count("content_object_init") >= len(MANY)
    assert is_as_fresh(build, tmp_path, MANY, [])


def test_the_source_of_one_that_another_process_read_is_noted_wherever_it_is(build_by_two, build):
    files = {f"../elsewhere/{name}": text for name, text in MANY.items()}
    settings = {"ARTICLE_PATHS": ["../elsewhere"]}
    [name, *_] = read_by_others(files, build_by_two(files, **settings))
    build_by_two(files | {name: files[name] + "More.\n"}, **settings)

    assert "More." in next(build.output.glob(f"**/{name[13:-3]}.html")).read_text()


def test_what_is_wrong_with_one_is_said_once_and_by_this_process(build_by_two):
    wrong = {name: "Title: {name}\n\nText.\n" for name in MANY if "7" in name}
    said = build_by_two(MANY | wrong)

    assert said.count("could not find information about 'date'") == len(wrong)


# --- What may go wrong ---------------------------------------------------------------------------


def test_what_is_kept_of_two_builds_is_not_mixed(build, tmp_path):
    build(SITE)
    others = {path.name: path.read_bytes() for path in (tmp_path / "cache/articles").iterdir()}
    edited = SITE | {"b.md": SITE["b.md"] + "More.\n"}
    build(edited)
    for name, content in others.items():  # as if the second had been cut off
        (tmp_path / "cache/articles" / name).write_bytes(content)
    edited["c.md"] += "More.\n"
    said = build(edited)

    assert said.count("-> Article") == 3
    assert is_as_fresh(build, tmp_path, edited, [])

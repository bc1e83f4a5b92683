"""The plugin at work in stock Pelican: the same site, with it and without it."""

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from PIL import Image

from tests.conftest import ROOT, run_pelican

HEAD = 'Title: {0}\nDate: 2024-01-0{1}\nTags: bread\nSummary: "Quoted" -- and *set*.\n\n'
BODY = """\
He said: "It's the '80s -- don't wait..." & left for the BBC[^1]. *[BBC]: a broadcaster

# One [link]({filename}b.md)

# One

[^1]: A note.

*[BBC]: A broadcaster
"""
SITE = {
    "a.md": HEAD.format('A "first" one', 1) + BODY,
    "b.md": HEAD.format("B", 2) + BODY.replace("It's", "It isn't"),
    "pages/about.md": "Title: About\n\n" + BODY,
    "c.rst": 'C "third"\n#########\n\n:date: 2024-01-03\n\n"text" -- here\n',
    "plain.html": "<html><head><title>D</title><meta name=date content=2024-01-04></head>"
    '<body><p>"text"</p></body></html>',
}
SETTINGS = {
    "TYPOGRIFY": True,
    "MARKDOWN": {
        "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.toc": {}}
    },
    "DELETE_OUTPUT_DIRECTORY": True,
    "FEED_ALL_ATOM": "all.atom.xml",
}
FAST = ["build_cache", "fast_build"]
WITHOUT_TYPOGRIFY = """
import sys
sys.modules["typogrify"] = None  # as where it is not installed
def register(): pass
"""


@pytest.fixture
def build(tmp_path):
    """Return a function that builds a site of {path: text}: path -> bytes of what it wrote."""

    def build(files=SITE, plugins=FAST, **settings):
        build.result = run_pelican(tmp_path, files, {**SETTINGS, "PLUGINS": plugins, **settings})
        build.said = " ".join((build.result.stdout + build.result.stderr).split())
        assert build.result.returncode == 0, build.said
        output = tmp_path / "output"
        return {
            path.relative_to(output).as_posix(): path.read_bytes()
            for path in output.rglob("*")
            if path.is_file()
        }

    build.cache = tmp_path / "cache/bodies/kept.sqlite"
    build.kept = lambda: kept_in(build.cache)
    return build


def kept_in(cache):
    if not cache.exists():
        return 0
    with closing(sqlite3.connect(cache)) as database:
        [(number,)] = database.execute("SELECT count(*) FROM kept")
    return number


def test_every_file_is_the_same_with_it_without_it_and_from_what_it_kept(build):
    without = build(plugins=[])
    cold = build()
    assert build.kept() == 3
    warm = build()

    assert cold == without
    assert warm == without


def test_another_setting_counts_at_once(build):
    changed = {
        "TYPOGRIFY_IGNORE_TAGS": ["h1"],
        "TYPOGRIFY_DASHES": "oldschool",
        "FORMATTED_FIELDS": [],
        "MARKDOWN": {"extension_configs": {"markdown.extensions.toc": {"permalink": True}}},
    }
    build()

    assert build(**changed) == build(plugins=[], **changed)


@pytest.mark.parametrize("typogrify", [False, True])
def test_a_site_does_what_it_would_where_typogrify_is_not_installed(build, tmp_path, typogrify):
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins/without.py").write_text(WITHOUT_TYPOGRIFY)
    folders = [str(ROOT / "plugins"), str(tmp_path / "plugins")]
    settings = {"PLUGIN_PATHS": folders, "TYPOGRIFY": typogrify, "FEED_ALL_ATOM": None}
    without = build(plugins=["without"], **settings)

    assert build(plugins=["without", *FAST], **settings) == without
    assert ("b.html" in without) is not typogrify  # Pelican logs an error for each file


def test_another_text_counts_at_once(build):
    build()
    edited = {**SITE, "a.md": SITE["a.md"].replace("He said", "She said")}

    assert b"She said" in build(edited)["a-first-one.html"]


@pytest.mark.parametrize("damage", [b"", b"garbage" * 20, b"\0"])
def test_damage_to_what_was_kept_does_no_harm(build, damage):
    good = build()
    build.cache.write_bytes(damage)

    assert build() == good
    assert build.kept() == 3


def test_nothing_is_kept_where_the_site_says_so(build):
    build(FAST_BUILD_BODIES=False)

    assert build.kept() == 0


# --- Other plugins -----------------------------------------------------------------------------

INCLUDING = """
import re
from markdown import Extension
from markdown.preprocessors import Preprocessor
from pelican.plugins import signals

class Including(Preprocessor):
    def run(self, lines):
        return [open("content/part.py").read() if line == "PART" else line for line in lines]

class Include(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Including(md), "including", 5)

def add(pelican):
    pelican.settings["MARKDOWN"].setdefault("extensions", []).append(Include())

def change(content):
    if content._content:
        content._content = content._content.replace("He said", "<b>He said</b>")

def register():
    signals.initialized.connect(add)
    signals.content_object_init.connect(change)
"""


@pytest.fixture
def build_with_including(build, tmp_path):
    (tmp_path / "including.py").write_text(INCLUDING, encoding="utf-8")
    folders = [str(ROOT / "plugins"), str(tmp_path)]

    def run(part, plugins=FAST):
        files = {**SITE, "part.py": part, "b.md": SITE["b.md"] + "\nPART\n"}
        return build(files, [*plugins, "including"], PLUGIN_PATHS=folders)

    return run


def test_a_text_that_includes_a_file_is_not_kept(build, build_with_including):
    build_with_including("one")
    assert build.kept() == 2  # of a.md and about.md

    assert b"two" in build_with_including("two")["b.html"]


def test_what_another_plugin_makes_of_an_article_is_as_without_this_one(build_with_including):
    without = build_with_including("one", plugins=[])

    assert b"<b>He said</b>" in without["a-first-one.html"]
    assert build_with_including("one") == build_with_including("one") == without


# Each changes content in another way; a page of its own shows it.
REAL = {
    # adds an extension to Markdown, and a script to each page that has formulas
    "render_math": ("math.md", "The sum is $a_1 + b_2$.", b"MathJax"),
    # writes the pictures that an article shows anew, and the page with them after it was written
    "image_process": (
        "picture.md",
        "![A dot](/dot.png){.image-process-small}",
        b"derivatives/small",
    ),
    # reads Markdown with a reader of its own, as a template that may include others
    "jinja2content": (
        "template.md",
        "{{ 6 * 7 }} of {% include 'part.txt' %} and no more.",
        b"42 of A part",
    ),
}


@pytest.mark.parametrize("name", REAL)
def test_a_plugin_of_others_that_changes_content_does_what_it_does(build, tmp_path, name):
    file, body, sign = REAL[name]
    files = {**SITE, "part.txt": "A part", file: HEAD.format(name, 6) + body + "\n"}
    (tmp_path / "content").mkdir()
    Image.new("RGB", (64, 64)).save(tmp_path / "content/dot.png")

    def built(plugins):
        more = {
            "STATIC_PATHS": ["dot.png"],
            "IMAGE_PROCESS": {"small": {"type": "image", "ops": ["scale_in 8 8 False"]}},
            "JINJA2CONTENT_TEMPLATES": ["."],
        }
        return build(files, [*plugins, f"pelican.plugins.{name}"], **more)

    without = built([])
    assert any(sign in page for page in without.values())

    assert built(FAST) == without
    assert built(FAST) == without


# --- What may go wrong ---------------------------------------------------------------------------


@pytest.mark.long
def test_after_a_kill_at_any_moment_the_next_build_is_right(build, tmp_path):
    chance = random.Random(1)
    many = SITE | {f"{n}.md": HEAD.format(f"Number {n}", 5) + BODY * 3 for n in range(60)}
    good = build(many)
    for _ in range(30):
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", "output"]
        process = subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.3, 3))
        process.kill()
        process.wait()
        assert build(many) == good


@pytest.mark.long
def test_after_any_damage_the_next_build_is_right(build):
    chance = random.Random(2)
    good = build()
    for _ in range(30):
        content = bytearray(build.cache.read_bytes())
        for _ in range(chance.randint(1, 9)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        build.cache.write_bytes(content[: chance.randint(0, len(content))])
        assert build() == good


def test_where_nothing_can_be_kept_the_build_is_right(build, tmp_path):
    good = build(plugins=[])
    (tmp_path / "cache").write_text("in the way of the folder")

    assert build() == good

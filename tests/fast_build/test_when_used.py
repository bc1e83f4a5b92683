"""Modules that wait to be used: a build of Markdown leaves them alone, others find them as ever."""

import os
import subprocess
import sys

import pytest

from fast_build.when_used import SELDOM
from tests.conftest import ROOT

CONF = """
PATH, SITEURL, TIMEZONE, DEFAULT_LANG = "content", "https://elsewhere.example", "UTC", "en"
PLUGIN_PATHS, PLUGINS = [{plugins!r}], ["build_cache", "fast_build"]
"""
MARKDOWN = "Title: Plain\nDate: 2024-01-01\nSummary: S.\n\nText.\n"
WORDS = MARKDOWN.replace("2024-01-01", "1 January 2024, noon")
RST = """Marked
######

:date: 1 February 2024
:summary: "S" -- s.

Text *with* :math:`a^2 + b`, a table and code:

.. math:: \\frac{x}{y}

=====  =====
a      b
=====  =====
one    two
=====  =====

.. code-block:: python

   print("code")

.. image:: dot.png
"""
WAITING = """
import sys
from fast_build.__main__ import main
main(["-q", "-s", "pelicanconf.py"])
for name, module in sys.modules.items():
    print(name, "waits" if "WaitingModule" in str(object.__repr__(module)) else "is_loaded")
"""

THREADS = """
from threading import Barrier, Thread
from fast_build.when_used import load_when_used
load_when_used()
from PIL import Image
together = Barrier(6)
sizes = []
def use():
    together.wait()
    sizes.append(Image.new("L", (2, 3)).size)
threads = [Thread(target=use) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sizes)
"""

SETTING = """
from fast_build.when_used import load_when_used
load_when_used()
from PIL import Image
Image.new = 1
print(Image.new, Image.__name__, Image.MAX_IMAGE_PIXELS > 1)
"""


@pytest.fixture
def site(tmp_path):
    """A function that builds a site of these texts, each time anew, and returns what was said."""
    (tmp_path / "pelicanconf.py").write_text(CONF.format(plugins=str(ROOT / "plugins")))
    (tmp_path / "content").mkdir()

    def site(texts, *command):
        for name, text in texts.items():
            (tmp_path / "content" / name).write_text(text, encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "TZ": "UTC"}
        return subprocess.run(
            [sys.executable, *command],
            cwd=tmp_path,
            env=environment,
            text=True,
            capture_output=True,
            check=True,
        ).stdout

    site.output = tmp_path / "output"
    return site


def test_a_build_of_markdown_leaves_them_alone(site):
    said = site({"plain.md": MARKDOWN}, "-c", WAITING)
    # Which of them are imported at all differs from one Python to another.
    assert not {f"{name} is_loaded" for name in SELDOM} & {*said.splitlines()}
    assert "docutils.core" in _waiting(said)


def test_plugins_that_the_site_does_not_name_are_left_alone(site):
    said = site({"plain.md": MARKDOWN}, "-c", WAITING)
    assert {"pelican.plugins.image_process", "pelican.plugins.render_math"} <= _waiting(said)
    assert not {"pelican.plugins.signals", "pelican.plugins._utils"} & _waiting(said)


def _waiting(said):
    lines = said.splitlines()
    return {line.removesuffix(" waits") for line in lines if line.endswith(" waits")}


def test_plugins_that_it_names_are_used(site, tmp_path):
    conf = tmp_path / "pelicanconf.py"
    conf.write_text(conf.read_text().replace('"fast_build"]', '"fast_build", "sitemap"]'))
    site({"plain.md": MARKDOWN}, "-m", "fast_build", "-q", "-s", "pelicanconf.py")
    assert "plain.html" in (site.output / "sitemap.xml").read_text()


def test_pages_that_need_them_are_what_pelican_makes(site):
    texts = {"plain.md": MARKDOWN, "words.md": WORDS, "marked.rst": RST}
    command = ("-q", "-s", "pelicanconf.py")
    site(texts, "-m", "fast_build", *command)
    ours = {path: path.read_bytes() for path in site.output.rglob("*.html")}
    for path in ours:
        path.unlink()
    site(texts, "-m", "pelican", *command)
    assert ours == {path: path.read_bytes() for path in site.output.rglob("*.html")}
    assert b"formula" in ours[site.output / "marked.html"]


def test_threads_that_ask_at_once_all_find_the_whole_module(site):
    assert site({}, "-c", THREADS) == f"{[(2, 3)] * 6}\n"


def test_what_is_set_on_a_module_that_waits_stays(site):
    assert site({}, "-c", SETTING) == "1 PIL.Image True\n"

"""What plugins may begin before Pelican is imported is begun there, and only where they are in use."""

import os
import subprocess
import sys

import pytest

from fast_build import head_starts
from tests.conftest import ROOT

PLUGIN = """
def register():
    from . import head_start
"""
BEGIN = """
import sys

def begin():
    with open("begun.txt", "a") as file:
        file.write("too late" if "pelican" in sys.modules else "begun")
    {}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the plugin `early`, which Python finds there."""
    (tmp_path / "early").mkdir()
    (tmp_path / "early/__init__.py").write_text(PLUGIN)
    (tmp_path / "early/head_start.py").write_text(BEGIN.format(""))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for name in ("early", "early.head_start"):
        sys.modules.pop(name, None)


def test_a_package_in_use_is_named_with_its_file_and_begun(folder):
    assert "early" not in head_starts.in_use()

    import early

    early.register()
    in_use = head_starts.in_use()
    assert in_use["early"] == str(folder / "early/__init__.py")
    head_starts.begin({"early": in_use["early"]})
    assert (folder / "begun.txt").exists()


def test_what_is_found_elsewhere_today_or_not_at_all_is_not_begun(folder):
    head_starts.begin({"early": "/elsewhere/early/__init__.py", "gone": "/gone/__init__.py"})
    assert not (folder / "begun.txt").exists()
    assert "early" not in sys.modules


def test_in_a_first_build_a_package_that_settings_name_is_likely_and_stands_beside(
    folder, monkeypatch
):
    (folder / "others.py").write_text("PLUGINS = ['early', 'late']")
    (folder / "pelicanconf.py").write_text("PLUGINS = ['late']")
    assert head_starts.likely(["-s", "others.py"]) == {}  # it stands elsewhere
    monkeypatch.setattr(head_starts, "_BESIDE", str(folder))
    early = {"early": str(folder / "early/__init__.py")}
    assert head_starts.likely(["content", "-s", "others.py", "-q"]) == early
    assert head_starts.likely(["--settings", "others.py"]) == early
    assert head_starts.likely([]) == {}
    assert head_starts.likely(["-s", "gone.py"]) == {}


def test_a_package_in_use_is_asked_who_is_to_be_told_of_texts(folder):
    import early

    early.register()
    before = len([*head_starts.takers_of_texts("en", 9)])
    early.head_start.take_texts = lambda lang, _number: len if lang == "en" else None
    assert len([*head_starts.takers_of_texts("en", 9)]) == before + 1
    assert len([*head_starts.takers_of_texts("de", 9)]) == before


def test_after_an_edit_it_is_begun_before_pelican_is_there_and_may_fail(folder):
    (folder / "early/head_start.py").write_text(BEGIN.format("raise RuntimeError"))
    (folder / "content").mkdir()
    article = folder / "content/a.md"
    article.write_text("Title: A\nDate: 2020-01-01\n\nText.\n")
    (folder / "pelicanconf.py").write_text(
        "PATH, PLUGINS, TIMEZONE = 'content', ['early'], 'UTC'\nSITEURL = 'https://a.example'\n"
    )
    paths = os.pathsep.join([str(ROOT / "plugins"), str(folder)])

    def build():
        command = [sys.executable, "-m", "fast_build", "-s", "pelicanconf.py"]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": paths})
        begun = folder / "begun.txt"
        return begun.read_text() if begun.exists() else ""

    assert build() == ""
    assert build() == ""  # nothing has changed
    article.write_text("Title: A\nDate: 2020-01-01\n\nOther words.\n")
    assert build() == "begun"
    assert "Other words" in (folder / "output/a.html").read_text()

"""The documents say what is true."""

import re

import pytest
from invoke import Collection

import tasks
from fast_build import generator as fast
from help_by_topic import generator as topics
from questions import generator as answers
from responsive_pictures import generator as pictures
from social_cards import generator as cards
from tests.conftest import ROOT

PLUGINS = sorted(
    path.name for path in (ROOT / "plugins").iterdir() if (path / "__init__.py").exists()
)


def test_the_readme_has_every_task_with_the_sentence_that_the_task_says_itself():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    said = dict(re.findall(r"^([a-z.-]+) +([A-Z].*\.)$", readme, re.MULTILINE))

    collection = Collection.from_module(tasks)

    assert said == {name: collection[name].__doc__ for name in collection.task_names}


def test_the_readme_names_every_plugin():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert sorted(re.findall(r"\| \[(\w+)\]\(plugins/\1\)", readme)) == PLUGINS


@pytest.mark.parametrize("plugin", PLUGINS)
def test_every_plugin_says_how_to_install_it(plugin):
    text = (ROOT / "plugins" / plugin / "README.md").read_text(encoding="utf-8")

    assert f'"{plugin}"' in text
    assert "PLUGIN_PATHS" in text


@pytest.mark.parametrize(
    ("plugin", "defaults"),
    [
        ("fast_build", fast.DEFAULTS),
        ("help_by_topic", topics.DEFAULTS),
        ("questions", answers.DEFAULTS),
        ("responsive_pictures", pictures.DEFAULTS),
        ("social_cards", cards.DEFAULTS),
    ],
)
def test_every_setting_is_in_the_plugins_readme(plugin, defaults):
    text = (ROOT / "plugins" / plugin / "README.md").read_text(encoding="utf-8")

    assert [name for name in defaults if f"`{name}`" not in text] == []


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], ids=str)
def test_a_link_to_a_file_leads_to_one(path):
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (path.parent / target).exists(), target

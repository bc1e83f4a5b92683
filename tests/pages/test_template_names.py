"""theme/README.md lists the names that a template may use: no more, no fewer, and all of them true."""

import json
import re
import subprocess
import sys

import pytest
from jinja2 import Environment, meta, nodes

from tests.conftest import ROOT
from theme.filters import filters, read_words

THEME = ROOT / "theme"
RECORD = """
import json, sys
from pelican import Pelican
from pelican.plugins import signals
from pelican.settings import read_settings

given = {}

def note(path, context):
    kind = next((name for name in ("article", "page", "topic", "period") if name in context), path)
    given.setdefault(kind, []).append(sorted(context))

site = Pelican(read_settings("pelicanconf.py", override={"OUTPUT_PATH": sys.argv[1]}))
signals.content_written.connect(note)
site.run()
json.dump(given, open(sys.argv[2], "w"))
"""


def table(heading):
    """Return the rows of the README's table under `heading`, as lists of cells."""
    text = (THEME / "README.md").read_text(encoding="utf-8")
    section = text.partition(f"### {heading}\n")[2].partition("\n##")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line[:3] == "| `"]
    return [[cell.strip() for cell in row] for row in rows]


EVERYWHERE = {row[0].strip("`") for row in table("Names on every page")}
ON_ONE_KIND = {
    row[0].strip("`"): re.findall(r"`(\w+)\.html`", row[1])
    for row in table("Names on one kind of page")
}


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """What each written page was given, by the kind of page."""
    folder = tmp_path_factory.mktemp("names")
    subprocess.run(
        [sys.executable, "-c", RECORD, str(folder / "output"), str(folder / "given.json")],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return json.loads((folder / "given.json").read_text())


def test_every_name_that_the_readme_promises_is_given(given):
    for kind, pages in given.items():
        for names in pages:
            assert EVERYWHERE - set(names) - {"say", "asset", "inline"} == set(), kind
    for name, templates in ON_ONE_KIND.items():
        for template in templates:
            kind = "period" if template == "period_archives" else template
            for names in given.get(kind, []):
                assert name in names, (name, kind)


def test_every_name_that_a_template_uses_is_promised():
    environment = Environment()
    environment.filters.update(filters(read_words(THEME / "words.toml")))
    used, own = {}, {"loop", "caller", "varargs", "kwargs", "self", "super"}
    for path in (THEME / "templates").rglob("*.html"):
        tree = environment.parse(path.read_text(encoding="utf-8"))
        used[path.name] = meta.find_undeclared_variables(tree)
        own |= {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
        own |= {node.name for node in tree.find_all(nodes.Macro)}
    promised = EVERYWHERE | set(ON_ONE_KIND) | set(environment.globals)

    unknown = {path: names - promised - own for path, names in used.items()}

    assert {path: names for path, names in unknown.items() if names} == {}


def test_no_name_is_promised_that_no_template_uses():
    sources = "\n".join(
        p.read_text(encoding="utf-8") for p in (THEME / "templates").rglob("*.html")
    )

    promised = EVERYWHERE | set(ON_ONE_KIND)

    assert {name for name in promised if not re.search(rf"\b{name}\b", sources)} == set()

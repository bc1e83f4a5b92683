import os
import subprocess
import sys

import pytest

from commands.lint import check_stylesheets
from tests.conftest import ROOT


@pytest.fixture
def faults(tmp_path):
    def faults(css, name="a.css"):
        (tmp_path / "tokens").mkdir(exist_ok=True)
        (tmp_path / "tokens/color.css").write_text(":root { --ink: #123456; }")
        (tmp_path / name).write_text(css)
        return [f"{p.line}: {p.what}" for p in check_stylesheets(tmp_path)]

    return faults


def test_a_good_stylesheet_has_no_fault(faults):
    assert faults("@media print { a { color: var(--ink); &:hover { color: inherit } } }") == []


def test_a_name_that_nothing_sets_is_found_with_its_line(faults):
    assert faults("/* two\nlines */\na { color: var(--inc) }") == ["3: nothing sets --inc."]


def test_a_colour_outside_the_tokens_is_found(faults):
    assert faults("a {\n  color: #fff;\n}") == ["2: a colour stands here as a value."]
    assert faults("a { background: url(#shape) }") == []


def test_what_a_browser_would_drop_without_a_word_is_found(faults):
    (fault,) = faults("@layer x {\na { color red; }\n}")

    assert fault.startswith("2: ")


def test_an_import_that_goes_up_is_found(project):
    (project / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    run = [
        *(sys.executable, "-c"),
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())",
    ]
    environment = {**os.environ, "PYTHONPATH": "plugins"}
    assert subprocess.run(run, cwd=project, env=environment, capture_output=True).returncode == 0

    with (project / "plugins/help_by_topic/filing.py").open("a", encoding="utf-8") as file:
        file.write("\nimport pelican\n")

    assert subprocess.run(run, cwd=project, env=environment, capture_output=True).returncode == 1


def test_a_method_that_a_command_calls_and_that_is_gone_is_found(project):
    (project / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    run = [sys.executable, "-m", "mypy", "commands/related.py"]
    before = subprocess.run(run, cwd=project, capture_output=True, text=True)
    assert before.returncode == 0, before.stdout

    generator = project / "plugins/help_by_topic/generator.py"
    text = generator.read_text(encoding="utf-8")
    generator.write_text(text.replace("def documents(", "def documented("), encoding="utf-8")
    after = subprocess.run(run, cwd=project, capture_output=True, text=True)

    assert '"TopicsGenerator" has no attribute "documents"' in after.stdout

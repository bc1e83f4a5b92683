"""Checks how the code is written: Python and its types, imports, templates, stylesheets,
workflows of the forges."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from commands.problem import Problem

CSS = Path("theme/static/css")
_SCHEMA = ["check_jsonschema", "--builtin-schema"]
_GITLAB = ["--data-transform", "gitlab-ci", ".gitlab-ci.yml"]
_RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(")


def lint(fix: bool = False) -> int:
    """Run every check, and mend what can be mended where `fix` is set; return 0 if all is well."""
    check = ["--fix"] if fix else []
    layout = [] if fix else ["--check"]
    workflows = sorted(map(str, Path(".github/workflows").glob("*.yml")))
    steps = {
        "Python": ["ruff", "check", "--quiet", *check, "."],
        "Python's layout": ["ruff", "format", "--quiet", *layout, "."],
        "Python's types": ["mypy", "--no-error-summary"],
        "templates": ["djlint", "--lint", "--quiet", "theme/templates", "plugins"],
        "GitHub's workflows": [*_SCHEMA, "vendor.github-workflows", *workflows],
        "GitLab's pipeline": [*_SCHEMA, "vendor.gitlab-ci", *_GITLAB],
    }
    failed = [name for name, command in steps.items() if _run("-m", *command)]
    # import-linter can't be run as a module; its command lies where this Python does not look.
    if _run(
        "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    ):
        failed.append("imports")
    if problems := list(check_stylesheets(CSS)):
        print(*problems, sep="\n")
        failed.append("stylesheets")
    print(f"Not clean: {', '.join(failed)}." if failed else "Clean.")
    return 1 if failed else 0


def _run(*arguments: str) -> int:
    """Run Python with `arguments`; show what it says only where it finds fault."""
    search = os.pathsep.join(["plugins", os.environ.get("PYTHONPATH", "")])
    result = subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": search},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if result.returncode:
        print(result.stdout)
    return result.returncode


def check_stylesheets(folder: Path) -> Iterator[Problem]:
    """Yield what is wrong in the stylesheets of `folder`: what a browser would drop without a word,
    names of custom properties that nothing sets, and colours outside the files of tokens."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.css"))}
    known = {name for text in texts.values() for name in re.findall(r"(--[\w-]+)\s*:", text)}
    for path, text in texts.items():
        yield from _syntax(path, text)
        # Comments may say anything; their line breaks keep the numbers of the lines right.
        bare = re.sub(r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), text, flags=re.DOTALL)
        for number, line in enumerate(bare.splitlines(), 1):
            for name in re.findall(r"var\((--[\w-]+)\s*\)", line):
                if name not in known:
                    yield Problem(str(path), number, f"nothing sets {name}.", "Mend the name.")
            if "tokens" not in path.parts and _RAW_COLOUR.search(re.sub(r"url\([^)]*\)", "", line)):
                yield Problem(
                    str(path), number, "a colour stands here as a value.", "Make it a token."
                )


def _syntax(path: Path, text: str) -> Iterator[Problem]:
    import tinycss2

    def faults(nodes) -> Iterator[Problem]:
        for node in nodes or ():
            if node.type == "error":
                yield Problem(str(path), node.source_line, f"{node.message}.", "Mend the CSS.")
            elif node.type in ("qualified-rule", "at-rule"):
                yield from faults(_content(node))

    yield from faults(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def _content(node):
    """Return the parsed content of a rule: rules in a conditional or layer, declarations elsewhere."""
    import tinycss2

    if node.content is None:
        return []
    if node.type == "at-rule" and node.lower_at_keyword in (
        "media",
        "supports",
        "layer",
        "container",
    ):
        return tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
    return tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)

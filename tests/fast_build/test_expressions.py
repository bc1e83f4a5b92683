"""Regular expressions from an earlier process are what Python would compile them to today."""

import _sre
import collections
import dataclasses
import os
import re
import subprocess
import sys
from collections import namedtuple
from dataclasses import make_dataclass
from types import SimpleNamespace

import pytest

from fast_build.expressions import Expressions
from tests.conftest import ROOT

PATTERNS = [
    (r"a(b|c)*?d", 0),
    (r"(?P<first>\w+)\s+(?P<second>\w+)(x)?", re.IGNORECASE),
    (r"(?x) [^\W\d_] {2,} # letters", 0),
    ("[äöü\u0400-\u04ff\U0001f600]+", re.IGNORECASE),
    (r"(?<=[.!])\s(?!$)(?=\S)", re.MULTILINE),
    (r"(?i:straße)|(?-i:B)", re.DOTALL),
    (r"(\()?a(?(1)\))", 0),
    (r"(?>a+)(b)*+\1?()", re.ASCII),
]
TEXTS = ["", "abcbd", "One two x", "ab. Cd!\nef", "ÄÖ STRASSE B", "(a) a)", "aaab", "Ж😀 😀ж"]

ASKED = """
import re
asked, stock = [], re.compile
re.compile = lambda expression, flags=0: asked.append(expression) or stock(expression, flags)
from fast_build.converting import Converter
Converter({"extensions": ["markdown.extensions.extra", "markdown.extensions.toc"]}, ())
print(asked)
"""


@pytest.fixture
def compiled(tmp_path):
    """A function that compiles as another process would, and says how many it had to compile."""

    def compiled(patterns, path=tmp_path / "kept", **instead):
        re.purge()
        before = re._compiler.compile
        expressions = Expressions(path)
        for name, value in instead.items():
            setattr(expressions, name, value)
        try:
            return [re.compile(*each) for each in patterns], expressions
        finally:
            expressions.stop()
            re.purge()
            assert re._compiler.compile is before

    compiled.path = tmp_path / "kept"
    return compiled


@pytest.fixture(autouse=True)
def keeps(monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def said_by(pattern):
    found = [[(each.span(), each.groups()) for each in pattern.finditer(text)] for text in TEXTS]
    return found, pattern.flags, pattern.groups, dict(pattern.groupindex), pattern.pattern


def test_they_find_the_same(compiled):
    re.purge()
    wanted = [said_by(re.compile(*each)) for each in PATTERNS]
    compiled(PATTERNS)
    again, expressions = compiled(PATTERNS)
    assert not expressions._new
    assert [said_by(pattern) for pattern in again] == wanted
    assert again == compiled(PATTERNS, None)[0]  # as Python sees it


def test_what_comes_later_is_kept_too(compiled):
    compiled(PATTERNS[:3])
    assert len(compiled(PATTERNS)[1]._new) == len(PATTERNS) - 3
    assert not compiled(PATTERNS)[1]._new


@pytest.mark.parametrize("error", [TypeError, RuntimeError])
def test_where_python_does_not_take_what_was_kept_it_compiles(compiled, monkeypatch, error):
    compiled(PATTERNS)

    def refuse(*args):
        raise error

    another = SimpleNamespace(**{**vars(_sre), "compile": refuse})
    monkeypatch.setattr("fast_build.expressions._sre", another)
    assert len(compiled(PATTERNS)[1]._new) == len(PATTERNS)


@pytest.mark.parametrize("kept", [b"", b"damaged" * 20])
def test_a_damaged_file_costs_time_alone(compiled, kept):
    compiled(PATTERNS)
    content = compiled.path.read_bytes()
    compiled.path.write_bytes(kept or content[:-1] + b"?")
    assert len(compiled(PATTERNS)[1]._new) == len(PATTERNS)
    assert compiled.path.read_bytes() == content


def test_those_of_another_python_are_not_used(compiled):
    compiled(PATTERNS, _kind=["another"])
    assert len(compiled(PATTERNS)[1]._new) == len(PATTERNS)


def test_bytes_and_faults_are_left_to_python(compiled):
    _, expressions = compiled([(rb"\w", 0)])
    assert not expressions._new
    with pytest.raises(re.error, match="unterminated"):
        compiled([("(", 0)])
    assert not compiled.path.exists()


def test_nothing_is_kept_where_python_keeps_no_modules(compiled, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled(PATTERNS)
    assert not compiled.path.exists()


def test_where_there_are_too_many_those_that_a_process_used_are_kept(compiled, monkeypatch):
    monkeypatch.setattr("fast_build.expressions._MOST", len(PATTERNS))
    compiled(PATTERNS)
    others = [("one", 0), ("two", 0)]
    compiled([*PATTERNS[:3], *others])
    assert not compiled([*PATTERNS[:3], *others])[1]._new
    assert len(compiled(PATTERNS)[1]._new) == len(PATTERNS) - 3


def test_each_process_asks_for_the_same_ones():
    first, second = (
        subprocess.run(
            [sys.executable, "-c", ASKED],
            env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "12"
    )
    assert first == second
    assert "[^\\\\n" in first


def made():
    """Return what classes whose methods Python writes as text do."""
    point = namedtuple("Point", "x y z", defaults=[0])
    kind = make_dataclass("Kind", [("x", int), ("y", int, 2)], frozen=True, order=True)
    assert point.__new__.__code__.co_filename == kind.__init__.__code__.co_filename == "<string>"
    return repr(point(1, 2)), repr(kind(1)), kind(1) < kind(2), hash(kind(1)) == hash(kind(1, 2))


def test_methods_that_are_written_are_kept_and_do_the_same(compiled):
    wanted = made()
    for known in (False, True):
        expressions = Expressions(compiled.path)
        try:
            assert made() == wanted
            assert bool(expressions._new) is not known
        finally:
            expressions.stop()
    assert not vars(dataclasses).keys() & {"exec"} | vars(collections).keys() & {"eval"}

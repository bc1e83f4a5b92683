"""Templates in the form in which Jinja runs them, from one build to the next. To compile one takes
longer than to render it a dozen times, and each of Pelican's generators compiles its own. What one
wants to know of a template's source is kept with it: the names that it uses whole.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import version
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator
from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_POLICIES, DEFAULT_TESTS

from build_cache import Shelf, key_of

_SETTINGS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline"),
    *("optimized", "autoescape"),
)
_EXTENSIONS = {"ExprStmtExtension", "LoopControlExtension"}  # `do`, and `break` and `continue`


class CompiledTemplates(BytecodeCache):
    """Compiled templates on a shelf, for any number of environments.

    What Jinja makes of a source depends on the settings of its environment, and on which filters and
    tests are Jinja's own: that is the key. While it compiles, it calls a filter or a test where what
    that is given is constant. A template in which one that a site or a plugin has brought may be
    called so is compiled in each build, for nobody knows what that depends on; so are all templates
    of an environment that differs from Jinja's own in what can't be told.
    """

    def __init__(
        self,
        shelf: Shelf,
        hooks: Mapping[str, Callable[..., Any]] = MappingProxyType({}),
        learn: Callable[[Iterable[str]], None] | None = None,
    ) -> None:
        self._shelf = shelf
        self._hooks = hooks
        self._learn = learn

    def with_hooks(
        self, hooks: Mapping[str, Callable[..., Any]], learn: Callable[[Iterable[str]], None]
    ) -> CompiledTemplates:
        """Return what keeps the templates of an environment with `hooks`, by their names: functions and
        classes that do what Jinja's own, in whose place they are, do. A template that is not compiled,
        and so goes past them, has `learn` called with the names that it uses whole.
        """
        return CompiledTemplates(self._shelf, hooks, learn)

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return what is kept of a template, or a bucket without code."""
        made_of = _described(environment, self._hooks)
        key = key_of("with names", made_of, name, filename) if made_of else ""
        bucket = Bucket(environment, key, self.get_source_checksum(source))
        bucket.source = source  # type: ignore[attr-defined] # for `set_bucket`
        if key and (kept := self._shelf.get(key)):
            names, _, code = kept.partition(b"\n")
            bucket.bytecode_from_string(code)
            if bucket.code and self._learn:
                self._learn(json.loads(names))
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Keep a template that has been compiled."""
        if not bucket.key:
            return
        source = bucket.environment.parse(bucket.source)  # type: ignore[attr-defined]
        if not calls_while_compiling(bucket.environment, source):
            names = json.dumps(sorted(names_used_whole(source))).encode()
            self._shelf.put(bucket.key, names + b"\n" + bucket.bytecode_to_string())


def names_used_whole(source: nodes.Template) -> set[str]:
    """Return the names in a template that are used otherwise than by asking them for something, or
    whether they are there."""
    asking = source.find_all((nodes.Getattr, nodes.Getitem))
    asked = {id(node.node) for node in asking}  # type: ignore[attr-defined]
    tests = (test for test in source.find_all(nodes.Test) if test.name in ("defined", "undefined"))
    asked.update(id(test.node) for test in tests)
    names = (name for name in source.find_all(nodes.Name) if name.ctx == "load")
    return {name.name for name in names if id(name) not in asked}


def calls_while_compiling(environment: Environment, source: nodes.Template) -> bool:
    """Return whether Jinja may call a filter or test that is not its own while it compiles `source`."""
    return any(
        not _depends_on_a_name(node)
        for node in source.find_all((nodes.Filter, nodes.Test))
        if not _is_stock(node, environment)
    )


def _is_stock(node: nodes.Filter | nodes.Test, environment: Environment) -> bool:
    if isinstance(node, nodes.Filter):
        return environment.filters.get(node.name) is DEFAULT_FILTERS.get(node.name)
    return environment.tests.get(node.name) is DEFAULT_TESTS.get(node.name)


def _depends_on_a_name(node: nodes.Filter | nodes.Test) -> bool:
    """Return whether a filter or test is surely given what is known only when a page is rendered."""
    given = node.node
    while isinstance(given, (nodes.Filter, nodes.Test, nodes.Getattr, nodes.Getitem)):
        given = given.node
    return given is None or isinstance(given, (nodes.Name, nodes.Call))  # None: a block is filtered


def _described(environment: Environment, hooks: Mapping[str, Callable[..., Any]]) -> tuple | None:
    """Return what decides, besides a source, what Jinja makes of it; None where that can't be told.
    `hooks` do what Jinja's own do, in whose place they are."""
    env = environment
    # Methods and classes that somebody has replaced.
    own = [
        name
        for name, method in vars(env).items()
        if callable(getattr(Environment, name, None)) and method is not hooks.get(name)
    ]
    if (
        type(env) is not Environment
        or own
        or env.code_generator_class is not CodeGenerator
        or env.policies != DEFAULT_POLICIES
        or env.finalize
        or env.is_async
        or not isinstance(env.autoescape, bool)
        or env.undefined.__module__ != "jinja2.runtime"
        or any(type(each).__name__ not in _EXTENSIONS for each in env.extensions.values())
        or any(type(each).__module__ != "jinja2.ext" for each in env.extensions.values())
    ):
        return None
    return (
        (_version(), sys.implementation.cache_tag, sys.flags.optimize),
        [getattr(env, name) for name in _SETTINGS],
        (env.undefined.__name__, sorted(env.extensions)),
        _which_are_stock(env.filters, DEFAULT_FILTERS),
        _which_are_stock(env.tests, DEFAULT_TESTS),
    )


@cache
def _version() -> str:
    return version("jinja2")


def _which_are_stock(
    functions: Mapping[str, Callable[..., Any]], stock: Mapping[str, Callable[..., Any]]
) -> list[tuple[str, str]]:
    """Return each name with what Jinja wants to know of its function when it compiles a call."""
    return sorted(
        (name, "" if function is stock.get(name) else str(_passed_first(function)))
        for name, function in functions.items()
    )


def _passed_first(function: Callable[..., Any]) -> Any:
    """Return what a function asks Jinja for: the context, the environment, or nothing."""
    return getattr(function, "jinja_pass_arg", None)

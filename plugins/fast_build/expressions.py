"""What is compiled at run time, as an earlier process compiled it: regular expressions, and the methods
of dataclasses and named tuples.

What Pelican imports compiles more than three hundred expressions, the same ones each time, which
takes as long as a fifth of the importing; and Python writes the methods of dataclasses and named
tuples as text. What they come to is kept beside the compiled modules, and as these are: for one
version of Python, of use to every site, thrown away with them.
"""

from __future__ import annotations

import _sre
import collections
import dataclasses
import re
import sys
from contextlib import ExitStack, suppress
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from .replacing import in_place_of
from .whole_files import read_whole, write_whole

_MOST = 1000  # expressions that are kept: some are made of what is read, and not wanted again
_compiler: ModuleType | None = getattr(re, "_compiler", None)

# What `_sre.compile` makes a pattern of, besides the text: flags, code, groups, and their names.
Compiled = tuple[int, list[int], int, dict[str, int]]


def beside_compiled_modules() -> Path | None:
    """Return the file of compiled expressions; None where Python keeps no compiled modules."""
    with suppress(NotImplementedError):
        return Path(cache_from_source(__file__)).with_suffix(".kept")
    return None


class Expressions:
    """Stands in for Python's compiler, of regular expressions and such methods, until it is stopped.

    `path` is where they are kept, if they are to be kept.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._kind = [sys.version, _sre.MAGIC, _sre.CODESIZE, sys.byteorder]
        self._known: dict[tuple[str, int | str], Any] = {}  # `Compiled`, or the code of a method
        self._used: dict[tuple[str, int | str], Any] = {}
        self._new: dict[tuple[str, int | str], Any] = {}
        self._code: list[int] = []
        self._replaced = ExitStack()
        if path and hasattr(_compiler, "_code") and hasattr(_compiler, "compile"):
            self._stock, self._stock_code = _compiler.compile, _compiler._code
            with suppress(OSError, ValueError, EOFError, TypeError):
                kind, known = read_whole(path)
                self._known = known if kind == self._kind else {}
            self._replaced.enter_context(
                in_place_of(
                    (_compiler, "compile", self._compile),
                    (_compiler, "_code", self._note_code),
                    (dataclasses, "exec", self._exec),
                    (collections, "eval", self._eval),
                )
            )

    def stop(self) -> None:
        """Let Python compile by itself again, and keep what was new for other processes."""
        self._replaced.close()
        known = self._known | self._new
        if len(known) > _MOST:
            known = self._used | self._new
        if self._new and len(known) <= _MOST and not sys.dont_write_bytecode:
            with suppress(OSError):
                write_whole(self._path, (self._kind, known))

    def _compile(self, expression: Any, flags: int = 0) -> re.Pattern:
        if type(expression) is not str or flags & re.DEBUG:  # bytes depend on the locale
            return self._stock(expression, flags)
        known = self._known.get((expression, int(flags)))
        if known:
            self._used[expression, int(flags)] = known
            its_flags, code, groups, names = known
            in_order = [None] * (groups + 1)
            for name, number in names.items():
                in_order[number] = name
            with suppress(TypeError, RuntimeError):  # a later Python may ask for other arguments
                return _sre.compile(expression, its_flags, code, groups, names, tuple(in_order))
        made = self._stock(expression, flags)
        names = dict(made.groupindex)
        self._new[expression, int(flags)] = made.flags, self._code, made.groups, names
        return made

    def _note_code(self, *args: Any) -> list[int]:
        code = self._stock_code(*args)
        self._code = list(map(int, code))  # constants have names there
        return code

    def _exec(self, text: str, *names: dict[str, Any]) -> None:
        exec(self._method(text, "exec"), *names)

    def _eval(self, text: str, *names: dict[str, Any]) -> Any:
        return eval(self._method(text, "eval"), *names)

    def _method(self, text: str, mode: str) -> CodeType:
        code = self._known.get((text, mode))
        if code:
            self._used[text, mode] = code
        else:
            code = self._new[text, mode] = compile(text, "<string>", mode, dont_inherit=True)
        return code

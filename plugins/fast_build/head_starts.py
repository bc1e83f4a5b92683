"""What plugins begin before Pelican is imported, which takes a third of a small build after an edit.

A plugin's package may have a module `head_start` with a function `begin`. Where the build before used
it, or, if there was none, where it stands beside this package and the settings have its name somewhere,
`python -m fast_build` calls that at once. What it begins may turn out not to be wanted: it is the
plugin's to end it then.

Its function `take_texts`, if it has one, is asked before many articles are read what is to be told of
each text.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from importlib import import_module
from importlib.machinery import PathFinder
from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_MODULE = "head_start"
_SETTINGS = "pelicanconf.py"
_BESIDE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def in_use() -> dict[str, str]:
    """Return the packages that this process has imported with such a module, each with its file."""
    packages = (name.removesuffix(f".{_MODULE}") for name in list(sys.modules))
    return {
        name: os.path.abspath(file)
        for name in packages
        if f"{name}.{_MODULE}" in sys.modules and "." not in name
        if (file := getattr(sys.modules.get(name), "__file__", None))
    }


def likely(arguments: Sequence[str]) -> dict[str, str]:
    """Return the packages that settings, as `pelican` would find them by its arguments, will have it
    import, so far as that can be told from the words alone."""
    settings = _SETTINGS
    for argument, after in pairwise(arguments):
        if argument in ("-s", "--settings"):
            settings = after
    found = {}
    with suppress(OSError, ValueError), open(settings, encoding="utf-8") as file:
        for name in set(re.findall(r"\w+", file.read())):
            folder = os.path.join(_BESIDE, name)
            if os.path.exists(os.path.join(folder, f"{_MODULE}.py")):
                found[name] = os.path.join(folder, "__init__.py")
    return found


def begin(packages: Mapping[str, str]) -> None:
    """Begin what these packages can, where Python still finds each in its file."""
    for name, file in packages.items():
        with suppress(Exception):  # Pelican will meet it again, and say so
            spec = PathFinder.find_spec(name)
            if spec and spec.origin and os.path.abspath(spec.origin) == file:
                import_module(f"{name}.{_MODULE}").begin()


def takers_of_texts(lang: str, number: int) -> Iterator[Callable[[bytes, bytes], None]]:
    """Yield what is to be called with the digest of each text and the text, encoded, of which there will be
    this number, most of them in this language."""
    for name in in_use():
        take_texts = getattr(sys.modules[f"{name}.{_MODULE}"], "take_texts", None)
        if take_texts and (take := take_texts(lang, number)):
            yield take

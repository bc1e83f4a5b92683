"""What plugins begin before Pelican is imported, which takes a third of a small build after an edit.

A plugin's package may have a module `head_start` with a function `begin`. Where the build before used
it, `python -m fast_build` calls that at once. What it begins may turn out not to be wanted: it is the
plugin's to end it then.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from importlib.machinery import PathFinder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_MODULE = "head_start"


def in_use() -> dict[str, str]:
    """Return the packages that this process has imported with such a module, each with its file."""
    packages = (name.removesuffix(f".{_MODULE}") for name in list(sys.modules))
    return {
        name: os.path.abspath(file)
        for name in packages
        if f"{name}.{_MODULE}" in sys.modules and "." not in name
        if (file := getattr(sys.modules.get(name), "__file__", None))
    }


def begin(packages: Mapping[str, str]) -> None:
    """Begin what these packages can, where Python still finds each in its file."""
    for name, file in packages.items():
        with suppress(Exception):  # Pelican will meet it again, and say so
            spec = PathFinder.find_spec(name)
            if spec and spec.origin and os.path.abspath(spec.origin) == file:
                import_module(f"{name}.{_MODULE}").begin()

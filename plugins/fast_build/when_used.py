"""Modules that are loaded when somebody uses them.

Pelican imports all that it may need: readers of other formats than a site has, a parser of dates that
nobody writes. Where such a module is only named, and none of its names is asked for, it is not run.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader

# Each takes time, and is of no use to a site of Markdown with plain dates.
SELDOM = frozenset(
    (
        "PIL.Image",
        "dateutil.parser",
        "docutils.core",
        "docutils.parsers.rst.states",
        "docutils.transforms.universal",
        "docutils.utils.math.latex2mathml",
        "docutils.utils.math.math2html",
        "docutils.utils.math.tex2mathml_extern",
    )
)


def load_when_used() -> None:
    """From now on, load the modules that are seldom used when somebody asks them for something."""
    sys.meta_path.insert(0, _WhenUsed)


class _WhenUsed:
    """Finds the modules that are seldom used where Python finds them."""

    @staticmethod
    def find_spec(name: str, path=None, target=None) -> ModuleSpec | None:
        if name not in SELDOM:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and hasattr(spec.loader, "exec_module"):
            spec.loader = LazyLoader(spec.loader)
        return spec

"""Modules that are loaded when somebody uses them.

Pelican imports all that it may need: readers of other formats than a site has, a parser of dates that
nobody writes, every plugin that is installed as one of its own, whether the site names it or not.
Where such a module is only named, and none of its names is asked for, it is not run.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:  # each would load what is to wait
    from importlib.abc import Loader
    from typing import Any

# Each takes time, and is of no use to a site of Markdown with plain dates; whoever imports it now
# asks for its names later.
SELDOM = frozenset(
    (
        "anyio",
        "calendar",
        "csv",
        "dateutil.parser",
        "docutils.core",
        "docutils.parsers.rst.states",
        "docutils.transforms.universal",
        "docutils.utils.math.latex2mathml",
        "docutils.utils.math.math2html",
        "docutils.utils.math.tex2mathml_extern",
        "ipaddress",
        "numpy._core._add_newdocs",  # its texts for people
        "numpy._core._add_newdocs_scalars",
        "PIL.Image",
        "pprint",
        "ssl",
    )
)
_PLUGINS = "pelican.plugins"


def load_when_used() -> None:
    """From now on, load the modules that are seldom used when somebody asks them for something."""
    sys.meta_path.insert(0, _WhenUsed)


class _WhenUsed:
    """Finds the modules that are seldom used where Python finds them."""

    @staticmethod
    def find_spec(name: str, path=None, target=None) -> ModuleSpec | None:
        is_plugin = name.rpartition(".")[0] == _PLUGINS
        if name not in SELDOM and not is_plugin:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if is_plugin and spec and not spec.submodule_search_locations:
            return spec  # a module of Pelican's: all plugins are packages
        if spec and hasattr(spec.loader, "exec_module"):
            spec.loader_state = RLock()
            spec.loader = _Later(spec.loader)
        return spec


class _Later:
    """Loads a module so that it waits. `importlib.util.LazyLoader` does so too; but before Python 3.12 a
    second thread that asks while the first one loads finds half a module."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__.loader = module.__loader__ = self._loader
        module.__class__ = WaitingModule


class WaitingModule(ModuleType):
    """A module that is loaded by whoever asks first; others wait until it is."""

    def __getattribute__(self, name: str) -> Any:
        if name not in _UNLOADED:
            _load(self)
        return ModuleType.__getattribute__(self, name)  # of the class it now has

    def __setattr__(self, name: str, value: Any) -> None:
        _load(self)
        ModuleType.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        _load(self)
        ModuleType.__delattr__(self, name)


# Python's own import looks at the second whenever a module is imported again.
_UNLOADED = {"__class__", "__spec__"}


def _load(module: ModuleType) -> None:
    spec = object.__getattribute__(module, "__spec__")
    lock = spec.loader_state
    with lock:
        # What the module itself asks for while it is loaded, it gets as it stands.
        if type(module) is WaitingModule and id(module) not in _loading:
            _loading.add(id(module))
            try:
                spec.loader.exec_module(module)
                object.__setattr__(module, "__class__", ModuleType)
            finally:
                _loading.discard(id(module))


_loading: set[int] = set()

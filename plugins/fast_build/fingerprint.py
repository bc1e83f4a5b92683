"""Names everything besides the text of a source that decides what it becomes.

That is: the versions of Python and of the libraries, the settings, each extension with its settings,
and the code of each extension, with that of the package that it belongs to.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType

from markdown import Extension, Markdown

from .plain_text import kind_of

LIBRARIES = ("markdown", "typogrify", "smartypants", "pelican")
SETTINGS = ("FORMATTED_FIELDS", "TYPOGRIFY_IGNORE_TAGS", "TYPOGRIFY_OMIT_FILTERS")


class Indescribable(ValueError):
    """Something decides the result that can't be put into words that stay the same."""


def fingerprint_parts(settings: Mapping, extensions: Iterable[Extension], processors) -> list:
    """Return what decides a body besides its text, as values that JSON can hold.

    `settings` are Pelican's; `extensions` and `processors` are those of a Markdown made of them.
    Raises Indescribable where an extension holds something that no text can name.
    """
    modules = sorted({type(each).__module__ for each in (*extensions, *processors)})
    return [
        sys.version,
        [_version(name) for name in LIBRARIES],
        _described("MARKDOWN", {**settings["MARKDOWN"], "extensions": None}),
        [_described(name, settings.get(name)) for name in SETTINGS],
        [_extension(extension) for extension in extensions],
        list(map(kind_of, processors)),
        [[name, _digest_of_code(name)] for name in modules],
        _digest_of_code(__name__),
    ]


def processors_of(markdown: Markdown) -> Iterator[object]:
    """Yield everything that takes part in a conversion, in its order."""
    for registry in ("preprocessors", "inlinePatterns", "treeprocessors", "postprocessors"):
        yield from getattr(markdown, registry)
    yield from markdown.parser.blockprocessors


def _extension(extension: Extension) -> list:
    name = type(extension).__qualname__
    try:
        settings = extension.getConfigs()
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise Indescribable(f"{name} has no settings of the usual kind") from error
    return [name, _described(name, settings)]


def _described(what: str, value: object):
    """Return `value` as something that JSON can hold and that is the same in every process."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): _described(f"{what}[{key!r}]", value[key]) for key in value}
    if isinstance(value, list | tuple):
        return [_described(what, item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(str(_described(what, item)) for item in value)
    if isinstance(value, Path):
        return str(value)
    if hasattr(value, "__module__") and hasattr(value, "__qualname__"):  # a function or class
        if value.__qualname__ == "<lambda>" or getattr(value, "__closure__", None):
            raise Indescribable(f"{what} is a function that can't be told from another")
        return [value.__module__, value.__qualname__, _digest_of_code(value.__module__)]
    raise Indescribable(f"{what} holds a {type(value).__name__}")


def plain_part(value: object) -> object:
    """Return `value` with all in it that is no plain value named by its class or name alone."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return sorted((str(key), plain_part(value[key])) for key in value)
    if isinstance(value, list | tuple):
        return [plain_part(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(repr(plain_part(item)) for item in value)
    named = value if hasattr(value, "__qualname__") else type(value)
    return f"{named.__module__}.{named.__qualname__}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _digest_of_code(module_name: str) -> str:
    """Return a digest of the module's code, with all of the package at whose root it stands."""
    names = module_name.split(".")
    # All namespace plugins stand in the package of Pelican: there the package is the plugin's own.
    root = ".".join(names[:3] if names[0] == "pelican" else names[:1])
    is_in_package = hasattr(sys.modules.get(root), "__path__")
    return _digest_of_files(root if is_in_package else module_name)


@cache  # the modules of a package have one together
def _digest_of_files(name: str) -> str:
    digest = sha256()
    for path in _files(sys.modules[name]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(module: ModuleType) -> list[Path]:
    if hasattr(module, "__path__"):
        return sorted(path for folder in module.__path__ for path in Path(folder).rglob("*.py"))
    file = getattr(module, "__file__", None)
    return [Path(file)] if file else []

"""Lets names stand for something else for a while: how Pelican is given what is faster. And tells whether
somebody else has done so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager


@contextmanager
def in_place_of(*replaced: tuple[object, str, object]) -> Iterator[None]:
    """Let names of modules or classes stand for something else while the block runs: (module, name,
    value)."""
    stock = [vars(module).get(name) for module, name, _ in replaced]
    for module, name, value in replaced:
        setattr(module, name, value)
    try:
        yield
    finally:
        for (module, name, _), value in zip(replaced, stock, strict=True):
            if value is None:  # a name of Python itself, such as `open`
                delattr(module, name)
            else:
                setattr(module, name, value)


def are_from(functions: Iterable[object], *files: str) -> bool:
    """Return whether the code of all these is from these files: nobody has put something else in their
    place."""
    codes = (getattr(function, "__code__", None) for function in functions)
    return all(code is not None and code.co_filename in files for code in codes)

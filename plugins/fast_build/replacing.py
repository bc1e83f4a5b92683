"""Lets names stand for something else for a while: how Pelican is given what is faster."""

from __future__ import annotations

from collections.abc import Iterator
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

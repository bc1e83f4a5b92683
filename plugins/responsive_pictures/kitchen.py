"""Makes each form of a picture, or takes it from the shelf, and publishes it under a hashed name."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from build_cache import Shelf, key_of

from .picture import (
    STILL,
    SUFFIXES,
    TYPES,
    Fault,
    Form,
    Picture,
    Recipe,
    Shown,
    Unreadable,
    suffix_of,
    widths_of,
)
from .reading import read_picture, tells_more

_MOST = 8  # pictures that are made at a time: one of 24 megapixels takes some 140 MB meanwhile


class Kitchen:
    """Makes pictures, or takes them from the shelf, and publishes them."""

    def __init__(self, recipe: Recipe, shelf: Shelf, output: Path) -> None:
        self._recipe, self._shelf, self._output = recipe, shelf, output
        self._contents: dict[Path, bytes] = {}
        self._pictures: dict[Path, Picture] = {}

    @cached_property
    def _method(self) -> str:
        """What, besides a source and a recipe, decides how a picture comes out."""
        code = (Path(__file__).with_name(f"{name}.py") for name in ("making", "reading"))
        return key_of([path.read_bytes() for path in code], version("pillow"))

    def read(self, path: Path) -> Picture:
        """Return what the file at `path` shows. Raises Unreadable."""
        if path not in self._pictures:
            content = path.read_bytes()
            largest = self._recipe.largest
            key = key_of("read", content, suffix_of(path), largest, self._method)

            def found() -> bytes:
                return json.dumps(asdict(read_picture(content, suffix_of(path), largest))).encode()

            self._pictures[path] = Picture(**json.loads(self._shelf.fetch(key, found)))
            self._contents[path] = content
        return self._pictures[path]

    def make(self, shown: Iterable[Shown], faults: list[Fault]) -> dict[Path, tuple[Form, ...]]:
        """Return the published forms of each picture, the plain one last; add to `faults`."""
        wanted = {each.path: each for each in shown}
        forms = {}
        with ThreadPoolExecutor(_at_once()) as pool:
            jobs = {path: pool.submit(self._made, path) for path in wanted}
            for path, job in jobs.items():
                try:
                    forms[path] = tuple(self._publish(path, *each) for each in job.result())
                except Unreadable as error:
                    what, cure = error.args
                    name, at = path.name, wanted[path]
                    faults.append(Fault(at.file, at.line, f"the picture {name} {what}", cure))
        return forms

    def _made(self, path: Path) -> list[tuple[str, int, bytes]]:
        """Return format, width and bytes of each form of the picture at `path`."""
        content, picture = self._contents[path], self._pictures[path]
        if picture.kind != STILL:
            return [(suffix_of(path)[1:], picture.width, content)]
        plain = "png" if picture.exact or picture.clear else "jpg"
        quality = self._recipe.quality
        widths = widths_of(picture, self._recipe.widths)
        jobs = [(form, width) for form in quality if form in TYPES for width in widths]
        jobs.append((plain, min(picture.width, self._recipe.plain_width)))
        image = None
        made = []
        for form, width in jobs:
            key = key_of(content, form, width, quality.get(form), self._method)
            result = self._shelf.get(key)
            if result is None:
                from .making import made as make
                from .making import upright

                image = image or upright(content)
                result = make(image, picture, width, form, quality.get(form, 0))
                self._shelf.put(key, result)
            made.append((form, width, result))
        return made

    def _publish(self, path: Path, form: str, width: int, content: bytes) -> Form:
        digest = hashlib.sha256(content).hexdigest()[:12]
        name = re.sub(r"[^\w-]+", "-", path.stem).strip("-") or "picture"
        url = self._recipe.save_as.format(name=name, width=width, digest=digest, format=form)
        target = self._output / url
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        return Form(form, width, url)

    def clean(self, path: Path) -> None:
        """Take from the published file at `path` what it tells besides its picture.

        Drawings and animations stay as they are. Raises Unreadable.
        """
        if suffix_of(path) not in SUFFIXES - {".svg", ".gif"} or not path.is_file():
            return
        content = path.read_bytes()
        if not tells_more(content):
            return
        if read_picture(content, suffix_of(path), self._recipe.largest).kind == STILL:
            key = key_of("cleaned", content, self._method)
            clean = self._shelf.fetch(key, lambda: _cleaned(content))
            path.unlink()  # it may be a link to the author's own file
            path.write_bytes(clean)


def _cleaned(content: bytes) -> bytes:
    from .making import cleaned

    return cleaned(content)


def _at_once() -> int:
    """Return how many pictures are made at a time: as there are processors for this process, which
    may be two of the 64 that the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), _MOST)
    return min(os.cpu_count() or 1, _MOST)

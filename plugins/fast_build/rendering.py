"""Renders and writes pages before Pelican comes to write them, in forked processes too.

    Pelican's loop over the articles, with a `write` that only notes --> what it is going to write
    `InTurns` --> each page is rendered and written by one of several processes
    Pelican's loop again, with its own `write` --> pages that are there are not made a second time

The second loop sends every signal, with the context that Pelican makes, when the page is there, and
does the rest: what could not be done ahead. Where it would have to wait for a page, this process
renders others that nobody has begun. A page whose rendering leaves a trace in this process, for
another to see, can't be rendered elsewhere: `why_not` looks for such.
"""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from jinja2 import Environment

from .reads import CHANGING
from .taking_turns import InTurns
from .values import is_mapping

# A list or a dictionary that a template changes is changed for the pages after it.
_CHANGES = re.compile(rf"\.(?:{'|'.join(sorted(CHANGING))})\(")
_OF_A_LIST = 20  # articles that are shown in a page of a list, about
_OF_A_FEED = 6  # pages that take as long as a feed, about
_ATTACHES = ("{attach}", "|attach|")  # where an article says so, a file moves beside its page
_PURE = frozenset(
    (
        *("builtins", "collections", "datetime", "_operator", "pathlib"),
        *("jinja2", "markupsafe", "pelican"),
    )
)
_WEIGHT = attrgetter("weight")
Each = Callable[[Callable[..., None]], None]


class Ahead(NamedTuple):
    """What can be written ahead: `each_page` calls what it is given for each page, as it would call
    a writer's `write_file`, `each_feed` so as `write_feed`. `awaited` yields something as long as what
    pages show is not known yet."""

    each_page: Each
    each_feed: Each
    awaited: Iterable[object]


class _Work(NamedTuple):
    name: str
    do: Callable[[], None]
    weight: int


class PagesAhead:
    """Pages and feeds that are made and written before Pelican comes to them, by other processes and
    this one in turns."""

    def __init__(
        self,
        ahead: Ahead,
        write: Callable[..., None],
        write_feed: Callable[..., None],
        say: Callable[[], bytes],
    ) -> None:
        """`say` gives what another process has noted at its end."""
        work: list[_Work] = []
        times: Counter[str] = Counter()

        def note(name: str, do: Callable[[], None], weight: int, override_output: bool) -> None:
            times[name] += 1
            if name and not override_output:
                work.append(_Work(name, do, weight))

        def page(name: str, *args: Any, **more: Any) -> None:
            do = partial(write, name, *args, **more)
            note(name, do, _pages_of(more), more.get("override_output", False))

        def feed(elements: Any, context: Any, path: str, **more: Any) -> None:
            do = partial(write_feed, elements, context, path, **more)
            note(path, do, _OF_A_FEED, more.get("override_output", False))

        ahead.each_page(page)
        ahead.each_feed(feed)
        work = [each for each in work if times[each.name] == 1]
        self._places = {each.name: place for place, each in enumerate(work)}
        self._turns = InTurns(work, _do, say, _WEIGHT, ahead.awaited)

    def stands(self, name: str) -> bool:
        """Return whether the page or feed `name` has been written, when that is known: it is asked once."""
        place = self._places.pop(name, None)
        return place is not None and self._turns.wait_for(place)

    def finish(self) -> list[bytes] | None:
        """Wait for the other processes to end; return what they have noted, None where that of one
        is lost."""
        return self._turns.finish()


def _do(work: _Work) -> None:
    work.do()


def _pages_of(more: Mapping[str, Any]) -> int:
    """Return how many pages a list will have, about; 1 where it is none."""
    return 1 + max(map(len, (more.get("paginated") or {}).values()), default=0) // _OF_A_LIST


def why_not(env: Environment, context: Mapping[str, Any], pure: Iterable[str]) -> str:
    """Return why pages can't be rendered elsewhere, in words; nothing where they can.

    `pure` are packages whose functions and objects templates may use, since that leaves no trace.
    """
    packages = _PURE.union(pure)
    for name, value in _in_reach(env, context):
        if _package(value) not in packages:
            return f"templates can use {name}, of {_package(value)}"
    for name, source in _sources(env):
        if found := _CHANGES.search(source):
            return f"{name} calls {found[0][1:-1]}"
    if context["static_links"] and any(map(_attaches, context["generated_content"].values())):
        return "articles attach files"
    return ""


def _attaches(content: Any) -> bool:
    text = getattr(content, "_content", None) or ""
    return any(word in text for word in _ATTACHES)


def _in_reach(env: Environment, context: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what templates can use by its name."""
    for names in (env.filters, env.tests, env.globals, env.extensions, context):
        yield from names.items()


def _package(value: Any) -> str:
    if is_mapping(type(value)):
        return "builtins"
    value = getattr(value, "func", value)  # of a partial
    module = value.__module__ if inspect.isroutine(value) else type(value).__module__
    return str(module).partition(".")[0]


def _sources(env: Environment) -> Iterator[tuple[str, str]]:
    for name in env.list_templates(filter_func=lambda name: not name.startswith("!")):
        yield name, env.loader.get_source(env, name)[0]

"""Questions that Pelican and Blinker ask for every article, answered sooner.

Whether a summary has an address that Pelican is to put in takes a look for the sign that each such
address follows; so does whether a text has an image without a text of its own; whether a receiver of a
signal has to be awaited is asked once for all signals.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any
from weakref import ref

from .replacing import are_from


def where_summaries_have_links(
    stock: Callable[..., None], content_class: Any, file: str
) -> Callable[..., None]:
    """Return what does the same as `stock`, Pelican's `refresh_metadata_intersite_links`: it puts
    addresses into what is formatted of the front matter. `content_class` is Pelican's, from `file`."""
    update, regex = content_class._update_content, content_class._get_intrasite_link_regex
    is_stock = are_from((update, regex), file)

    def refresh_metadata_intersite_links(content: Any) -> None:
        summary, kind = vars(content).get("_summary"), type(content)
        if (
            is_stock
            and type(summary) is str
            and "=" not in summary
            and content.settings["FORMATTED_FIELDS"] == ["summary"]
            and kind._update_content is update
            and kind._get_intrasite_link_regex is regex
        ):
            content.metadata["summary"] = summary
        else:
            stock(content)

    return refresh_metadata_intersite_links


def where_there_are_images(stock: Callable[..., None], file: str) -> Callable[..., None]:
    """Return what does the same as `stock`, which is Pelican's `find_empty_alt` if it is from `file`: it
    warns of images that have no text."""

    def find_empty_alt(content: str, path: str) -> None:
        if "<img" in content:
            stock(content, path)

    return find_empty_alt if are_from([stock], file) else stock


def asked_once(iscoroutinefunction: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return what does the same as Python's `iscoroutinefunction`. It looks into the code of a
    function, which Python tells each time to whoever notes what a build reads."""
    known: dict[ref[FunctionType], bool] = {}  # receivers may go: signals do not hold them either

    def is_coroutine_function(receiver: Any) -> bool:
        function = getattr(receiver, "__func__", receiver)
        if type(function) is not FunctionType:
            return iscoroutinefunction(receiver)
        key = ref(function)
        if key not in known:
            known[key] = iscoroutinefunction(function)
        return known[key]

    return is_coroutine_function

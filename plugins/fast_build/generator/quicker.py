"""What Pelican does for every article, each in a quicker way that comes to the same."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

import blinker.base
import pelican.contents
import pelican.generators
import pelican.readers
import pelican.urlwrappers
import pelican.utils
import pelican.writers
from pelican.contents import Content
from pelican.generators import ArticlesGenerator
from pelican.utils import SafeDatetime

from ..addresses import joined_where_plain, remembered, remembered_address, remembered_path
from ..asked_often import asked_once, where_summaries_have_links, where_there_are_images
from ..finding import quick_choice, where_readers_are_off
from ..replacing import are_from, in_place_of
from ..translations import by_groups
from ..wording import in_one_go, remembered_slugs

_OF_LABELS = {
    "TAG": "generate_tags",
    "CATEGORY": "generate_categories",
    "AUTHOR": "generate_authors",
}


def quicker_ways() -> AbstractContextManager[None]:
    """Let Pelican go the quicker ways while the context lasts."""
    generators, readers, urlwrappers = pelican.generators, pelican.readers, pelican.urlwrappers
    generator = generators.Generator
    check = where_readers_are_off(generator._check_disabled_readers)
    path, words = remembered_path(Content.get_relative_source_path), remembered(Content.url_format)
    refresh = where_summaries_have_links(
        Content.refresh_metadata_intersite_links, Content, pelican.contents.__file__
    )
    addresses = (
        (Content, "url_format", words),
        (Content, "_expand_settings", remembered_address(Content._expand_settings, words)),
    )
    images = where_there_are_images(readers.find_empty_alt, readers.__file__)
    stock_join = pelican.utils.sanitised_join
    join = joined_where_plain(stock_join)
    join_there = [
        each for each in (pelican.contents, pelican.writers) if each.sanitised_join is stock_join
    ]
    is_coroutine_function = asked_once(blinker.base.iscoroutinefunction)
    return in_place_of(
        *(addresses if _are_addresses_stock() else ()),
        (Content, "get_relative_source_path", path),
        (Content, "refresh_metadata_intersite_links", refresh),
        (blinker.base, "iscoroutinefunction", is_coroutine_function),
        (SafeDatetime, "strftime", in_one_go(SafeDatetime.strftime)),
        (readers, "find_empty_alt", images),
        *((module, "sanitised_join", join) for module in join_there),
        (urlwrappers, "slugify", remembered_slugs(urlwrappers.slugify)),
        (generator, "_include_path", quick_choice(generator._include_path)),
        (generator, "_check_disabled_readers", check),
        (generators, "process_translations", by_groups(generators.process_translations)),
    )


def _are_addresses_stock() -> bool:
    """Return whether nobody has put something else in the place of what gives Pelican its addresses."""
    made_by = getattr(Content.url_format, "fget", None), Content._expand_settings
    return are_from(made_by, pelican.contents.__file__)


def leave_labels_without_pages(generator: ArticlesGenerator) -> None:
    """Have no article looked for among those of a tag, a category or an author where their pages are
    written nowhere: Pelican does so for each page all the same."""
    for label, name in _OF_LABELS.items():
        stock = getattr(generator, name)
        is_stock = are_from([getattr(stock, "__func__", None)], pelican.generators.__file__)
        if is_stock and generator.settings[f"{label}_SAVE_AS"] == "":
            setattr(generator, name, partial(_without_dates, generator, stock))


def _without_dates(
    generator: ArticlesGenerator, stock: Callable[..., None], write: Callable[..., None]
) -> None:
    with in_place_of((generator, "dates", ())):  # all that it looks through
        stock(write)

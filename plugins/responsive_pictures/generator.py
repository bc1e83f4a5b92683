"""Takes articles and pages from Pelican and gives their pictures sizes and forms for every screen."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from pelican.contents import Content, Static
from pelican.plugins import signals

from build_cache import open_shelf

from .collecting import Collector
from .finding import Finder
from .kitchen import Kitchen
from .markup import with_pictures
from .picture import SUFFIXES, Fault, PictureError, Recipe, Shown, Unreadable, suffix_of
from .source_text import as_typed
from .tags import ROOT, TagWriter

DEFAULTS = {
    "PICTURE_SAVE_AS": "pictures/{name}-{width}.{digest}.{format}",
    "PICTURE_WIDTHS": (480, 800, 1200, 1600),
    "PICTURE_PLAIN_WIDTH": 800,  # of the form for browsers that know neither AVIF nor WebP
    "PICTURE_QUALITY": {"avif": 55, "webp": 78, "jpg": 82},
    "PICTURE_SIZES": "100vw",  # how wide a theme shows them, as in <source sizes>
    "PICTURE_MAX_PIXELS": 40_000_000,
    "PICTURE_ORIGINALS": "clean",  # "linked": only those that an article or a page links to
}

log = logging.getLogger(__name__)


def set_up(pelican) -> None:
    """Give each setting that the site leaves out its default, and wait for the articles."""
    for name, value in DEFAULTS.items():
        pelican.settings.setdefault(name, value)
    # Pelican warns of every empty text, by file alone; here each gets its line, and may be meant.
    logging.getLogger("pelican.readers").addFilter(_is_no_warning_of_alt)
    # Receivers are weakly held: this one lives as long as its run.
    pelican.responsive_pictures = PicturesOfRun(pelican.settings)


class PicturesOfRun:
    """The pictures of one run of Pelican."""

    def __init__(self, settings: Mapping) -> None:
        self._settings = settings
        self._originals: list[Static] = []
        self._kitchen = Kitchen(
            Recipe(
                widths=settings["PICTURE_WIDTHS"],
                plain_width=settings["PICTURE_PLAIN_WIDTH"],
                quality=settings["PICTURE_QUALITY"],
                largest=settings["PICTURE_MAX_PIXELS"],
                save_as=settings["PICTURE_SAVE_AS"],
            ),
            open_shelf(settings, "pictures"),
            Path(settings["OUTPUT_PATH"]),
        )
        signals.all_generators_finalized.connect(self.rewrite)
        signals.finalized.connect(self.clean_originals)

    def rewrite(self, generators) -> None:
        """Make the pictures of each article and page that is written, and name them there.

        Raises PictureError for everything that an author has to mend.
        """
        context, settings = generators[0].context, generators[0].settings
        if settings is not self._settings:
            return
        written = list(_written(context))
        finder = Finder(context["static_content"], settings["SITEURL"])
        shown: dict[Content, Mapping[str, Shown]] = {}
        faults: list[Fault] = []
        for content in written:
            if "<img" in (content._content or ""):
                collector = Collector(content, finder, self._kitchen)
                with_pictures(content._content, collector.note)
                shown[content] = collector.shown
                faults += collector.faults
        every = chain.from_iterable(pictures.values() for pictures in shown.values())
        forms = self._kitchen.make(every, faults)
        if faults:
            raise PictureError(faults)
        for content, pictures in shown.items():
            writer = TagWriter(pictures, forms, settings["PICTURE_SIZES"])
            content._content = with_pictures(content._content, writer.replace)
            content._update_content = partial(_with_root, content._update_content)
        if settings["PICTURE_ORIGINALS"] == "linked":
            linked = {id(static) for content in written for static in finder.linked(content)}
            context["staticfiles"] = [
                static
                for static in context["staticfiles"]
                if suffix_of(static.source_path) not in SUFFIXES or id(static) in linked
            ]
        self._originals = context["staticfiles"]

    def clean_originals(self, pelican) -> None:
        """Take from each published original what it tells of where and when it was taken."""
        if pelican.settings is not self._settings:
            return
        for static in self._originals:
            try:
                self._kitchen.clean(Path(self._settings["OUTPUT_PATH"], static.save_as))
            except Unreadable as error:
                what, cure = error.args
                log.warning("%s:1: the picture %s %s", as_typed(static.source_path), what, cure)


def _is_no_warning_of_alt(record: logging.LogRecord) -> bool:
    # After a few, Pelican says once that there are others: `limit_msg` is on all of them.
    return getattr(record, "limit_msg", "") != "Other images have empty alt attributes"


def _written(context: Mapping) -> Iterator[Content]:
    """Yield each article and page that gets a file: what is kept back is not looked at."""
    kinds = ("articles", "hidden_articles", "drafts", "pages", "hidden_pages", "draft_pages")
    for content in chain.from_iterable(context.get(kind, ()) for kind in kinds):
        yield from (each for each in (content, *content.translations) if each.save_as)


def _with_root(update, text: str, siteurl: str) -> str:
    """Do what Pelican does to a text on its way out, and fill in the way to the root."""
    return update(text, siteurl).replace(ROOT, siteurl.rstrip("/"))

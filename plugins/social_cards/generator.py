"""Takes articles and topics from Pelican, puts their cards into the site and names them for templates."""

from __future__ import annotations

import hashlib
import html
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import cached_property
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_cache import key_of, open_shelf

from .card import COLORS, WEIGHTS, Card, Cards, CardsError, Design, Words

if TYPE_CHECKING:
    from .drawing import Drawing

DEFAULTS = {
    "SOCIAL_CARD_SAVE_AS": "cards/{slug}.{digest}.png",
    "SOCIAL_CARD_SIZE": (1200, 630),
    "SOCIAL_CARD_FONTS": (),  # files; without any, Pillow's own font draws
    "SOCIAL_CARD_COLORS": {},  # what differs from COLORS in card.py
    "SOCIAL_CARD_WEIGHTS": {},  # what differs from WEIGHTS there
    "SOCIAL_CARD_TRACKING": -0.02,
    "SOCIAL_CARD_SITE": None,  # what the site's own card says; None takes SITENAME
}
_TAG = re.compile(r"<[^>]*>")

log = logging.getLogger(__name__)


def set_defaults(pelican) -> None:
    """Give each setting that the site leaves out its default."""
    for name, value in DEFAULTS.items():
        pelican.settings.setdefault(name, value)


def draw_cards(generators) -> None:
    """Put a card for each published article, each topic and the site into the output folder.

    Templates find them as `social_cards`. Raises CardsError for a setting that can't be used.
    """
    context, settings = generators[0].context, generators[0].settings
    subjects = dict(_subjects(context, settings))
    studio = _Studio(settings)
    pictures = studio.pictures(words for _, words in subjects.values())
    cards = {
        thing: studio.publish(slug, words, pictures[words])
        for thing, (slug, words) in subjects.items()
        if pictures[words]
    }
    if None not in cards:  # its letters are in no font
        slug, words = subjects[None][0], Words("")
        cards[None] = studio.publish(slug, words, studio.pictures([words])[words])
    context["social_cards"] = Cards(cards.pop(None), cards)


def _subjects(context: Mapping, settings: Mapping) -> Iterator[tuple[Any, tuple[str, Words]]]:
    """Yield each thing that gets a card (None is the site) with its slug and words.

    Only what is published: a draft's title has no business on a card that anybody can fetch.
    """
    topics = tuple(context.get("topics", ()))
    places = {topic: place for place, topic in enumerate(topics)}
    site = _plain(settings["SITENAME"])
    title = settings["SOCIAL_CARD_SITE"]
    if title is None:
        subtitle = _plain(settings.get("SITESUBTITLE") or "")
        yield None, ("site", Words(site, under=subtitle, stops=len(topics)))
    else:
        yield None, ("site", Words(title, site, stops=len(topics)))
    for topic in topics:
        words = Words(topic.name, site, topic.summary, stops=len(topics), here=(places[topic],))
        yield topic, (topic.slug, words)
    for article in chain.from_iterable((a, *a.translations) for a in context["articles"]):
        own = context.get("topics_by_article", {}).get(article, ())
        label = own[0].name if own else ""
        here = tuple(places[topic] for topic in own)
        words = Words(_plain(article.title), site, label=label, stops=len(topics), here=here)
        yield article, (article.slug, words)


def _plain(text: str) -> str:
    """Return a title's HTML as text. No-break spaces stay: typogrify ties widows with them."""
    return html.unescape(_TAG.sub("", text))


class _Studio:
    """Draws cards, or takes them from the shelf, and publishes them."""

    def __init__(self, settings: Mapping) -> None:
        self._settings = settings
        self._design = _design(settings)
        self._shelf = open_shelf(settings, "cards")
        code = (Path(__file__).with_name(f"{n}.py") for n in ("drawing", "lettering", "wrapping"))
        # Everything but the words that decides what a card looks like, the code included.
        self._look = key_of(
            {**asdict(self._design), "fonts": [path.read_bytes() for path in self._design.fonts]},
            [path.read_bytes() for path in code],
            version("pillow"),
        )

    def pictures(self, wanted: Iterable[Words]) -> dict[Words, bytes]:
        """Return the PNG of each of the `wanted` words; empty where no font has all the letters."""
        keys = {words: key_of(self._look, asdict(words)) for words in wanted}
        kept = {words: self._shelf.get(key) for words, key in keys.items()}
        missing = [words for words, picture in kept.items() if picture is None]
        with ThreadPoolExecutor() as pool:
            for words, picture in zip(missing, pool.map(self._draw, missing), strict=True):
                self._shelf.put(keys[words], picture)
                kept[words] = picture
        return kept

    def _draw(self, words: Words) -> bytes:
        if lacking := self._drawing.lacks(words):
            log.info("No font of SOCIAL_CARD_FONTS has %r: no card for %r", lacking, words.title)
            return b""
        return self._drawing.draw(words)

    @cached_property
    def _drawing(self) -> Drawing:
        from .drawing import Drawing  # brings Pillow, which most builds need not load

        return Drawing(self._design)

    def publish(self, slug: str, words: Words, picture: bytes) -> Card:
        """Write `picture` into the site under a name with its hash, and return the card."""
        digest = hashlib.sha256(picture).hexdigest()[:12]
        url = self._settings["SOCIAL_CARD_SAVE_AS"].format(slug=slug, digest=digest)
        path = Path(self._settings["OUTPUT_PATH"], url)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture)
        return Card(url, *self._design.size, words.spoken)


def _design(settings: Mapping) -> Design:
    fonts = tuple(Path(font) for font in settings["SOCIAL_CARD_FONTS"])
    problems = [
        f"SOCIAL_CARD_FONTS: there is no file {font}. Name font files by their full paths."
        for font in fonts
        if not font.is_file()
    ]
    for name, known in (("COLORS", COLORS), ("WEIGHTS", WEIGHTS)):
        problems += [
            f"SOCIAL_CARD_{name}: '{key}' is not known. Use {', '.join(known)}."
            for key in settings[f"SOCIAL_CARD_{name}"]
            if key not in known
        ]
    if problems:
        raise CardsError(problems)
    return Design(
        size=tuple(settings["SOCIAL_CARD_SIZE"]),
        fonts=fonts,
        colors={**COLORS, **settings["SOCIAL_CARD_COLORS"]},
        weights={**WEIGHTS, **settings["SOCIAL_CARD_WEIGHTS"]},
        tracking=settings["SOCIAL_CARD_TRACKING"],
    )


# --- Feeds -----------------------------------------------------------------------------------------


def show_in_feed(context: Mapping, feed) -> None:
    """Give each article in a feed its card as a thumbnail, which is shown in lists, not in the text."""
    root = context["SITEURL"]
    if not root or "social_cards" not in context:
        return  # a thumbnail's address has to be whole
    cards = {
        f"{root}/{thing.url}": card
        for thing, card in context["social_cards"].items()
        if hasattr(thing, "source_path")
    }
    add_elements = feed.add_item_elements

    def add_thumbnail_too(handler, item) -> None:
        add_elements(handler, item)
        if card := cards.get(item["link"].removesuffix("?ref=feed")):
            attributes = {
                "xmlns:media": "http://search.yahoo.com/mrss/",
                "url": f"{root}/{card.url}",
                "width": str(card.width),
                "height": str(card.height),
            }
            handler.addQuickElement("media:thumbnail", None, attributes)

    feed.add_item_elements = add_thumbnail_too

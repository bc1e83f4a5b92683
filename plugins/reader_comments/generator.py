"""Takes articles from Pelican and gives back what readers said: names for templates, a feed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import FileSystemLoader, Template
from pelican.generators import Generator
from pelican.plugins import signals

from .feed import feed_items, with_reference_before_anchor
from .filing import Article, articles_by_folder, files_by_article
from .folders import comment_files
from .placing import FALLBACK, placed, shows_comments
from .problem import CommentsError
from .reading import Rules, plain_name, read
from .rendering import renderer
from .threads import arranged, faults_between
from .typography import typographer

DEFAULTS = {
    "COMMENTS_PATH": "comments",  # relative to PATH
    "COMMENTS_PLACE": "auto",  # "theme": the theme shows them; "append": put under every article
    "COMMENTS_FEED_ATOM": "comments/feed.atom",
    "COMMENTS_FEED_TITLE": "Comments",
    "COMMENT_FEED_TITLE": "{author} on {title}",
    "COMMENTS_MAX_LENGTH": 20_000,
    # Few extensions, and none that makes ids: two comments would make the same.
    "COMMENTS_MARKDOWN": {
        "extensions": [
            "markdown.extensions.fenced_code",
            "markdown.extensions.nl2br",  # what was typed as a line stays one
            "markdown.extensions.sane_lists",
        ],
    },
}
PLACES = ("auto", "theme", "append")
TEMPLATES = Path(__file__).with_name("templates")


def connect() -> None:
    """Connect the receivers below to Pelican's signals; connecting them again changes nothing."""
    signals.initialized.connect(prepare)
    signals.generator_init.connect(offer_templates)
    signals.get_generators.connect(generators)
    signals.content_written.connect(place_under_article)


# The receivers keep nothing: what a run needs is in its settings and its context. A later run in
# the same process calls them even where it does without this plugin, so they look for its name.


def _is_on(settings: Mapping) -> bool:
    return __package__ in (settings.get("PLUGINS") or ())


def prepare(pelican) -> None:
    """Give settings their defaults, and keep Pelican from reading comments as articles.

    Raises ValueError for a setting that can't be meant.
    """
    settings = pelican.settings
    if not _is_on(settings):
        return
    for name, value in DEFAULTS.items():
        settings.setdefault(name, deepcopy(value))
    settings.setdefault("COMMENTS_FEED_ATOM_URL", settings["COMMENTS_FEED_ATOM"])
    _check(settings)
    comments = os.path.normpath(settings["COMMENTS_PATH"])
    for kind in ("ARTICLE", "PAGE", "STATIC"):
        excluded = settings[f"{kind}_EXCLUDES"]
        # Pelican compares paths as they are spelt; ARTICLE_PATHS = ["."] spells them with a dot.
        ours = [path for path in (comments, f"./{comments}") if path not in excluded]
        settings[f"{kind}_EXCLUDES"] = [*excluded, *ours]


def _check(settings: Mapping) -> None:
    if settings["COMMENTS_PLACE"] not in PLACES:
        raise ValueError(
            f"COMMENTS_PLACE is {settings['COMMENTS_PLACE']!r}. Use one of: {', '.join(PLACES)}."
        )
    if os.path.normpath(settings["COMMENTS_PATH"]) == ".":
        raise ValueError(
            "COMMENTS_PATH is the folder of all content. Name a folder in it for comments alone."
        )
    try:
        settings["COMMENT_FEED_TITLE"].format(author="", title="")
    except (KeyError, IndexError, ValueError):
        raise ValueError(
            f"COMMENT_FEED_TITLE is {settings['COMMENT_FEED_TITLE']!r}. "
            "Use only {author} and {title} in it."
        ) from None


def generators(pelican) -> type[Generator] | None:
    """Return the generator that this plugin adds."""
    return CommentsGenerator if _is_on(pelican.settings) else None


def offer_templates(generator) -> None:
    """Let every template include the fallback, after those of the site and its theme."""
    if _is_on(generator.settings):
        generator.env.loader.loaders.append(FileSystemLoader(str(TEMPLATES)))


def place_under_article(path: str, context: Mapping) -> None:
    """Put the comments into the page of an article that was just written to `path`.

    Nothing happens where the theme shows them, on other pages, and where they are there already.
    """
    template: Template | None = context.get("comments_fallback")
    article = context.get("article")
    if template is None or context.get("output_file") != getattr(article, "save_as", None):
        return
    discussion = context["comments_by_article"].get(article)
    if discussion is None:
        return
    file = Path(path)
    page = file.read_bytes().decode()
    if f'id="{discussion.threads[0].comment.anchor}"' not in page:
        file.write_bytes(placed(page, template.render(context)).encode())


class CommentsGenerator(Generator):
    """Names `comments_by_article` for templates and writes the feed of comments."""

    # --- The context: compute, write nothing -----------------------------------------------------

    def generate_context(self) -> None:
        """Read the comments. Raises CommentsError with everything that is wrong with them."""
        folders, problems = comment_files(
            Path(self.path) / self.settings["COMMENTS_PATH"], self.settings["IGNORE_FILES"]
        )
        claims = articles_by_folder(
            self._versions("articles", "hidden_articles"), self._versions("drafts")
        )
        files, misplaced = files_by_article(folders, claims)
        rules = self._rules()
        submissions = {
            article: [read(path, rules) for path in paths] for article, paths in files.items()
        }
        problems += misplaced
        for said in submissions.values():
            problems += chain.from_iterable(submission.problems for submission in said)
            problems += faults_between(said)
        if problems:
            raise CommentsError(problems)
        discussions = {article: arranged(said) for article, said in submissions.items()}
        self.context["comments_by_article"] = {
            article: discussion for article, discussion in discussions.items() if discussion
        }
        self.context["comments_fallback"] = self._fallback()

    def _versions(self, *shelves: str) -> Iterator[Article]:
        """Yield the articles of these names in the context, and their translations."""
        articles = chain.from_iterable(self.context[shelf] for shelf in shelves)
        # Two originals of one slug are each other's translations as well: each comes once.
        yield from dict.fromkeys(
            chain.from_iterable((article, *article.translations) for article in articles)
        )

    def _rules(self) -> Rules:
        settings = self.settings
        typography = None
        if settings["TYPOGRIFY"]:
            typography = typographer(
                settings["TYPOGRIFY_IGNORE_TAGS"],
                settings["TYPOGRIFY_OMIT_FILTERS"],
                settings["TYPOGRIFY_DASHES"],
            )
        names = settings.get("COMMENTS_SITE_AUTHORS", settings.get("AUTHOR")) or ()
        return Rules(
            render=renderer(settings["COMMENTS_MARKDOWN"], typography),
            timezone=ZoneInfo(settings.get("TIMEZONE", "UTC")),
            site_authors=frozenset(map(plain_name, [names] if isinstance(names, str) else names)),
            max_length=settings["COMMENTS_MAX_LENGTH"],
        )

    def _fallback(self) -> Template | None:
        """Return what to put under articles, or None where the theme sees to it."""
        place = self.settings["COMMENTS_PLACE"]
        folders = [*self.settings["THEME_TEMPLATES_OVERRIDES"], Path(self.theme, "templates")]
        if place == "theme" or (place == "auto" and shows_comments(map(Path, folders))):
            return None
        return self.env.get_template(FALLBACK)

    # --- The output ------------------------------------------------------------------------------

    def generate_output(self, writer) -> None:
        """Write the feed: comments on what is published and listed, the newest first."""
        path = self.settings["COMMENTS_FEED_ATOM"]
        if not path:
            return
        listed = list(self._versions("articles"))
        comments = self.context["comments_by_article"]
        items = feed_items(
            {article: comments[article] for article in listed if article in comments},
            self.settings["COMMENT_FEED_TITLE"],
        )

        def finish(_context, feed) -> None:
            if self.settings["FEED_APPEND_REF"]:
                feed.items = [with_reference_before_anchor(entry) for entry in feed.items]
            if not items:
                # feedgenerator would say "now", and no two builds would be the same.
                opened = _first_date(listed)
                feed.latest_post_date = lambda: opened

        with signals.feed_generated.connected_to(finish):
            writer.write_feed(
                items,
                self.context,
                path,
                self.settings["COMMENTS_FEED_ATOM_URL"],
                feed_title=self.settings["COMMENTS_FEED_TITLE"],
            )


def _first_date(articles: Iterable) -> datetime:
    """Return since when there was something to comment on, or 1970 where there is nothing yet."""
    return min((article.date for article in articles), default=datetime.fromtimestamp(0, UTC))

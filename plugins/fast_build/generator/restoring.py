"""Takes articles of unchanged sources as the last build read them."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from fnmatch import fnmatch
from functools import cache, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pelican.contents
import pelican.generators
import pelican.urlwrappers
from pelican.contents import Article, Author, Category, Content, Tag
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals
from pelican.readers import MarkdownReader
from pelican.utils import SafeDatetime

from build_cache import key_of

from .. import finding
from ..addresses import is_plain
from ..earlier import is_told, known, restores, when_kept
from ..finding import InOrder
from ..fingerprint import plain_part
from ..freezing import Freezer
from ..head_starts import takers_of_texts
from ..kept_articles import Frozen, KeptArticles, TextWhenAsked
from ..replacing import are_from, in_place_of
from ..workers import workers_for
from .reading import Reading, text_of

log = logging.getLogger(__name__)

# Usual words of articles: names of what they hold and of what stands in their front matter, values
# that Pelican gives them, and settings that they hold.
_WORDS = """
_context _fast_build_path _fast_build_words _name _slug _slug_from_name _status _summary article author
authors category date date_format default_status description draft hidden html image in_default_lang
keywords lang locale_date locale_modified markdown metadata modified override_save_as override_url
path published reader relative_source_path save_as series settings slug source_path status subtitle
summary tags template timezone title translation translations url ARTICLE_SAVE_AS ARTICLE_URL
DRAFT_SAVE_AS DRAFT_URL
"""
_OF_SETTINGS = (
    "ARTICLE_SAVE_AS",
    "ARTICLE_URL",
    "AUTHOR",
    "DEFAULT_CATEGORY",
    "DEFAULT_DATE_FORMAT",
    "DEFAULT_LANG",
    "DRAFT_SAVE_AS",
    "DRAFT_URL",
    "PATH",
)


_USUAL_LINK = "[{|](?P<what>.*?)[|}]"  # the setting INTRASITE_LINK_REGEX, unless a site has another


class Restoring:
    """How the articles of one run are restored.

    `goes_on_from` is the token of the build before this one, if there is one to go on from. Says in
    the log what can't be done, and why.
    """

    def __init__(self, settings, reading: Reading) -> None:
        self._settings = settings
        self._reading = reading
        self._articles: KeptArticles | None = None
        self._takes_what_is_kept = False
        self._below = ""  # how the paths of sources begin
        self.goes_on_from = ""

    @property
    def has_all_but_a_few(self) -> bool:
        """Whether so few articles are to be read that no other process is worth it.

        The sources that have changed tell it: of others, an article is there, or can't be kept.
        """
        return self._takes_what_is_kept and not workers_for([*known().changed])

    @property
    def is_on(self) -> bool:
        """Whether articles are kept whole."""
        return self._articles is not None

    def __contains__(self, source: str) -> bool:
        """Return whether the article of a source is there to be restored."""
        return self._articles is not None and source in self._articles

    def begin(self, generator: ArticlesGenerator) -> None:
        """Have `generator` take what is kept, and keep what it reads for the next build."""
        if reason := self._why_nothing_is_known(generator):
            log.info("fast_build reads all articles and renders all pages: %s", reason)
        else:
            self.goes_on_from = known().built.token
        if not is_told():
            return
        if reason := self._why_all_are_read():
            log.info("fast_build reads all articles: %s", reason)
            return
        self._articles = articles = self._kept_articles(generator)
        self._below = os.path.join(os.path.abspath(generator.path), "")
        restores(articles.sources)  # others are read, which is noted
        when_kept(partial(_keep_in_order, generator, articles))
        if self.goes_on_from:
            self._takes_what_is_kept = articles.go_on(self.goes_on_from, known().changed)
        if not self._takes_what_is_kept:
            articles.begin_anew()
        if _finds_as_pelican(generator):
            generator.get_files = partial(self._files, generator, articles, generator.get_files)
        Content._content = TextWhenAsked()  # for good: articles may outlive their run
        # Where Pelican would take them from its own cache, and put them into it.
        generator.get_cached_data = partial(self._restored, generator, articles)
        generator.cache_data = partial(self._keep, generator, articles)
        generator.add_static_links = partial(_add_static_links, generator)

    def _kept_articles(self, generator: ArticlesGenerator) -> KeptArticles:
        shared = {"settings": self._settings, "context": generator.context}
        words = [*_WORDS.split(), *(self._settings.get(name) for name in _OF_SETTINGS)]
        words = [word for word in words if type(word) is str]
        zone = ZoneInfo(self._settings.get("TIMEZONE", "UTC"))
        freezer = Freezer(shared, (Tag, Category, Author), (SafeDatetime,), [*words, zone])
        decided_by = key_of(self._reading.decided_by, plain_part(self._settings), words)
        folder = Path(self._settings["CACHE_PATH"], "articles")
        read_anew = partial(text_of, generator.readers, generator.path)
        return KeptArticles(folder, freezer, decided_by, read_anew)

    # --- Whether it can be done -------------------------------------------------------------------

    def _why_nothing_is_known(self, generator: ArticlesGenerator) -> str:
        """Return why this build can't go on from the one before it, or an empty text."""
        if not is_told():
            return "only `python -m fast_build` notes what a build reads"
        earlier = known()
        if not earlier:
            return "what decides a build besides files is not as it was, or no build was noted"
        for path in sorted(earlier.changed):
            if not self._is_article(generator, path):
                return f"{path} has changed"
        return ""

    def _is_article(self, generator: ArticlesGenerator, path: str) -> bool:
        """Return whether a file is the source of an article, or was, where it is gone."""
        file = os.path.relpath(path, generator.path)
        within = (os.path.join(folder, "") for folder in self._settings["ARTICLE_PATHS"])
        without = (os.path.join(folder, "") for folder in self._settings["ARTICLE_EXCLUDES"])
        *folders, _name = file.split(os.sep)
        ignored = self._settings["IGNORE_FILES"]
        return (
            not os.path.isdir(path)
            and not file.startswith((os.pardir, *without))
            and file.startswith(tuple(within))
            and generator._include_path(file, MarkdownReader.file_extensions)
            and not any(fnmatch(folder, each) for folder in folders for each in ignored)
        )

    def _why_all_are_read(self) -> str:
        """Return why no article can be taken as an earlier build read it, or an empty text."""
        settings = self._settings
        for name in ("preread", "context"):
            if getattr(signals, f"article_generator_{name}").receivers:
                return f"a plugin listens to article_generator_{name}"
        if signals.content_object_init.receivers:
            return "a plugin listens to content_object_init"
        if settings["CACHE_CONTENT"] or settings["LOAD_CONTENT_CACHE"]:
            return "Pelican's own cache is on"
        if settings.get("DEFAULT_DATE") == "fs":
            return "DEFAULT_DATE takes the dates of files"
        return "" if self._reading.decided_by else "texts are not kept"

    def tell_of_texts(self, number: int) -> None:
        """Tell plugins of each text as soon as it has been read; there will be this number."""
        self._articles.takers = [*takers_of_texts(self._settings["DEFAULT_LANG"], number)]

    # --- From one process to another --------------------------------------------------------------

    def take(self, source: str, frozen: Frozen) -> None:
        """Take an article that another process has read."""
        self._articles.add(source, frozen)

    def read(self, generator: ArticlesGenerator, source: str) -> Frozen | None:
        """Read an article as Pelican would, for another process to take; return None where that has to
        read it itself."""
        modules = len(sys.modules)
        article = generator.readers.read_file(
            base_path=generator.path,
            path=source,
            content_class=Article,
            context=generator.context,
        )
        if not article.is_valid() or not self._can_be_kept(article):
            return None
        _know_words(article)
        if len(sys.modules) != modules:  # what a build loads is noted there
            return None
        return self._articles.frozen(vars(article), *_links_of(article))

    # --- In the place of Pelican's search ---------------------------------------------------------

    def _files(
        self,
        generator: ArticlesGenerator,
        articles: KeptArticles,
        stock: Callable[..., set[str]],
        paths: Any,
        exclude: Any = None,
        extensions: Any = None,
    ) -> set[str]:
        """Return what Pelican's `get_files` does, in the order of the articles that are kept: what is
        restored in the order of Pelican's lists lies so in memory, where all that comes goes through it."""
        where = self._settings["ARTICLE_PATHS"], self._settings["ARTICLE_EXCLUDES"]
        if (paths, exclude) != where or extensions is not None:
            return stock(paths, exclude, extensions)
        folders, sources = articles.found_before or ((), ())
        if self._is_same_to_find(folders, sources):
            articles.found = folders, InOrder(sources)
            return InOrder(map(self._file, sources))
        files = stock(paths, exclude)
        at = {self._source(generator, file): file for file in files}
        if len(at) == len(files) and all(self._file(source) == at[source] for source in at):
            articles.found = [*_folders_in(generator.path, paths)], at.keys()
        return InOrder([*(at[source] for source in sources if source in at), *files])

    def _is_same_to_find(self, folders: list[str], sources: list[str]) -> bool:
        """Return whether Pelican would find just these sources again, in these folders."""
        return (
            bool(folders)
            and all(map(known().holds_the_same_names, folders))
            and {*sources}.issuperset(known().changed)
            and all(map(os.path.isfile, known().changed))
        )

    def _file(self, source: str) -> str:
        """Return how Pelican calls a source below the folder of the site."""
        file = source[len(self._below) :]
        return file if "/" in file else f"./{file}"

    # --- In the place of Pelican's cache ----------------------------------------------------------

    def _restored(self, generator, articles: KeptArticles, file: str, default=None):
        source = self._source(generator, file)
        self._reading.ahead.come_to(source)
        found = articles.get(source)
        if not found:
            return default
        article = Article.__new__(Article)
        article.__dict__, links = found
        if links:
            generator.context["static_links"].update(links)
        return article

    def _source(self, generator, file: str) -> str:
        """Return the path of a file below the folder of the site, sooner than by `abspath` as a rule."""
        if os.sep == "/" and is_plain(file):
            return self._below + file
        return os.path.abspath(os.path.join(generator.path, file))

    def _keep(self, generator, articles: KeptArticles, _file: str, article: Article) -> None:
        if self._can_be_kept(article):
            source, (links, has_links) = article.source_path, _links_of(article)
            _know_words(article)
            if kept := articles.put(source, vars(article), links, has_links):
                del article._content  # it is read again when somebody asks for it
                article._kept_text = kept  # type: ignore[attr-defined]
                generator.context["static_links"].update(links)

    def _can_be_kept(self, article: Article) -> bool:
        source = article.source_path
        return source in self._reading.alone and type(article) is Article and self._is_past(article)

    def _is_past(self, article: Article) -> bool:
        """Return whether the clock will not make another of an article."""
        return self._settings["WITH_FUTURE_DATES"] or article.status != "draft"


def _know_words(article: Article) -> None:
    """Have an article know its address and the slugs of its tags: kept with the rest, they are not made
    in every build."""
    with suppress(Exception):  # which Pelican will meet again, and say so
        _ = article.url
    tags = [tag for tag in getattr(article, "tags", ()) if type(tag) is Tag and tag._slug is None]
    with in_place_of((pelican.urlwrappers.logger, "disabled", True)):
        for tag in tags:
            tag._slug = tag.slug or None  # of one without Pelican warns when it comes to it


def _links_of(article: Article) -> tuple[Collection[str], bool]:
    """Return the static files that an article links to, and whether Pelican has addresses to put
    into its text."""
    text, pattern = article._content, article.settings["INTRASITE_LINK_REGEX"]
    # Pelican's pattern looks at each tag for some time.
    is_usual = pattern == _USUAL_LINK and _is_pelicans(Article._get_intrasite_link_regex)
    if is_usual and "{" not in text and "|" not in text:
        return (), False
    has_links = bool(article._get_intrasite_link_regex().search(text))
    return article.get_static_links() if has_links else (), has_links


@cache
def _is_pelicans(function: Callable) -> bool:
    """Return whether nobody has put this function in the place of Pelican's own."""
    return are_from([function], pelican.contents.__file__)


def _folders_in(path: str, paths: Iterable[str]) -> Iterator[str]:
    """Yield every folder in which Pelican looks for articles; none where it looks elsewhere, too."""
    roots = [os.path.join(path, each) for each in paths]
    if all(map(os.path.isdir, roots)):
        for root in roots:
            for place, _folders, _files in os.walk(root, followlinks=True):
                yield os.path.abspath(place)


def _finds_as_pelican(generator: ArticlesGenerator) -> bool:
    """Return whether files are found by Pelican's own way, or `quick_choice` in a part of it."""
    ways = generator.get_files, generator._include_path
    functions = (getattr(way, "__func__", None) for way in ways)
    return are_from(functions, pelican.generators.__file__, finding.__file__)


def _keep_in_order(generator: ArticlesGenerator, articles: KeptArticles, token: str) -> None:
    sources = (getattr(article, "source_path", "") for article in generator.articles)
    articles.keep(token, sources)


def _add_static_links(generator, article: Article) -> None:
    if "_kept_text" not in vars(article):  # else done: see `Restoring`
        ArticlesGenerator.add_static_links(generator, article)

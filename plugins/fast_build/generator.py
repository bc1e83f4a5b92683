"""Takes Pelican's readers and writer and gives back faster ones that do the same."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from fnmatch import fnmatch
from functools import cache, cached_property, partial
from inspect import getattr_static
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pelican.contents
import pelican.generators
import pelican.readers
import pelican.urlwrappers
import pelican.writers
from jinja2 import Template
from pelican.contents import Article, Author, Category, Content, Page, Static, Tag
from pelican.generators import ArticlesGenerator, Generator
from pelican.paginator import Page as PaginatedPage
from pelican.paginator import Paginator
from pelican.plugins import signals
from pelican.plugins._utils import plugin_enabled
from pelican.readers import MarkdownReader, Readers
from pelican.utils import DateFormatter, SafeDatetime, file_suffix, get_date, pelican_open
from pelican.writers import Writer
from typogrify import filters

from build_cache import key_of, open_shelf

from .addresses import remembered, remembered_address, remembered_path
from .converting import Converter, RememberedMarkdown
from .earlier import is_told, known, times_written, when_kept
from .fingerprint import Indescribable, fingerprint_parts, plain_part, processors_of
from .freezing import Freezer
from .kept_articles import KeptArticles, KeptText, TextWhenAsked
from .kept_pages import KeptPages
from .members import Members
from .reads import Tracer
from .record import Record
from .rendering import pages_ahead, why_not
from .translations import by_parts
from .typography import quotes_now, typogrify
from .values import SURELY_LONG, Form, Values
from .watching import watched
from .wording import in_one_go, remembered_slugs
from .workers import Ahead
from .writing import open_changed, open_nothing, written

DEFAULTS = {
    "FAST_BUILD_BODIES": True,  # keep articles and pages after Markdown and typography
    "FAST_BUILD_WORKERS": True,  # make those that are not kept yet in forked processes
    "FAST_BUILD_AHEAD_FROM": 3000,  # articles: from so many on, their pages are rendered there too
    "FAST_BUILD_PURE": (),  # packages whose functions in templates change nothing
    "FAST_BUILD_RESETTABLE": (),  # packages of Markdown extensions that keep nothing between texts
}

log = logging.getLogger(__name__)
_PLAIN_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d))?", re.ASCII)


class FastBuild:
    """What makes one run of Pelican fast."""

    def __init__(self, settings) -> None:
        self.settings = settings
        for name, value in DEFAULTS.items():
            settings.setdefault(name, value)
        self._shelf = open_shelf(settings, "bodies", many=True)
        self._ahead = Ahead()
        self._keys: dict[str, str] = {}
        self._refused: set[str] = set()
        self._read_alone: set[str] = set()  # sources that alone decided what they became
        signals.readers_init.connect(self._speed_up_readers)
        self._articles: KeptArticles | None = None
        self._pages: KeptPages | None = None
        # The token of the build before this one, if there is one to go on from.
        self._goes_on_from = ""
        signals.generator_init.connect(self._watch_templates)
        signals.article_generator_init.connect(self._restore)
        signals.article_generator_init.connect(self._make_ahead)
        signals.article_generator_finalized.connect(self._know_members)
        signals.get_writer.connect(self._writer)
        signals.all_generators_finalized.connect(self._keep)
        signals.finalized.connect(self._stop)
        self._replaced = ExitStack()
        self._replaced.enter_context(
            _in_place_of(
                (Content, "url_format", remembered(Content.url_format)),
                (Content, "_expand_settings", remembered_address(Content._expand_settings)),
                (
                    Content,
                    "get_relative_source_path",
                    remembered_path(Content.get_relative_source_path),
                ),
                (SafeDatetime, "strftime", in_one_go(SafeDatetime.strftime)),
                (pelican.urlwrappers, "slugify", remembered_slugs(pelican.urlwrappers.slugify)),
                (
                    pelican.generators,
                    "process_translations",
                    by_parts(pelican.generators.process_translations),
                ),
            )
        )

    def _keep(self, generators) -> None:
        self._ahead.wait()
        self._shelf.close()

    def _stop(self, run) -> None:
        if run.settings is self.settings:
            self._shelf.close()
            self._replaced.close()

    # --- Reading ----------------------------------------------------------------------------------

    def _speed_up_readers(self, readers: Readers) -> None:
        if readers.settings is self.settings:
            readers.read_file = partial(self._read_file, readers, readers.read_file)
            if not (self.settings["CACHE_CONTENT"] or self.settings["LOAD_CONTENT_CACHE"]):
                readers._get_file_stamp = lambda path: ""  # Pelican asks for it all the same

    def _read_file(self, readers: Readers, stock: Callable, base_path, path, *args, **more):
        """Let Pelican read a file, with a Markdown and a typogrify that remember."""
        source = os.path.abspath(os.path.join(base_path, path))
        reader = readers.readers.get(more.get("fmt") or file_suffix(source))
        if type(reader) is MarkdownReader and self._body_key:
            with self._remembering(source):
                return stock(base_path, path, *args, **more)
        with _in_place_of(
            (filters, "typogrify", typogrify), (pelican.readers, "get_date", date_of)
        ):
            return stock(base_path, path, *args, **more)

    @contextmanager
    def _remembering(self, source: str) -> Iterator[None]:
        key = self._key(source)
        if self._ahead.wait_for(source):
            self._shelf.close()  # what others have put is seen when it is opened again
        record = Record(self._shelf.get(key))
        noticed: list[str] = []

        def markdown(**_settings) -> RememberedMarkdown:
            return RememberedMarkdown(self._converter, record, noticed)

        def remembered_typogrify(text: str, ignore_tags=None, **wanted) -> str:
            words = f"{ignore_tags!r} {sorted(wanted.items())} {quotes_now()} {text}"
            return record.answer(
                "typography", words, lambda: typogrify(text, ignore_tags, **wanted)
            )

        with (
            watched() as seen,
            _in_place_of(
                (pelican.readers, "Markdown", markdown),
                (pelican.readers, "pelican_open", _opened(pelican.readers.pelican_open)),
                (pelican.readers, "get_date", date_of),
                (filters, "typogrify", remembered_typogrify),
            ),
        ):
            yield
        if not noticed and set(seen) <= {f"read {source}"}:
            self._read_alone.add(source)
        if noticed:
            self._say_once(f"Markdown {noticed[0]}", Path(source).name)
        elif new := record.to_keep():
            self._shelf.put(key, new)

    def _key(self, source: str) -> str:
        if source not in self._keys:
            path = os.path.relpath(source, self.settings["PATH"])
            self._keys[source] = key_of(self._body_key, path)
        return self._keys[source]

    @cached_property
    def _converter(self) -> Converter:
        return Converter(self.settings["MARKDOWN"], self.settings["FAST_BUILD_RESETTABLE"])

    @cached_property
    def _body_key(self) -> str:
        """The key of everything but the text that decides a body, or nothing if none can be given."""
        if not self.settings["FAST_BUILD_BODIES"]:
            return ""
        # As the reader does when it is made: what extensions there are is only whole after that.
        MarkdownReader(self.settings)
        try:
            with watched():  # loading extensions may read what it likes
                converter = self._converter
                processors = list(processors_of(converter.markdown))
                return key_of(fingerprint_parts(self.settings, converter.extensions, processors))
        except Indescribable as reason:
            self._say_once(str(reason), "the settings")
            return ""

    def _say_once(self, reason: str, where: str) -> None:
        if reason not in self._refused:
            self._refused.add(reason)
            log.info("fast_build keeps no text here: %s (%s)", reason, where)

    # --- Restoring --------------------------------------------------------------------------------

    def _restore(self, generator: ArticlesGenerator) -> None:
        """Have `generator` take articles of unchanged sources as the last build read them."""
        if generator.settings is not self.settings:
            return
        if reason := self._why_nothing_is_known(generator):
            log.info("fast_build reads all articles and renders all pages: %s", reason)
        if not is_told():
            return
        if reason := self._why_all_are_read():
            log.info("fast_build reads all articles: %s", reason)
            return
        ZoneInfo(self.settings.get("TIMEZONE", "UTC"))  # now, lest the first article read its file
        shared = {"settings": self.settings, "context": generator.context}
        freezer = Freezer(shared, (Tag, Category, Author), (SafeDatetime,))
        decided_by = key_of(self._body_key, plain_part(self.settings))
        articles = KeptArticles(Path(self.settings["CACHE_PATH"], "articles"), freezer, decided_by)
        self._articles = articles
        when_kept(articles.keep)
        if self._goes_on_from:
            articles.go_on(self._goes_on_from, known().changed)
        Content._content = TextWhenAsked()  # for good: articles may outlive their run
        generator.get_cached_data = partial(self._restored, generator, articles)
        generator.cache_data = partial(self._kept, generator, articles)
        generator.add_static_links = partial(self._add_static_links, generator)

    def _why_nothing_is_known(self, generator: ArticlesGenerator) -> str:
        """Return why this build can't go on from the one before it; note where it can."""
        if not is_told():
            return "only `python -m fast_build` notes what a build reads"
        earlier = known()
        if not earlier:
            return "what decides a build besides files is not as it was, or no build was noted"
        for path in sorted(earlier.changed):
            if not self._is_article(generator, path):
                return f"{path} has changed"
        self._goes_on_from = earlier.built.token
        return ""

    def _is_article(self, generator: ArticlesGenerator, path: str) -> bool:
        """Return whether a file is the source of an article, or was, where it is gone."""
        file = os.path.relpath(path, generator.path)
        within = (os.path.join(folder, "") for folder in self.settings["ARTICLE_PATHS"])
        without = (os.path.join(folder, "") for folder in self.settings["ARTICLE_EXCLUDES"])
        *folders, _name = file.split(os.sep)
        ignored = self.settings["IGNORE_FILES"]
        return (
            not os.path.isdir(path)
            and not file.startswith((os.pardir, *without))
            and file.startswith(tuple(within))
            and generator._include_path(file, MarkdownReader.file_extensions)
            and not any(fnmatch(folder, each) for folder in folders for each in ignored)
        )

    def _why_all_are_read(self) -> str:
        """Return why no article can be taken as an earlier build read it, or an empty text."""
        settings = self.settings
        for name in ("preread", "context"):
            if getattr(signals, f"article_generator_{name}").receivers:
                return f"a plugin listens to article_generator_{name}"
        if signals.content_object_init.receivers:
            return "a plugin listens to content_object_init"
        if settings["CACHE_CONTENT"] or settings["LOAD_CONTENT_CACHE"]:
            return "Pelican's own cache is on"
        if settings.get("DEFAULT_DATE") == "fs":
            return "DEFAULT_DATE takes the dates of files"
        return "" if self._body_key else "texts are not kept"

    def _restored(self, generator, articles: KeptArticles, file: str, default=None):
        source = os.path.abspath(os.path.join(generator.path, file))
        read_anew = partial(_text_of, generator.readers, generator.path, file)
        found = articles.get(source, read_anew)
        if not found:
            return default
        article = Article.__new__(Article)
        article.__dict__, links = found
        if links:
            generator.context["static_links"].update(links)
        return article

    def _kept(self, generator, articles: KeptArticles, file: str, article: Article) -> None:
        source = article.source_path
        if source in self._read_alone and type(article) is Article and self._is_past(article):
            has_links = bool(article._get_intrasite_link_regex().search(article._content))
            links = article.get_static_links() if has_links else ()
            read_anew = partial(_text_of, generator.readers, generator.path, file)
            if kept := articles.put(source, vars(article), links, has_links, read_anew):
                del article._content  # it is read again when somebody asks for it
                article._kept_text = kept
                generator.context["static_links"].update(links)

    def _is_past(self, article: Article) -> bool:
        """Return whether the clock will not make another of an article."""
        return self.settings["WITH_FUTURE_DATES"] or article.status != "draft"

    def _add_static_links(self, generator, article: Article) -> None:
        if "_kept_text" not in vars(article):  # else done: see `_restored`
            ArticlesGenerator.add_static_links(generator, article)

    # --- Making ahead -----------------------------------------------------------------------------

    def _make_ahead(self, generator: ArticlesGenerator) -> None:
        """Make in forked processes what no earlier build has kept."""
        if generator.settings is not self.settings or not self.settings["FAST_BUILD_WORKERS"]:
            return
        reader = generator.readers.readers.get("md")
        if type(reader) is not MarkdownReader or not self._body_key:
            return
        files = generator.get_files(
            self.settings["ARTICLE_PATHS"],
            self.settings["ARTICLE_EXCLUDES"],
            MarkdownReader.file_extensions,
        )
        # In the order in which Pelican reads them: it comes last to those that others make.
        paths = (os.path.abspath(os.path.join(generator.path, file)) for file in files)
        sources = (path for path in paths if not (self._articles and path in self._articles))
        missing = [source for source in sources if self._key(source) not in self._shelf]
        make = partial(_make, generator.readers, generator.path)
        self._ahead = Ahead(missing, make, self._shelf.close)

    # --- Sorting and writing ----------------------------------------------------------------------

    def _know_members(self, generator: ArticlesGenerator) -> None:
        if generator.settings is not self.settings:
            return
        generator.generate_pages = partial(self._write_pages, generator, generator.generate_pages)
        for tag, articles in generator.tags.items():
            generator.tags[tag] = Members(articles)
        for lists in (generator.categories, generator.authors):
            lists[:] = [(label, Members(articles)) for label, articles in lists]

    def _write_pages(self, generator: ArticlesGenerator, stock: Callable, writer: Writer) -> None:
        """Let Pelican write its pages, after those that other processes can render are written."""
        if isinstance(writer, FastWriter) and self._pages and self._can_leave_pages():
            writer.pages = self._pages
        if isinstance(writer, FastWriter) and self._pages and self._pages.go_on(self._goes_on_from):
            log.info("fast_build renders what has changed")
        elif isinstance(writer, FastWriter) and self.settings["FAST_BUILD_WORKERS"]:
            if reason := self._why_not_ahead(generator):
                log.info("fast_build renders all pages in one process: %s", reason)
            else:
                with signals.content_written.muted():
                    writer.stand = pages_ahead(
                        generator.generate_articles, writer.write_file, *writer.notes()
                    )
        stock(writer)

    # --- Leaving pages alone ----------------------------------------------------------------------

    def _watch_templates(self, generator: Generator) -> None:
        """Have the templates of a generator say what they read."""
        if generator.settings is not self.settings or not is_told():
            return
        if self._pages is None and not self.settings["RELATIVE_URLS"]:
            self._pages = self._kept_pages(generator.context)
            when_kept(self._keep_pages)
        if self._pages:
            self._pages.tracer.watch(generator.env)

    def _kept_pages(self, context: Mapping[str, Any]) -> KeptPages:
        by_source: dict[str, Content] = {}

        def content_at(source: str) -> Content | None:
            if not by_source:  # asked for the first time when pages are written: now all are there
                of_site = (context["generated_content"], context["static_content"])
                contents = chain.from_iterable(held.values() for held in of_site)
                by_source.update((each.source_path, each) for each in contents if each)
            return by_source.get(source)

        values = Values(
            contents=(Article, Page, Static),
            labels=(Tag, Category, Author),
            plain=(PaginatedPage, Paginator),
            moments=(SafeDatetime,),
            is_of_site=lambda content: content_at(content.source_path) is content,
        )
        path = Path(self.settings["CACHE_PATH"], "articles", "pages")
        output = self.settings["OUTPUT_PATH"]
        return KeptPages(path, Tracer(values, _is_pure), output, context, content_at, _form_of_text)

    def _can_leave_pages(self) -> bool:
        """Return whether pages that stand may be left alone; where not, say why."""
        reason = ""
        for name in ("article_generator_write_article", "page_generator_write_page"):
            if getattr(signals, name).receivers:
                reason = f"a plugin listens to {name}"
        if self.settings["DELETE_OUTPUT_DIRECTORY"]:
            reason = "DELETE_OUTPUT_DIRECTORY empties the output"
        if reason:
            log.info("fast_build renders all pages: %s", reason)
            self._pages = None
        return not reason

    def _keep_pages(self, token: str) -> None:
        if not self._pages:
            return
        for reason, count in self._pages.unsure.items():
            log.info("fast_build has to render %s pages in each build: %s", count, reason)
        self._pages.keep(token, lambda path: times_written(path) > written[os.path.abspath(path)])

    def _why_not_ahead(self, generator: ArticlesGenerator) -> str:
        if len(generator.articles) < self.settings["FAST_BUILD_AHEAD_FROM"]:
            return "they are few"
        if signals.article_generator_write_article.receivers:
            return "a plugin asks to be told before each article is written"
        return why_not(generator.env, generator.context, self.settings["FAST_BUILD_PURE"])

    def _writer(self, pelican) -> type[Writer] | None:
        return FastWriter if pelican.settings is self.settings else None


class FastWriter(Writer):
    """Writes a file where what it holds has changed, and leaves others alone.

    `stand` are the names of pages that stand already as they should.
    """

    def __init__(self, *args, **more) -> None:
        super().__init__(*args, **more)
        self.stand: set[str] = set()
        self.pages: KeptPages | None = None
        self._open = open_changed

    def notes(self) -> tuple:
        """Return what says which pages this has written, and what hears it in another process."""
        return (self.pages.said, self.pages.hear) if self.pages else ()

    def write_file(self, name, template, *args, **more):
        if name in self.stand:
            self.stand.remove(name)
            self._open, template = open_nothing, _Rendered
        elif self.pages:
            template = _WhereChanged(template, self)
        try:
            super().write_file(name, template, *args, **more)
        finally:
            self._open = open_changed

    def _open_w(self, filename, encoding, override=False):
        with _in_place_of((pelican.writers, "open", self._open)):
            return super()._open_w(filename, encoding, override)


class _WhereChanged:
    """Takes the place of a template: a page that stands is not rendered, and not written."""

    def __init__(self, template: Template, writer: FastWriter) -> None:
        self._template = template
        self._writer = writer

    def render(self, context: dict[str, Any]) -> str:
        pages, template, name = self._writer.pages, self._template, context["output_file"]
        if reason := pages.tracer.why_unwatched(template):
            pages.unsure[reason] += 1
            return template.render(context)
        if pages.stands(name, template, context):
            self._writer._open = open_nothing
            return ""
        self._writer._open = open_changed
        page = pages.tracer.begin(template, context)
        try:
            text = template.render(context)
        finally:
            pages.tracer.end()
        pages.put(name, template, page)
        return text


class _Rendered:
    """Takes the place of a template whose page stands."""

    @staticmethod
    def render(_context) -> str:
        return ""


def _is_pure(function: object) -> bool:
    """Return whether a filter or test that Pelican adds to Jinja's depends on what it is given alone,
    and on settings."""
    return isinstance(function, DateFormatter) or (
        isinstance(function, partial) and function.func is plugin_enabled
    )


def _form_of_text(content: Content | None) -> Form | None:
    """Return what stands for the text of a page, where that is known without reading it."""
    kept: KeptText | None = content and vars(content).get("_kept_text")
    if (
        kept
        and not kept.has_links
        and kept.place.size > SURELY_LONG
        and not vars(content).keys() & {"_content", "_get_content", "content", "get_content"}
        and _is_text_stock()
    ):
        return kept.place.digest
    return None


@cache
def _is_text_stock() -> bool:
    """Return whether no plugin has put something in the place of what gives an article its text."""
    prop, method = (getattr_static(Article, name) for name in ("content", "get_content"))
    made_by = (
        getattr(prop, "fget", None),
        getattr(method, "func", None),
        getattr_static(Article, "_update_content"),
        getattr_static(Article, "get_siteurl"),
    )
    codes = (getattr(function, "__code__", None) for function in made_by)
    return all(code and code.co_filename == pelican.contents.__file__ for code in codes)


def _opened(stock: Callable) -> Callable:
    """Return what does the same as `stock`, where that is Pelican's `pelican_open`."""
    return source_text if stock is pelican_open else stock


@contextmanager
def source_text(path: str) -> Iterator[str]:
    """Yield the text of a file as `pelican_open` does: its own decoder takes most of the time."""
    with open(path, "rb") as file:
        text = file.read().decode("utf-8-sig")
    yield text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def date_of(text: str):
    """Return what Pelican's `get_date` returns; the usual way of writing a date takes no guessing."""
    match = _PLAIN_DATE.fullmatch(text)
    try:
        return (
            SafeDatetime(*(int(part or 0) for part in match.groups())) if match else get_date(text)
        )
    except ValueError:
        return get_date(text)  # which says what is wrong


class _Text:
    """Takes the place of an article where only its text is wanted: made in silence."""

    def __init__(self, content: str, **_given) -> None:
        self.content = content


def _text_of(readers: Readers, folder: str, file: str) -> str:
    return readers.read_file(folder, file, content_class=_Text).content


class _Nothing:
    """Takes the place of an article where only its text is wanted: made in silence."""

    def __init__(self, **_given) -> None:
        pass


def _make(readers: Readers, folder: str, source: str) -> None:
    """Make what reading `source` will ask for; no signal is sent and no article is made."""
    readers.read_file(folder, os.path.relpath(source, folder), content_class=_Nothing)


@contextmanager
def _in_place_of(*replaced: tuple[object, str, object]) -> Iterator[None]:
    """Let names of modules stand for something else while the block runs: (module, name, value)."""
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

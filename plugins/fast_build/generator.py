"""Takes Pelican's readers and writer and gives back faster ones that do the same."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from pathlib import Path

import pelican.readers
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals
from pelican.readers import MarkdownReader, Readers
from pelican.utils import file_suffix
from typogrify import filters

from build_cache import key_of, open_shelf

from .converting import Converter, RememberedMarkdown
from .fingerprint import Indescribable, fingerprint_parts, processors_of
from .record import Record
from .typography import quotes_now, typogrify
from .watching import watched
from .workers import share_out

DEFAULTS = {
    "FAST_BUILD_BODIES": True,  # keep articles and pages after Markdown and typography
    "FAST_BUILD_WORKERS": True,  # make those that are not kept yet in forked processes
    "FAST_BUILD_RESETTABLE": (),  # packages of Markdown extensions that keep nothing between texts
}

log = logging.getLogger(__name__)


class FastBuild:
    """What makes one run of Pelican fast."""

    def __init__(self, settings) -> None:
        self.settings = settings
        for name, value in DEFAULTS.items():
            settings.setdefault(name, value)
        self._shelf = open_shelf(settings, "bodies")
        self._refused: set[str] = set()
        signals.readers_init.connect(self._speed_up_readers)
        signals.article_generator_init.connect(self._make_ahead)

    # --- Reading ----------------------------------------------------------------------------------

    def _speed_up_readers(self, readers: Readers) -> None:
        if readers.settings is self.settings:
            readers.read_file = partial(self._read_file, readers, readers.read_file)

    def _read_file(self, readers: Readers, stock: Callable, base_path, path, *args, **more):
        """Let Pelican read a file, with a Markdown and a typogrify that remember."""
        source = os.path.abspath(os.path.join(base_path, path))
        reader = readers.readers.get(more.get("fmt") or file_suffix(source))
        if type(reader) is MarkdownReader and self._body_key:
            with self._remembering(source):
                return stock(base_path, path, *args, **more)
        with _in_place_of((filters, "typogrify", typogrify)):
            return stock(base_path, path, *args, **more)

    @contextmanager
    def _remembering(self, source: str) -> Iterator[None]:
        key = self._key(source)
        record = Record(self._shelf.get(key))
        noticed: list[str] = []

        def markdown(**_settings) -> RememberedMarkdown:
            return RememberedMarkdown(self._converter, record, noticed)

        def remembered_typogrify(text: str, ignore_tags=None, **wanted) -> str:
            words = f"{ignore_tags!r} {sorted(wanted.items())} {quotes_now()} {text}"
            return record.answer(
                "typography", words, lambda: typogrify(text, ignore_tags, **wanted)
            )

        with _in_place_of(
            (pelican.readers, "Markdown", markdown), (filters, "typogrify", remembered_typogrify)
        ):
            yield
        if noticed:
            self._say_once(f"Markdown {noticed[0]}", Path(source).name)
        elif new := record.to_keep():
            self._shelf.put(key, new)

    def _key(self, source: str) -> str:
        return key_of(self._body_key, os.path.relpath(source, self.settings["PATH"]))

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
        sources = [os.path.abspath(os.path.join(generator.path, file)) for file in sorted(files)]
        missing = [source for source in sources if self._key(source) not in self._shelf]
        share_out(missing, partial(_make, generator.readers, generator.path))


class _Nothing:
    """Takes the place of an article where only its text is wanted: made in silence."""

    def __init__(self, **_given) -> None:
        pass


def _make(readers: Readers, folder: str, source: str) -> None:
    """Make what reading `source` will ask for; no signal is sent and no article is made."""
    # What there is to say is said when the article itself is read.
    logging.getLogger().handlers.clear()
    logging.lastResort = None
    with suppress(Exception):
        readers.read_file(folder, os.path.relpath(source, folder), content_class=_Nothing)


@contextmanager
def _in_place_of(*replaced: tuple[object, str, object]) -> Iterator[None]:
    """Let names of modules stand for something else while the block runs: (module, name, value)."""
    stock = [getattr(module, name) for module, name, _ in replaced]
    for module, name, value in replaced:
        setattr(module, name, value)
    try:
        yield
    finally:
        for (module, name, _), value in zip(replaced, stock, strict=True):
            setattr(module, name, value)

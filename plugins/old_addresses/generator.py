"""Takes from Pelican what says where things were and are; writes what the hosts read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from functools import partial
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from pelican.generators import Generator
from pelican.plugins import signals

from .blogger import feed_rules, label_rules, month_rules, page_rules
from .checking import checked
from .headers import Header, for_meta, policy_header, with_sources
from .hosts import OWN_FILES, compiled, faults_of_names
from .hosts.stubs import COPY
from .reading import addresses_in, moved, read_redirects
from .rule import AddressesError, Rule, Site

DEFAULTS = {
    "REDIRECTS_FILE": "redirects.toml",  # relative to PATH
    "OLD_BLOGGER_ADDRESSES": False,
    "HOSTS": ["netlify", "cloudflare", "gitlab", "github"],
    "MOVED_TITLE": "This page has moved",
    "MOVED_TEXT": "This page has moved to {link}.",
    "MOVED_LINK": "its new address",
    "SECURITY_POLICY": {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    },
    "SECURITY_POLICY_FORM_ACTION": None,  # takes the place of form-action above
    "SECURITY_POLICY_INLINE": {},  # more sources, by directive; hashed_assets sets it
    "SECURITY_POLICY_WASM": ["/search/"],  # pages that run WebAssembly
    "SECURITY_HEADERS": {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "interest-cohort=(), geolocation=(), camera=(), microphone=()",
    },
    "CACHE_USUALLY": "public, max-age=0, must-revalidate",
    "CACHE_FOREVER": [],  # folders of files whose names change with their content: ["/theme/*"]
    "CONTENT_TYPES": {},  # of files whose names don't tell: {"/feed": "application/atom+xml"}
}
FOREVER = "public, max-age=31536000, immutable"


# The generator of the run in progress, by the settings of that run. `pelican --autoreload` runs with
# the same settings again and again, and the generator of an earlier run may not be gone yet.
_of_run: WeakValueDictionary[int, AddressesGenerator] = WeakValueDictionary()


def connect() -> None:
    """Connect the receivers below to Pelican's signals; connecting them again changes nothing."""
    signals.initialized.connect(prepare)
    signals.get_generators.connect(generators)


def _is_on(settings: Mapping) -> bool:
    return __package__ in (settings.get("PLUGINS") or ())


def prepare(pelican) -> None:
    """Give settings their defaults. Raises ValueError for one that can't be meant."""
    settings = pelican.settings
    if not _is_on(settings):
        return
    for name, value in DEFAULTS.items():
        settings.setdefault(name, deepcopy(value))
    if faults := list(faults_of_names(settings["HOSTS"])):
        raise ValueError("\n".join(faults))
    if "{link}" not in settings["MOVED_TEXT"]:
        raise ValueError("MOVED_TEXT has no {link} in it. Write it where the link belongs.")
    for name in ("SECURITY_POLICY_WASM", "CACHE_FOREVER", "CONTENT_TYPES"):
        for address in settings[name]:
            if not address.startswith("/"):
                raise ValueError(f"{name} has {address!r} in it. Write /{address}: from the root.")


def generators(pelican) -> type[Generator] | None:
    """Return the generator that this plugin adds."""
    return AddressesGenerator if _is_on(pelican.settings) else None


class AddressesGenerator(Generator):
    """Names `policy_for` for templates, and writes the hosts' files when the site is finished."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.written: set[str] = set()
        _of_run[id(self.settings)] = self
        # Bound methods: the receivers go away with this generator.
        signals.content_written.connect(self._note)
        signals.feed_written.connect(self._note)
        signals.finalized.connect(self._finish)

    # --- The context: compute, write nothing -----------------------------------------------------

    def generate_context(self) -> None:
        """Give templates the policy for a `<meta>`, by the file that a page is written to."""
        header = policy_header(for_meta(self._directives), self.settings["SECURITY_POLICY_WASM"])
        self.context["policy_for"] = partial(_policy_for, header)

    @property
    def _directives(self) -> dict:
        """The directives of the policy, with what the site's forms and inline files need."""
        directives = with_sources(
            self.settings["SECURITY_POLICY"], self.settings["SECURITY_POLICY_INLINE"]
        )
        if self.settings["SECURITY_POLICY_FORM_ACTION"]:
            directives["form-action"] = self.settings["SECURITY_POLICY_FORM_ACTION"]
        return directives

    def _note(self, path: str, **_rest) -> None:
        if Path(path).is_relative_to(self.output_path):
            self.written.add(Path(path).relative_to(self.output_path).as_posix())

    # --- The rules -------------------------------------------------------------------------------

    def rules(self) -> Iterator[Rule]:
        """Yield every rule that authors wrote, then those of Blogger's forms.

        Raises AddressesError where redirects.toml can't be read.
        """
        read, problems = read_redirects(Path(self.path) / self.settings["REDIRECTS_FILE"])
        if problems:
            raise AddressesError(problems)
        yield from read
        for content in self._contents():
            if old := content.metadata.get("was"):
                yield from moved(Path(content.source_path), "was", old, f"/{content.url}")
        yield from self._rules_of_topics()
        if self.settings["OLD_BLOGGER_ADDRESSES"]:
            yield from self._rules_of_blogger()

    def _contents(self) -> Iterator:
        """Yield each article and page with a page of its own, and their translations. Drafts are
        not among them: an address that leads to one would give it away."""
        shelves = ("articles", "hidden_articles", "pages", "hidden_pages")
        contents = chain.from_iterable(self.context.get(shelf, ()) for shelf in shelves)
        yield from dict.fromkeys(
            chain.from_iterable((content, *content.translations) for content in contents)
        )

    def _topics(self) -> tuple:
        """Return the site's topics, from whatever plugin: each has a `url`."""
        return tuple(self.context.get("topics", ()))

    def _rules_of_topics(self) -> Iterator[Rule]:
        """Yield a rule for all that is below a topic's address, for each slug that it `was`."""
        catalogue = Path(self.path) / self.settings.get("TOPIC_CATALOGUE", "topics.toml")
        pattern = self.settings.get("TOPIC_URL", "help/{slug}/")
        for topic in self._topics():
            for was in addresses_in(getattr(topic, "was", ())):
                if was.startswith("/"):
                    yield from moved(catalogue, "was", [was], f"/{topic.url}")
                    continue
                here = next(iter(moved(catalogue, "was", [was], "")))
                old = f"/{pattern.format(slug=was)}"
                for page in sorted(self.written):
                    if page.startswith(topic.url):
                        rest = page.removeprefix(topic.url).removesuffix("index.html")
                        new = f"/{topic.url}{rest}"
                        yield Rule(f"{old}{rest}", new, file=here.file, line=here.line)

    def _rules_of_blogger(self) -> Iterator[Rule]:
        yield from label_rules(
            {topic.url: (topic.name, *getattr(topic, "synonyms", ())) for topic in self._topics()}
        )
        pattern = self.settings["MONTH_ARCHIVE_URL"]
        months = {
            pattern.format(date=article.date): (article.date.year, article.date.month)
            for article in self.context.get("dates", self.context["articles"])
        }
        if pattern:
            yield from month_rules(self.written, months)
        yield from page_rules(page.url for page in self.context["pages"])
        feed = self.settings.get("FEED_ALL_ATOM_URL") or self.settings.get("FEED_ALL_ATOM")
        if feed:
            yield from feed_rules(feed)

    # --- The headers -----------------------------------------------------------------------------

    def headers(self) -> list[Header]:
        """Return the headers of the site, in the order in which they are written."""
        settings = self.settings
        wasm = [page for page in settings["SECURITY_POLICY_WASM"] if self._is_there(page)]
        forever = tuple((folder, FOREVER) for folder in settings["CACHE_FOREVER"])
        return [
            policy_header(self._directives, wasm),
            *(Header(name, value) for name, value in settings["SECURITY_HEADERS"].items()),
            Header("Cache-Control", settings["CACHE_USUALLY"], forever),
            Header("Content-Type", "", tuple(sorted(settings["CONTENT_TYPES"].items()))),
        ]

    def _is_there(self, page: str) -> bool:
        return page.strip("/") in self.written or f"{page}index.html".lstrip("/") in self.written

    # --- The output ------------------------------------------------------------------------------

    def _finish(self, pelican) -> None:
        """Write the hosts' files. Raises AddressesError with everything that is wrong."""
        if _of_run.get(id(pelican.settings)) is not self:
            return
        site = self._site()
        rules, problems = checked(self.rules(), site)
        texts, limits = compiled(self.settings["HOSTS"], rules, self.headers(), site)
        if problems or limits:
            raise AddressesError((*problems, *limits))
        output = Path(self.output_path)
        for name, text in texts.items():
            file = output / name
            file.parent.mkdir(parents=True, exist_ok=True)
            if text.startswith(COPY):
                file.write_bytes((output / text.removeprefix(COPY)).read_bytes())
            else:
                file.write_text(text, encoding="utf-8", newline="\n")

    def _site(self) -> Site:
        address = self.settings.get("SITE_ADDRESS", self.settings["SITEURL"]).rstrip("/")
        static = (file.save_as for file in self.context.get("staticfiles", ()))
        pages = frozenset((*self.written, *static))
        return Site(
            address=address,
            path=urlsplit(address).path,
            pages=pages,
            files=pages | (frozenset(_files(Path(self.output_path))) - OWN_FILES),
            lang=self.settings["DEFAULT_LANG"],
            moved_title=self.settings["MOVED_TITLE"],
            moved_text=self.settings["MOVED_TEXT"],
            moved_link=self.settings["MOVED_LINK"],
        )


def _policy_for(header: Header, output_file: str) -> str:
    """Return the policy for the page that is written to `output_file`, for a `<meta>`."""
    return header.at(f"/{output_file}")


def _files(folder: Path) -> Iterable[str]:
    for parent, _, names in os.walk(folder):
        for name in names:
            yield Path(parent, name).relative_to(folder).as_posix()

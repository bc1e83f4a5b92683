"""A site that is edited at random, and built after each edit in two ways.

A build that goes on from earlier ones has to come to what one in another folder comes to, which is
fresh and goes without the plugin: so the two are told apart by nothing but their bytes.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, assume, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.conftest import ROOT
from tests.fast_build.forked_builds import ForkedBuilds

DAY = 24 * 60 * 60
NOW = 1_780_000_000  # May 2026
TOPICS = ("bread", "soil")
CATALOGUE = """
[[topic]]
slug = "{0}"
name = "{0} & {1}"
summary = "All of {0}."
introduction = "Said \\"{0}\\" -- {1}."
"""
# What Pelican's simple theme does not show.
SHOWN = """
{% for pick in related_articles.get(article, ()) %}{{ pick.article.url }} {{ pick.reason }}{% endfor %}
{% include "reader_comments/comments.html" ignore missing %}
</article>"""
PLUGINS = ["reproducible", "build_cache", "fast_build", "help_by_topic", "reader_comments"]
SETTINGS = """
PATH, OUTPUT_PATH, THEME, DELETE_OUTPUT_DIRECTORY = "content", "output", "theme", {empties}
SITENAME, SITEURL, TIMEZONE, ARTICLE_PATHS = "Elsewhere", "https://elsewhere.example", "UTC", ["articles"]
PLUGIN_PATHS, PLUGINS = [{plugins!r}, "."], {names!r}
TYPOGRIFY, RELATED_CACHE, CACHE_PATH, SLUGIFY_SOURCE = True, "cache/related", "cache", "basename"
WITH_FUTURE_DATES = False
FEED_ALL_ATOM, ARTICLE_ORDER_BY = "all.atom.xml", "source_path"
MARKDOWN = {{"extension_configs": {{"markdown.extensions.extra": {{}}, "markdown.extensions.toc": {{}}}}}}
"""
# What a page shows of others: neighbours by date, the newest title, what a plugin makes of all.
OF_OTHERS = """
{% for other in articles|sort(attribute="slug") if other.date > article.date %}
{% if loop.first %}{{ other.title }}{% endif %}{% endfor %}
{% import "shown.html" as shown %}{{ shown.title(articles[0]) }} {{ article.number }}
{% for tag in article.tags %}{{ tag.name }}{% endfor %}{{ topics|length }}{% if article.before %}
{{ article.before.title|striptags }} {{ article.before.summary }}{% endif %}
</article>"""
NEIGHBOURS = """
from pelican.plugins import signals

def tell(generators):
    articles = sorted(generators[0].articles, key=lambda article: (article.date, article.slug))
    for number, article in enumerate(articles):
        article.number = number
        article.before = articles[number - 1] if number else None
        if number % 2:
            article._content += f"<p>Number {number}</p>"

def register():
    signals.all_generators_finalized.connect(tell)
"""
# Pelican's own way to hold back what is scheduled, by the clock of a series.
CLOCK = """
import datetime, os
from types import SimpleNamespace
from pelican import contents

class Moment(datetime.datetime):
    @classmethod
    def now(cls, zone=None):
        return datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), zone)

def register():
    contents.datetime = SimpleNamespace(**vars(datetime) | {"datetime": Moment})
"""
# What makes other processes read articles and render pages, however few.
AHEAD = """
import fast_build.workers
fast_build.workers._FEWEST = 1
FAST_BUILD_AHEAD_FROM, FAST_BUILD_PURE = 1, ('help_by_topic', 'neighbours')
"""
WORDS = st.text(st.sampled_from("abc \"'-.&*_[]()<é\n"), max_size=40)
LINE = WORDS.map(lambda text: " ".join(text.replace("<", "").split()) or "Plain")


class Edits(RuleBasedStateMachine):
    """A site that is edited and built, again and again."""

    tally: Counter[str]  # of a series: edits of each kind, builds
    plugins = PLUGINS
    empties = True  # its output before each build
    options = ("-s", "pelicanconf.py", "--fatal", "errors")

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.site = Path(self._folder.name, "site")
        self.now, self.made = NOW, 0
        self.unbuilt = 0  # edits still to come before the next build
        self.others = False  # whether something else builds the site before
        self._forked: dict[str, ForkedBuilds] = {}  # by their module
        self._fresh: tuple[str, dict[str, bytes] | None] = "", None
        self.prepare()
        self._state = self.state()

    @initialize(is_any=st.booleans())
    def begin(self, is_any):
        assume(is_any)  # the simplest series, which comes first, is one edit again and again

    def prepare(self) -> None:
        (self.site / "content/articles").mkdir(parents=True)
        shutil.copytree(_simple_theme(), self.site / "theme")
        self.edit_theme("article.html", "</article>", SHOWN)
        self._write_settings("")
        self._write_topics("")
        # One that stays: a feed without an entry bears the time of the build.
        (self.site / "content/articles/kept.md").write_text(
            "Title: Kept\nDate: 2026-01-01 10:00\nTopics: bread\nSummary: Kept.\n\nKept.\n"
        )
        for _ in range(3):
            self.add_article(text="Some text", line="Title")

    # --- What is counted ---

    def state(self) -> str:
        """Return what stands for all that a build is made of."""
        digest = hashlib.sha256(str(self.now).encode())
        for folder, folders, names in os.walk(self.site):
            out = self.left_out(folder, [*folders, *names])
            folders[:] = sorted(set(folders) - out)
            for path in sorted(Path(folder, name) for name in set(names) - out):
                digest.update(f"\0{path}\0".encode() + path.read_bytes())
        return digest.hexdigest()

    def did(self, kind: str) -> None:
        """Count an edit, where it has changed anything."""
        before, self._state = self._state, self.state()
        self.tally[kind] += self._state != before

    # --- What it is made of ---

    def _write_settings(self, more: str) -> None:
        text = SETTINGS.format(
            plugins=str(ROOT / "plugins"), names=self.plugins, empties=self.empties
        )
        (self.site / "pelicanconf.py").write_text(text + more, encoding="utf-8")

    def _write_topics(self, words: str, turned: bool = False) -> None:
        text = "".join(CATALOGUE.format(topic, words) for topic in sorted(TOPICS, reverse=turned))
        (self.site / "content/topics.toml").write_text(text, encoding="utf-8")

    def articles(self) -> list[Path]:
        return sorted((self.site / "content/articles").glob("made-*.md"))

    def article(self, place: int) -> Path:
        return self.articles()[place % len(self.articles())]

    def edit_theme(self, name: str, old: str, new: str) -> None:
        path = self.site / "theme/templates" / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def fields_of(self, path: Path) -> dict[str, str]:
        head = path.read_text(encoding="utf-8").partition("\n\n")[0]
        return dict(line.split(": ", 1) for line in head.split("\n"))

    def slug_of(self, path: Path) -> str:
        return self.fields_of(path).get("Slug", path.stem)

    def follow(self, old: str, new: str) -> None:
        """Have what names an article by its slug name it by another, or no more: else no build
        after that would be good."""
        for place, path in enumerate(self.articles()):
            if self.fields_of(path).get("Related") == old:
                self.set_field(place, "Related", new)
        comments = self.site / "content/comments" / old
        if comments.exists() and new:
            comments.rename(comments.with_name(new))
        elif comments.exists():
            shutil.rmtree(comments)

    def set_field(self, place: int, name: str, value: str) -> None:
        path = self.article(place)
        body = path.read_text(encoding="utf-8").partition("\n\n")[2]
        fields = self.fields_of(path) | {name: value}
        head = "\n".join(f"{name}: {value}" for name, value in fields.items() if value)
        path.write_text(f"{head}\n\n{body}", encoding="utf-8")

    def add_article(self, text: str, line: str) -> None:
        self.made += 1
        path = self.site / f"content/articles/made-{self.made}.md"
        path.write_text(
            f"Title: {line}\nDate: 2026-01-{self.made % 28 + 1:02} 10:00\n"
            f"Topics: {self.topics()[self.made % 2]}\nSummary: {line}\n\nText. {text}\n",
            encoding="utf-8",
        )

    def topics(self) -> tuple[str, ...]:
        return TOPICS

    # --- Edits ---

    @rule(text=WORDS, line=LINE)
    def new_article(self, text, line):
        self.add_article(text, line)
        self.did("new")

    @rule(place=st.integers(0, 9), text=WORDS)
    def body(self, place, text):
        with self.article(place).open("a", encoding="utf-8") as file:
            file.write(f"\nMore: {text}\n")
        self.did("body")

    @rule(place=st.integers(0, 9), line=LINE)
    def title(self, place, line):
        self.set_field(place, "Title", line)
        self.did("title")

    @rule(place=st.integers(0, 9), line=LINE)
    def summary(self, place, line):
        self.set_field(place, "Summary", line)
        self.did("summary")

    @rule(place=st.integers(0, 9), day=st.integers(1, 28))
    def date(self, place, day):
        self.set_field(place, "Date", f"2026-02-{day:02} 10:00")
        self.did("date")

    @rule(place=st.integers(0, 9), both=st.booleans(), first=st.integers(0, 1))
    def topics_of(self, place, both, first):
        names = self.topics()
        self.set_field(place, "Topics", ", ".join(names[:2] if both else [names[first]]))
        self.did("topics")

    @rule(place=st.integers(0, 9), number=st.integers(1, 9))
    def slug(self, place, number):
        old, new = self.slug_of(self.article(place)), f"slug-{self.article(place).stem}-{number}"
        self.set_field(place, "Slug", new)
        self.follow(old, new)
        self.did("slug")

    @rule(place=st.integers(0, 9), after=st.integers(1, 9))
    def related(self, place, after):
        others = [path for path in self.articles() if path != self.article(place)]
        self.set_field(place, "Related", self.slug_of(others[after % len(others)]))
        self.did("related")

    @rule(place=st.integers(0, 9), status=st.sampled_from(["draft", "published", "hidden", ""]))
    def status(self, place, status):
        self.set_field(place, "Status", status)
        self.did("another status")

    @rule(place=st.integers(0, 9))
    def draft(self, place):
        """Publish a draft or, where there is none, make one."""
        for number, path in enumerate(self.articles()):
            if self.fields_of(path).get("Status") == "draft":
                self.set_field(number, "Status", "published")
                self.did("draft to published")
                return
        self.status(place, "draft")

    @rule(place=st.integers(0, 9))
    def delete(self, place):
        if len(self.articles()) > 2:
            path = self.article(place)
            slug = self.slug_of(path)
            path.unlink()
            self.follow(slug, "")
        self.did("deleted")

    @rule(place=st.integers(0, 9))
    def rename(self, place):
        self.made += 1
        old = self.article(place)
        slug = self.slug_of(old)
        new = old.rename(old.with_stem(f"made-{self.made}"))
        if self.slug_of(new) != slug:
            self.follow(slug, self.slug_of(new))
        self.did("renamed")

    @rule(place=st.integers(0, 9), line=LINE)
    def comment(self, place, line):
        folder = self.site / "content/comments" / self.slug_of(self.article(place))
        folder.mkdir(parents=True, exist_ok=True)
        text = f"Author: A\nDate: 2026-03-01 10:00\n\n{line}\n"
        (folder / f"{len(list(folder.iterdir())):02}.md").write_text(text, encoding="utf-8")
        self.did("comment")

    @rule(number=st.integers(0, 99))
    def theme(self, number):
        self.edit_theme("base.html", "</body>", f"<p>{number}</p></body>")
        self.did("theme")

    @rule(more=st.sampled_from(["", "TYPOGRIFY = False\n", "DEFAULT_PAGINATION = 2\n", AHEAD]))
    def setting(self, more):
        self._write_settings(more)
        self.did("settings")

    @rule(words=st.sampled_from(["one", 'it\'s \\"two\\"', "a -- b"]), turned=st.booleans())
    def catalogue(self, words, turned):
        self._write_topics(words, turned)
        self.did("topics.toml")

    @rule(place=st.integers(0, 9), days=st.integers(1, 3))
    def schedule(self, place, days):
        due = datetime.fromtimestamp(self.now + days * DAY, UTC)
        self.set_field(place, "Date", f"{due:%Y-%m-%d} 10:00")
        self.did("scheduled")

    @rule(place=st.integers(0, 9))
    def save_as_it_was(self, place):
        path = self.article(place)
        path.write_bytes(path.read_bytes())
        self.tally["saved as it was"] += 1

    @rule(place=st.integers(0, 9), number=st.integers(0, 9))
    def harm_the_output(self, place, number):
        output = self.site / "output"
        pages = sorted(output.rglob("*.html"))
        if pages and number:
            pages[place % len(pages)].write_text("harm")
        elif pages:
            pages[place % len(pages)].unlink()
        self.tally["output harmed"] += bool(pages)

    @rule(days=st.integers(1, 9))
    def time_passes(self, days):
        self.now += days * DAY
        self.did("time passed")

    @rule(place=st.integers(0, 9))
    def wait(self, place):
        """Wait for the moment of an article that is scheduled or, where none is, schedule one."""
        dates = (self.fields_of(path)["Date"] for path in self.articles())
        moments = (datetime.strptime(date, "%Y-%m-%d %H:%M").replace(tzinfo=UTC) for date in dates)
        if due := [int(moment.timestamp()) for moment in moments if moment.timestamp() > self.now]:
            self.now = min(due)
            self.did("a scheduled time passed")
        else:
            self.schedule(place, days=1)

    @rule(edits=st.integers(2, 4))
    def several_edits_at_once(self, edits):
        self.unbuilt = edits
        self.tally["several at once"] += 1

    @rule()
    def something_else_builds(self):
        self.others = True
        self.tally["built by others"] += 1

    # --- Builds ---

    @invariant()
    def the_same_bytes(self):
        if self.unbuilt:
            self.unbuilt -= 1
        else:
            self.compare()

    def compare(self) -> None:
        if self.others:
            self.run(self.others_command())
            self.others = False
        going_on, anew = self.go_on(), self.anew()
        if going_on and anew and not self.empties:  # what no build writes any more stays there
            going_on = {path: going_on[path] for path in going_on.keys() & anew.keys()}
        found = differences(going_on, anew)
        assert not found, found
        self.tally["builds"] += 1
        self.tally["good builds"] += going_on is not None

    def go_on(self) -> dict[str, bytes] | None:
        """Return what a build comes to that goes on from the last, or None where it fails."""
        return output_of(self.site) if self.build_again() else None

    def build_again(self) -> bool:
        if self.tally["builds"] % 5:
            return self.fork("fast_build", self.site)
        return self.run(self.command())  # in another Python, with another order of sets

    def anew(self) -> dict[str, bytes] | None:
        """Return what a build without the plugin, in another folder, makes of the same sources."""
        state = self.state()
        if self._fresh[0] != state:
            fresh = Path(self._folder.name, "fresh")
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.copytree(self.site, fresh, ignore=self.left_out, symlinks=True)
            conf = fresh / "pelicanconf.py"
            text = conf.read_text(encoding="utf-8")
            conf.write_text(re.sub(r"""(["'])fast_build\1,""", "", text), encoding="utf-8")
            self._fresh = state, output_of(fresh) if self.build_anew(fresh) else None
        return self._fresh[1]

    def build_anew(self, folder: Path) -> bool:
        return self.fork("pelican", folder)

    def fork(self, module: str, folder: Path) -> bool:
        if module not in self._forked:
            builds = ForkedBuilds(module, *self.options, environment=self.variables())
            self._forked[module] = builds
        return self._forked[module].build(folder, self.now)

    def left_out(self, folder: str, names: list[str]) -> set[str]:
        """Return what is none of the sources."""
        return {"cache", "output", "__pycache__", ".fast_build"}.intersection(names)

    def command(self) -> list[str]:
        return [sys.executable, "-m", "fast_build", *self.options]

    def others_command(self) -> list[str]:
        return [sys.executable, "-m", "pelican", *self.options]

    def start(self, command: list[str], folder: Path | None = None, **more) -> subprocess.Popen:
        return subprocess.Popen(
            command,
            cwd=folder or self.site,
            env=self.variables(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **more,
        )

    def variables(self) -> dict[str, str]:
        given = {"SOURCE_DATE_EPOCH": str(self.now), "PYTHONPATH": str(ROOT / "plugins")}
        return os.environ | given

    def run(self, command: list[str], folder: Path | None = None) -> bool:
        return self.start(command, folder).wait() == 0

    def teardown(self) -> None:
        for builds in self._forked.values():
            builds.close()
        self._folder.cleanup()


class EditsThatAreRestored(Edits):
    """The same without a plugin that listens while articles are made: nothing keeps a build from
    taking articles as the last one read them."""

    plugins = ("build_cache", "fast_build", "help_by_topic", "neighbours", "clock")
    empties = False

    def prepare(self) -> None:
        super().prepare()
        (self.site / "neighbours.py").write_text(NEIGHBOURS, encoding="utf-8")
        (self.site / "clock.py").write_text(CLOCK, encoding="utf-8")
        self.edit_theme("article.html", "</article>", OF_OTHERS)
        macro = "{% macro title(article) %}{{ article.title }}{% endmacro %}"
        (self.site / "theme/templates/shown.html").write_text(macro, encoding="utf-8")
        (self.site / "content/pages").mkdir()
        (self.site / "content/pages/about.md").write_text("Title: About\n\nWho *we* are.\n")

    @rule(place=st.integers(0, 9), other=st.integers(0, 9))
    def link(self, place, other):
        name = self.article(other).name
        with self.article(place).open("a", encoding="utf-8") as file:
            file.write(
                f"\nAs [this one]({{filename}}{name}) or [that]({{filename}}kept.md) says.\n"
            )
        self.follow_links()
        self.did("link")

    @rule(place=st.integers(0, 9))
    def delete(self, place):
        super().delete(place)
        self.follow_links()

    @rule(place=st.integers(0, 9))
    def rename(self, place):
        super().rename(place)
        self.follow_links()

    def follow_links(self) -> None:
        """Take out links to what is no longer there: Pelican warns of them, and nothing is kept."""
        names = {path.name for path in self.articles()} | {"kept.md"}
        for path in self.articles():
            text = path.read_text(encoding="utf-8")
            kept = re.sub(
                r"\{filename\}([\w.-]+)", lambda m: m[0] if m[1] in names else "/gone", text
            )
            if kept != text:
                path.write_text(kept, encoding="utf-8")

    @rule(text=WORDS)
    def page(self, text):
        path = self.site / "content/pages/about.md"
        path.write_text(f"Title: About\n\nWho *we* are. {text}\n", encoding="utf-8")
        self.did("page")


def output_of(folder: Path) -> dict[str, bytes]:
    output = folder / "output"
    files = (path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def differences(one: dict[str, bytes] | None, other: dict[str, bytes] | None) -> dict:
    """Return what each of two builds made of the files that are not the same in both."""
    if one is None or other is None:
        return {} if one is other else {"a good build": (one is not None, other is not None)}
    paths = sorted(one.keys() | other.keys())
    return {
        path: (one.get(path), other.get(path)) for path in paths if one.get(path) != other.get(path)
    }


def _simple_theme() -> Path:
    import pelican

    return Path(pelican.__file__).parent / "themes/simple"


# --- The series -----------------------------------------------------------------------------------


_tallies: dict[str, Counter[str]] = {}


def run_series(machine: type[Edits], number: int, steps: int) -> Counter[str]:
    """Run the series with this number, which decides all of its edits; return what it counted."""
    series = seed(number)(type(machine.__name__, (machine,), {"tally": Counter()}))
    # Else hypothesis draws words of the modules that are loaded, and other tests decide, too.
    with patch.object(providers, "_get_local_constants", Constants):
        run_state_machine_as_test(
            series,
            settings=settings(
                max_examples=1,
                stateful_step_count=steps,
                deadline=None,
                database=None,
                phases=[Phase.generate],  # a shorter series would take hours to find
                suppress_health_check=list(HealthCheck),
            ),
        )
    return series.tally


def compare_builds(machine: type[Edits], number: int, steps: int) -> None:
    """Run a series; raise AssertionError where two builds differ, or where too few are good."""
    tally = run_series(machine, number, steps)
    _tallies.setdefault(machine.__name__, Counter()).update(tally)
    builds, good = tally["builds"], tally["good builds"]
    print(f"\n{machine.__name__} {number}: {builds} builds, {good} of them good")
    assert good > builds / 2


def print_tallies() -> None:
    """Print how many edits of each kind, builds and the like there were in all series that were run."""
    for kind in sorted({kind for tally in _tallies.values() for kind in tally}):
        counts = (f"{name} {tally[kind]}" for name, tally in _tallies.items())
        print(f"{kind:24}", *counts, sep="  ")

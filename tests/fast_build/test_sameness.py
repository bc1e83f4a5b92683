"""After any series of edits, a build that goes on from earlier ones is what a fresh one would be.

The fresh build goes without this plugin, so the two ways are told apart by nothing but their bytes.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.conftest import ROOT, SOURCES

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
WORDS = st.text(st.sampled_from("abc \"'-.&*_[]()<é\n"), max_size=40)
LINE = WORDS.map(lambda text: " ".join(text.replace("<", "").split()) or "Plain")


class Edits(RuleBasedStateMachine):
    """A site that is edited and built, again and again."""

    tried = built = 0  # of all the sites of a run
    plugins = PLUGINS
    empties = True  # its output before each build

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.site = Path(self._folder.name, "site")
        self.now, self.made = NOW, 0
        self.prepare()

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
            self.new_article(text="Some text", line="Title")

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

    @rule(text=WORDS, line=LINE)
    def new_article(self, text, line):
        self.made += 1
        path = self.site / f"content/articles/made-{self.made}.md"
        path.write_text(
            f"Title: {line}\nDate: 2026-01-{self.made % 28 + 1:02} 10:00\n"
            f"Topics: {self.topics()[self.made % 2]}\nSummary: {line}\n\nText. {text}\n",
            encoding="utf-8",
        )

    def topics(self) -> tuple[str, ...]:
        return TOPICS

    @rule(place=st.integers(0, 9), text=WORDS)
    def body(self, place, text):
        with self.article(place).open("a", encoding="utf-8") as file:
            file.write(f"\nMore: {text}\n")

    @rule(place=st.integers(0, 9), name=st.sampled_from(["Title", "Summary"]), line=LINE)
    def words(self, place, name, line):
        self.set_field(place, name, line)

    @rule(place=st.integers(0, 9), day=st.integers(1, 28))
    def date(self, place, day):
        self.set_field(place, "Date", f"2026-02-{day:02} 10:00")

    @rule(place=st.integers(0, 9), both=st.booleans(), first=st.integers(0, 1))
    def topics_of(self, place, both, first):
        names = self.topics()
        self.set_field(place, "Topics", ", ".join(names[:2] if both else [names[first]]))

    @rule(place=st.integers(0, 9), number=st.integers(1, 9))
    def slug(self, place, number):
        old, new = self.slug_of(self.article(place)), f"slug-{self.article(place).stem}-{number}"
        self.set_field(place, "Slug", new)
        self.follow(old, new)

    @rule(place=st.integers(0, 9), other=st.integers(0, 9))
    def related(self, place, other):
        if self.article(place) != self.article(other):
            self.set_field(place, "Related", self.slug_of(self.article(other)))

    @rule(place=st.integers(0, 9), status=st.sampled_from(["draft", "published", "hidden", ""]))
    def status(self, place, status):
        self.set_field(place, "Status", status)

    @rule(place=st.integers(0, 9))
    def delete(self, place):
        if len(self.articles()) > 2:
            path = self.article(place)
            slug = self.slug_of(path)
            path.unlink()
            self.follow(slug, "")

    @rule(place=st.integers(0, 9))
    def rename(self, place):
        self.made += 1
        old = self.article(place)
        slug = self.slug_of(old)
        new = old.rename(old.with_stem(f"made-{self.made}"))
        if self.slug_of(new) != slug:
            self.follow(slug, self.slug_of(new))

    @rule(place=st.integers(0, 9), line=LINE)
    def comment(self, place, line):
        folder = self.site / "content/comments" / self.slug_of(self.article(place))
        folder.mkdir(parents=True, exist_ok=True)
        text = f"Author: A\nDate: 2026-03-01 10:00\n\n{line}\n"
        (folder / f"{len(list(folder.iterdir())):02}.md").write_text(text, encoding="utf-8")

    @rule(number=st.integers(0, 99))
    def theme(self, number):
        self.edit_theme("base.html", "</body>", f"<p>{number}</p></body>")

    @rule(more=st.sampled_from(["", "TYPOGRIFY = False\n", "DEFAULT_PAGINATION = 2\n"]))
    def setting(self, more):
        self._write_settings(more)

    @rule(words=st.sampled_from(["one", 'it\'s \\"two\\"', "a -- b"]), turned=st.booleans())
    def catalogue(self, words, turned):
        self._write_topics(words, turned)

    @rule(place=st.integers(0, 9), days=st.integers(1, 3))
    def schedule(self, place, days):
        due = datetime.fromtimestamp(self.now + days * DAY, UTC)
        self.set_field(place, "Date", f"{due:%Y-%m-%d} 10:00")

    @rule(place=st.integers(0, 9))
    def save_as_it_was(self, place):
        path = self.article(place)
        path.write_bytes(path.read_bytes())

    @rule(place=st.integers(0, 9), number=st.integers(0, 9))
    def harm_the_output(self, place, number):
        output = self.site / "output"
        pages = sorted(output.rglob("*.html"))
        if pages and number:
            pages[place % len(pages)].write_text("harm")
        elif pages:
            pages[place % len(pages)].unlink()

    @rule(days=st.integers(1, 9))
    def time_passes(self, days):
        self.now += days * DAY

    @invariant()
    def the_same_bytes(self):
        going_on = self.build(self.site)
        fresh = Path(self._folder.name, "fresh")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(self.site, fresh, ignore=self.left_out, symlinks=True)
        conf = fresh / "pelicanconf.py"
        conf.write_text(
            conf.read_text(encoding="utf-8")
            .replace('"fast_build",', "")
            .replace("'fast_build',", "")
        )
        anew = self.build(fresh)
        if going_on and anew and not self.empties:  # what no build writes any more stays there
            going_on = {path: going_on[path] for path in going_on.keys() & anew.keys()}
        assert differences(going_on, anew) == {}
        type(self).tried += 1
        type(self).built += going_on is not None

    def left_out(self, folder: str, names: list[str]) -> set[str]:
        return {name for name in names if name in ("cache", "output", "__pycache__")}

    def build(self, folder: Path) -> dict[str, bytes] | None:
        """Return what a build writes, or None where it fails."""
        done = subprocess.run(
            self.command(goes_on=folder == self.site),
            cwd=folder,
            env={
                **os.environ,
                "SOURCE_DATE_EPOCH": str(self.now),
                "PYTHONPATH": str(ROOT / "plugins"),
            },
            capture_output=True,
            text=True,
        )
        if done.returncode:
            return None
        output = folder / "output"
        return {
            path.relative_to(output).as_posix(): path.read_bytes()
            for path in output.rglob("*")
            if path.is_file()
        }

    def command(self, goes_on: bool) -> list[str]:
        module = "fast_build" if goes_on else "pelican"
        return [sys.executable, "-m", module, "-s", "pelicanconf.py", "--fatal", "errors"]

    def teardown(self) -> None:
        self._folder.cleanup()


class EditsThatAreRestored(Edits):
    """The same without a plugin that listens while articles are made: nothing keeps a build from
    taking articles as the last one read them."""

    plugins = ("build_cache", "fast_build", "help_by_topic", "neighbours")
    empties = False

    def prepare(self) -> None:
        super().prepare()
        (self.site / "neighbours.py").write_text(NEIGHBOURS, encoding="utf-8")
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


class EditsOfThisSite(Edits):
    """The same on this site, built as its task builds it."""

    def prepare(self) -> None:
        ignore = shutil.ignore_patterns("__pycache__")
        self.now += 300 * DAY  # when all that the site has is published
        self.site.mkdir()
        for name in SOURCES:
            target = self.site / name
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, target, ignore=ignore)
            else:
                shutil.copy(ROOT / name, target)
        self._settings = (self.site / "pelicanconf.py").read_text(encoding="utf-8")
        (self.site / ".cache").mkdir()
        for kept in ("cards", "pictures"):  # dear to make, and known by what they are made from
            (self.site / ".cache" / kept).symlink_to(ROOT / ".cache" / kept)
        for _ in range(3):
            self.new_article(text="Some text", line="A title")

    def topics(self) -> tuple[str, ...]:
        return ("after-a-rejection", "keeping-your-spirits-up")

    def _write_settings(self, more: str) -> None:
        (self.site / "pelicanconf.py").write_text(f"{self._settings}\n{more}", encoding="utf-8")

    def _write_topics(self, words: str, turned: bool = False) -> None:
        path = self.site / "content/topics.toml"
        text = path.read_text(encoding="utf-8")
        [old] = re.findall(r"^summary = .*$", text, re.MULTILINE)[:1]
        path.write_text(text.replace(old, f'summary = "What to do: {words}."'), encoding="utf-8")

    def left_out(self, folder: str, names: list[str]) -> set[str]:
        gone = {
            "bodies",
            "links",
            "related",
            "output",
            "__pycache__",
            ".output.built",
            ".output.lock",
        }
        return {name for name in names if name in gone}

    def command(self, goes_on: bool) -> list[str]:
        return [sys.executable, "-m", "commands.build", "publishconf.py", "output"]


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


def _run(machine: type[RuleBasedStateMachine], examples: int, steps: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],  # a shorter series would take hours to find
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert machine.built > 0.8 * machine.tried, f"{machine.built} of {machine.tried} could be built"


@pytest.mark.parametrize("machine", [Edits, EditsThatAreRestored])
def test_a_few_edits_come_to_the_same_bytes(machine):
    _run(machine, examples=1, steps=5)


@pytest.mark.long
@pytest.mark.parametrize("machine", [Edits, EditsThatAreRestored])
def test_many_edits_come_to_the_same_bytes(machine):
    _run(machine, examples=10, steps=30)


@pytest.mark.long
def test_edits_of_this_site_come_to_the_same_bytes():
    _run(EditsOfThisSite, examples=2, steps=12)

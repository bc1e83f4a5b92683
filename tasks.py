"""Everything that is done to this site, by name: `./invoke --list`."""

import os
import sys
import traceback
from pathlib import Path

from invoke import Collection, Exit, Task, task

ROOT = Path(__file__).parent
# The tasks mean this site's files, from whichever folder they are called.
os.chdir(ROOT)
sys.path[:0] = [str(ROOT), str(ROOT / "plugins")]

from commands.streams import make_safe  # noqa: E402

make_safe()


def _say(kind, error, trace) -> None:
    """Say in a sentence what the disk or the system has refused, and what is wrong with the sources or
    the settings; anything else is a fault of ours."""
    from commands.problem import refused

    frames = traceback.extract_tb(trace)
    if sentence := refused(error):
        print(sentence, file=sys.stderr)
    elif hasattr(error, "problems") or any(frame.name == "read_settings" for frame in frames):
        from commands.build import explained

        print(*explained(error), sep="\n", file=sys.stderr)
    elif isinstance(error, ValueError) and any("parser" in frame.filename for frame in frames):
        given = str(error).rpartition(": ")[2]
        cure = "`./invoke --help TASK` shows the options of a task."
        print(f"An option wants a whole number, and got {given}. {cure}", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _say


def _end(code: int) -> None:
    """End the run with a failed task's exit code; go on to the next task after a good one."""
    if code:
        raise Exit(code=code)


@task
def build(_):
    """Build the site that readers see into output/, ready to upload."""
    from commands.build import build

    _end(build(ROOT / "publishconf.py", ROOT / "output"))


@task(
    help={
        "json": "as a list of objects, for editors",
        "forge": "beside the lines of a change: github or gitlab",
    }
)
def check(_, json=False, forge=""):
    """Name every problem of articles, pages and the built site, and what to do about each."""
    from commands.check import check

    _end(check(ROOT / "publishconf.py", json, forge))


@task(
    iterable=["topic"],
    help={
        "title": "the article's title, in quotes",
        "topic": "a topic's slug, name or synonym; may be said three times",
        "summary": "one sentence under 160 characters",
        "slug": "the address, where the title's words do not make a good one",
    },
)
def new(_, title, topic=None, summary="", slug=""):
    """Begin an article: a draft with all its front matter, opened in your editor."""
    from commands.new import Beginning, new_here

    _end(new_here(Beginning(title, tuple(topic or ()), summary, slug), ROOT / "publishconf.py"))


@task(
    help={
        "port": "where the site answers; without it, the first from 8000 that is free",
        "host": "0.0.0.0 shows it to a phone in the same network too",
    }
)
def serve(_, port=0, host="127.0.0.1"):
    """Show the site while you write: every save is built and the browser reloads."""
    from commands.serve import serve

    _end(serve(host, port or None))


@task(
    help={
        "all": "the long trials too (many builds, many kills, many inputs)",
        "only": "run the tests whose names hold this word",
    }
)
def test(_, all=False, only=""):
    """Run the tests; the first time this installs what they need, the browser included."""
    from commands.test import run_tests

    _end(run_tests(everything=all, only=only))


@task(help={"fix": "mend what can be mended"})
def lint(_, fix=False):
    """Check how the code is written: Python and its types, imports, templates, stylesheets."""
    from commands.environment import install_test_tools

    install_test_tools()
    from commands.lint import lint

    _end(lint(fix))


@task(help={"lighthouse": "measure a page of every kind too (needs nginx; takes minutes)"})
def audit(_, lighthouse=False):
    """Check the HTML of output/ with the Nu checker (needs Java and Node)."""
    from commands.audit import audit

    _end(audit(ROOT / "output", lighthouse))


@task(
    help={
        "to": "the target's name in publish.toml",
        "dry_run": "say what would be done, and do nothing",
        "back": "put the release before this one back",
        "releases": "list the releases that are still there",
        "release": "with --back: which one, by a part of its name",
        "verify": "fetch the live site and compare it with what was published",
        "at": "with --verify: the address to fetch from, where it is not the site's own",
        "dirty": "publish the working tree although it is not committed",
        "adopt": "publish to a place that already holds other files",
        "build": "with --no-build: publish what stands in output/",
    }
)
def publish(
    _,
    to="",
    dry_run=False,
    back=False,
    releases=False,
    release="",
    verify=False,
    at="",
    dirty=False,
    adopt=False,
    build=True,
):
    """Build, check and publish the site to a target of publish.toml."""
    from commands import publish

    if releases:
        _end(publish.releases(to))
    elif verify:
        _end(publish.verify(to, at))
    elif back or release:
        _end(publish.back(to, release, dry_run))
    else:
        _end(publish.publish(to, dry_run, dirty, adopt, build))


@task(
    positional=["export"],
    help={
        "export": "Takeout's zip file, its folder or feed.atom; or Blogger's blog-MM-DD-YYYY.xml",
        "into": "the folder of the content",
        "old_site": "the old blog's address, where the export does not tell it",
        "blog": "which one, where the export holds several",
        "time_zone": "where the blog was written, such as Europe/Berlin, where it does not tell",
        "dry_run": "say what would be done, and do nothing",
    },
)
def import_blogger(_, export, into="content", old_site="", blog="", time_zone="", dry_run=False):
    """Bring a blog over from Blogger: posts, pages, comments, pictures, old addresses."""
    from commands.import_blogger import Wishes, import_blogger

    wishes = Wishes(old_site, blog, time_zone, dry_run)
    _end(import_blogger(export, ROOT / "publishconf.py", into, wishes))


@task(help={"into": "the folder of the content"})
def fetch_images(_, into="content"):
    """Fetch the pictures that an import left at Blogger, and have the articles show them from here."""
    from commands.import_blogger import fetch_images

    _end(fetch_images(into))


@task(help={"slug": "the article: its file name without .md"})
def related(_, slug):
    """Say what to read next after an article, and why."""
    from commands.related import related

    _end(related(slug, ROOT / "publishconf.py"))


@task(help={"file": "an e-mail (.eml), a form's webhook (.json), or - for text that you paste"})
def ask(_, file):
    """Take a reader's question into the ledger, without what could tell who it was."""
    from commands.questions.ask import ask_here

    _end(ask_here(file, ROOT / "publishconf.py"))


@task(
    iterable=["topic"],
    help={
        "id": "the question's id: its file name without .md",
        "title": "the article's title; without one, the subject of the question",
        "topic": "a topic's slug; may be said three times; without one, as the nearest articles",
    },
)
def answer(_, id, title="", topic=None):
    """Begin the article that answers a question, as a draft."""
    from commands.questions.answer import answer

    _end(answer(id, ROOT / "publishconf.py", title, tuple(topic or ())))


@task(
    help={
        "id": "the question's id: its file name without .md",
        "article": "the slug of an article that answers it already",
    }
)
def reply(_, id, article=""):
    """Print the e-mail that tells a reader where the answer is."""
    from commands.questions.reply import reply

    _end(reply(id, ROOT / "publishconf.py", article))


@task(
    help={
        "file": "an e-mail (.eml), or - for text that you paste; with --approve a comment's id",
        "approve": "let the comment with this id be published",
        "article": "the slug of the article, where the letter does not say it",
        "name": "the name to publish, where the letter does not say it",
    }
)
def comment(_, file, approve=False, article="", name=""):
    """File a comment that came by e-mail, held back until it is approved."""
    from commands.questions import comment as comments

    if approve:
        _end(comments.approve(file, ROOT / "publishconf.py"))
    else:
        _end(comments.comment(file, ROOT / "publishconf.py", article, name))


@task(help={"json": "as one object"})
def status(_, json=False):
    """Say how the collection stands: topics, what nobody links to, what is old, what waits."""
    from commands.status import status

    _end(status(ROOT / "publishconf.py", json))


@task(help={"json": "as a list of objects"})
def topics(_, json=False):
    """List the topics: address, name, articles, and the other words that mean them."""
    from commands.topics import topics

    _end(topics(ROOT / "publishconf.py", json))


@task(
    name="topic.rename",
    help={
        "topic": "its slug, name or a synonym",
        "name": "the new name, in quotes",
        "slug": "its address, where the name's words do not make a good one",
        "dry_run": "show what would change, and change nothing",
    },
)
def topic_rename(_, topic, name, slug="", dry_run=False):
    """Give a topic another name: articles, links and old addresses follow."""
    from commands.topics import rename

    _end(rename(ROOT / "publishconf.py", topic, name, slug, dry_run))


@task(
    name="topic.merge",
    help={
        "topic": "the one that goes",
        "into": "the one that takes its articles, names and addresses",
        "dry_run": "show what would change, and change nothing",
    },
)
def topic_merge(_, topic, into, dry_run=False):
    """Let one topic take in another, with its articles, names and addresses."""
    from commands.topics import merge

    _end(merge(ROOT / "publishconf.py", topic, into, dry_run))


@task(
    name="topic.split",
    iterable=["article", "both"],
    help={
        "topic": "the one whose articles are too many",
        "name": "what the new one is called, in quotes",
        "slug": "its address, where the name's words do not make a good one",
        "article": "the slug of an article that goes there; may be said often",
        "both": "the slug of an article that belongs to both; may be said often",
        "summary": "the new one's summary, one line",
        "dry_run": "show what would change, and change nothing",
    },
)
def topic_split(_, topic, name, slug="", article=None, both=None, summary="", dry_run=False):
    """Make a new topic of some articles of another; asks which where you don't say."""
    from commands.topics import split

    ask = input if sys.stdin.isatty() and sys.stdout.isatty() else None
    moved, both = tuple(article or ()), tuple(both or ())
    _end(split(ROOT / "publishconf.py", topic, name, slug, moved, both, summary, dry_run, ask))


@task(
    name="topic.retire",
    help={
        "topic": "the one that goes",
        "into": "where articles go that have no other topic, and readers of its old addresses",
        "dry_run": "show what would change, and change nothing",
    },
)
def topic_retire(_, topic, into="", dry_run=False):
    """Take a topic away: its articles keep their others, its addresses lead on."""
    from commands.topics import retire

    _end(retire(ROOT / "publishconf.py", topic, into, dry_run))


@task(
    iterable=["articles"],
    help={
        "articles": "how many articles; may be said several times (200)",
        "times": "how often each build is measured; the median counts",
        "write": "write the tables and plots of docs/speed.md anew",
    },
)
def bench(_, articles=None, times=3, write=False):
    """Measure how fast the build is, beside stock Pelican, Hugo and Eleventy (needs Node)."""
    from benchmarks.speed.__main__ import bench

    bench([int(number) for number in articles or [200]], int(times), write=write)


@task
def lock(_):
    """Write the requirements files anew from pyproject.toml."""
    from commands.environment import install_test_tools

    install_test_tools()
    from commands.lock import lock

    lock()


# A task named topic.rename is called so: it belongs to a collection named topic.
namespace = Collection()
for _found in [each for each in list(globals().values()) if isinstance(each, Task)]:
    _group, _, _name = _found.name.rpartition(".")
    if _group and _group not in namespace.collections:
        namespace.add_collection(Collection(_group))
    (namespace.collections[_group] if _group else namespace).add_task(_found, name=_name)

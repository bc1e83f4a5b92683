"""Everything that is done to this site, by name: `./invoke --list`."""

import os
import sys
from pathlib import Path

from invoke import Exit, task

ROOT = Path(__file__).parent
# The tasks mean this site's files, from whichever folder they are called.
os.chdir(ROOT)
sys.path[:0] = [str(ROOT), str(ROOT / "plugins")]


def _end(code: int) -> None:
    """End the run with a failed task's exit code; go on to the next task after a good one."""
    if code:
        raise Exit(code=code)


@task
def build(_):
    """Build the site that readers see into output/, ready to upload."""
    from commands.build import build

    _end(build(ROOT / "publishconf.py", ROOT / "output"))


@task(help={"json": "as a list of objects, for editors and forges"})
def check(_, json=False):
    """Name every problem of articles, pages and the built site, and what to do about each."""
    from commands.check import check

    _end(check(ROOT / "publishconf.py", json))


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
    """Check how the code is written: Python, imports, templates, stylesheets."""
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
    verify=False,
    at="",
    dirty=False,
    adopt=False,
    build=True,
):
    """Build, check and publish the site to a target of publish.toml."""
    from commands import publish

    if verify:
        _end(publish.verify(to, at))
    elif back:
        _end(publish.back(to, dry_run))
    else:
        _end(publish.publish(to, dry_run, dirty, adopt, build))


@task(help={"slug": "the article: its file name without .md"})
def related(_, slug):
    """Say what to read next after an article, and why."""
    from commands.related import related

    _end(related(slug, ROOT / "publishconf.py"))


@task(help={"json": "as one object"})
def status(_, json=False):
    """Say how the collection stands: topics, what nobody links to, what is old, what waits."""
    from commands.status import status

    _end(status(ROOT / "publishconf.py", json))


@task
def lock(_):
    """Write the requirements files anew from pyproject.toml."""
    from commands.environment import install_test_tools

    install_test_tools()
    from commands.lock import lock

    lock()

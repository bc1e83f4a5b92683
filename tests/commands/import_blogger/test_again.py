"""A second import: what the author did since stays, and an interruption loses nothing."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands.import_blogger.exports import comment, takeout, text

ROOT = Path(__file__).parents[3]
POSTS = [text(number, f"<p>Words of {number}.</p>", labels=("Rain",)) for number in range(1, 9)]
SAID = [comment(100 + number, number) for number in range(1, 9)]


def edit(site, file: str, more: str = "\nMine.\n") -> str:
    path = site.content / file
    path.write_text(path.read_text() + more)
    return path.read_text()


def test_edits_stay_and_new_entries_come(site):
    site.bring(takeout(*POSTS, *SAID))
    edited = {f"articles/post-{n}.md": edit(site, f"articles/post-{n}.md") for n in (1, 2, 3)}
    before = set(site.files())
    site.bring(takeout(*POSTS, *SAID, text(9), comment(109, 9)))

    assert {file: site.read(file) for file in edited} == edited
    assert set(site.files()) - before == {"articles/post-9.md", "comments/post-9/109.md"}


def test_a_newer_version_of_an_edited_file_is_put_beside_it_once(site, capsys):
    site.bring(takeout(text(1, "<p>Old.</p>")))
    mine = edit(site, "articles/post-1.md")
    newer = takeout(text(1, "<p>New.</p>"))
    site.bring(newer)

    assert site.read("articles/post-1.md") == mine
    assert site.read("articles/post-1.md.new").endswith("\nNew.\n")
    assert "post-1.md has your edits, and stays" in capsys.readouterr().out
    (site.content / "articles/post-1.md.new").unlink()
    site.bring(newer)
    assert "articles/post-1.md.new" not in site.files()


def test_a_link_to_a_post_is_the_same_each_time(site):
    export = takeout(text(1), text(2, '<a href="/2010/12/post-1.html">one</a>'), text(3))
    site.bring(export)
    before = site.files()
    site.bring(export)

    assert "{filename}post-1.md" in site.read("articles/post-2.md")
    assert site.files() == before


def test_what_changed_in_the_export_changes_here(site):
    site.bring(takeout(text(1, "<p>Old.</p>"), text(2)))
    site.bring(takeout(text(1, "<p>New.</p>"), text(2)))

    assert site.read("articles/post-1.md").endswith("\nNew.\n")


def test_what_the_author_took_away_does_not_come_back(site):
    site.bring(takeout(text(1), text(2, '<a href="/2010/12/post-1.html">one</a>')))
    (site.content / "articles/post-1.md").unlink()
    site.bring(takeout(text(1), text(2, '<a href="/2010/12/post-1.html">one</a>')))

    assert "articles/post-1.md" not in site.files()
    assert "{filename}" not in site.read("articles/post-2.md")


def test_a_file_of_the_authors_own_is_not_overwritten(site):
    (site.content / "articles").mkdir()
    own = site.content / "articles" / "post-1.md"
    own.write_text("Title: Mine\nDate: 2020-01-01\nTopics: cooking\nSummary: Mine.\n\nMine.\n")
    site.bring(takeout(text(1)))

    assert own.read_text().endswith("Mine.\n")
    assert "Title: Post 1\n" in site.read("articles/post-1-2010-12.md")


def test_an_edited_table_files_the_articles(site):
    site.bring(takeout(*POSTS))
    table = site.content / "blogger/labels.toml"
    assert 'label."Rain" = "gardens"  # 8 articles; ' in table.read_text()
    table.write_text('label."Rain" = "Cooking"\n')
    site.bring(takeout(*POSTS))

    assert "Topics: cooking\n" in site.read("articles/post-1.md")
    assert table.read_text() == 'label."Rain" = "Cooking"\n'


PROGRAM = """
import sys
sys.path[:0] = [{root!r}, {root!r} + "/plugins"]
from commands.import_blogger import Wishes, import_blogger
sys.exit(import_blogger({export!r}, {root!r} + "/publishconf.py", {into!r}, Wishes()))
"""


@pytest.mark.long
def test_an_import_that_is_killed_is_completed_by_the_next(site, tmp_path):
    export = tmp_path / "feed.atom"
    export.write_bytes(takeout(*POSTS, *SAID, *(text(n) for n in range(20, 150))))

    def start(into: Path) -> subprocess.Popen:
        program = PROGRAM.format(root=str(ROOT), export=str(export), into=str(into))
        return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.DEVNULL)

    begun = time.monotonic()
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(site.content, undisturbed)
    assert start(undisturbed).wait() == 0
    took = time.monotonic() - begun
    wanted = _tree(undisturbed)
    chance = random.Random(1)
    killed = 0
    for number in range(20):
        into = tmp_path / f"killed-{number}"
        shutil.copytree(site.content, into)
        process = start(into)
        time.sleep(took * (0.3 + 0.72 * chance.random()))
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        begun = time.monotonic()
        assert start(into).wait() == 0
        took = time.monotonic() - begun  # a machine is not as busy at one time as at another
        assert _tree(into) == wanted
        shutil.rmtree(into)
    assert killed >= 10


@pytest.mark.parametrize("moved", [0, 1, 5, 12])
def test_a_commit_that_is_broken_off_is_completed(site, monkeypatch, moved):
    site.bring(takeout(*POSTS[:2]), dry_run=True)
    import commands.import_blogger.staging as staging

    real, count = staging.os.replace, iter(range(1000))

    def breaking(source, target):
        if next(count) > moved:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(staging.os, "replace", breaking)
    with pytest.raises(KeyboardInterrupt):
        site.bring(takeout(*POSTS, *SAID))
    monkeypatch.undo()
    site.bring(takeout(*POSTS, *SAID))
    files = site.files()
    assert not [name for name in files if ".staging" in name or name.endswith(".new")]
    site.bring(takeout(*POSTS, *SAID))
    assert site.files() == files
    assert sum(name.startswith("articles/") for name in files) == 8


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }

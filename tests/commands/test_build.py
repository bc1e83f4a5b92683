"""The build as its users meet it: what it does with faults, and that it writes the same bytes."""

import hashlib
import subprocess
import sys
import threading
from contextlib import suppress

import pytest

from tests.conftest import ROOT, run_build

ARTICLE = "content/articles/keep-the-faith.md"
LINES = (ROOT / ARTICLE).read_text("utf-8").splitlines()
RELATED = next(number for number, line in enumerate(LINES, 1) if line.startswith("Related:"))


def snapshot(folder):
    """Return the digest of every file of `folder` by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def a_comment_for_no_article(project):
    folder = project / "content/comments/kep-the-faith"
    folder.mkdir(parents=True)
    (folder / "1.md").write_text("Author: NAME\nDate: 2026-11-22\n\nWords.\n", encoding="utf-8")


def a_second_topic_of_one_slug(project):
    with (project / "content/topics.toml").open("a", encoding="utf-8") as catalogue:
        catalogue.write('\n[[topic]]\nslug = "networking"\nname = "People"\n')


def in_article(old, new):
    return lambda project: replace(project / ARTICLE, old, new)


FAULTS = {
    "an unknown topic": (
        in_article("Topics: ", "Topics: netwroking, "),
        [f"{ARTICLE}:3: there is no topic 'netwroking'. Did you mean 'networking'?"],
    ),
    "a misspelt key": (
        in_article("Summary:", "Sumary:"),
        [f"{ARTICLE}:4: the key 'sumary' is not known. Did you mean Summary?"],
    ),
    "a bad date": (
        in_article("Date: 2026-11-22", "Date: 2026-02-30"),
        [f"{ARTICLE}:2: there is no date '2026-02-30", "Write it as 2026-11-22"],
    ),
    "a missing title": (
        in_article("Title: Keep the faith!\n", ""),
        [f"{ARTICLE}:1: Title is missing. Add a line such as Title: "],
    ),
    "a broken link to a source file": (
        in_article("{filename}", "{filename}x-"),
        [f"{ARTICLE}:", "which does not exist. Did you mean"],
    ),
    "a broken link to an address": (
        in_article("\n\n", "\n\n[Gone](../../help/gone/)\n\n"),
        [f"{ARTICLE}:", "the link to '../../help/gone/' leads nowhere on this site. Mend the"],
    ),
    "a name that no template has": (
        lambda project: replace(
            project / "theme/templates/article.html", "{{ article.title|safe }}", "{{ sumary }}"
        ),
        ["theme/templates/article.html:", "'sumary' is undefined. Mend the name"],
    ),
    "a comment for no article": (
        a_comment_for_no_article,
        ["content/comments/kep-the-faith", "keep-the-faith"],
    ),
    "a duplicate topic": (
        a_second_topic_of_one_slug,
        ["content/topics.toml:", "the slug 'networking' already leads to the topic at line"],
    ),
    "a broken template": (
        lambda project: replace(
            project / "theme/templates/article.html", "{% block main %}", "{% blok main %}"
        ),
        ["theme/templates/article.html:", "unknown tag 'blok'"],
    ),
    "broken settings": (
        lambda project: replace(project / "pelicanconf.py", "SITENAME =", "SITENAME +="),
        ["pelicanconf.py:", "NameError"],
    ),
    "an unknown time zone": (
        lambda project: replace(project / "pelicanconf.py", '"UTC"', '"Europe"'),
        ["The setting TIMEZONE is 'Europe', which is no time zone. Write one such as"],
    ),
    "settings that are no Python": (
        lambda project: replace(project / "pelicanconf.py", "SITENAME =", "SITENAME"),
        ["pelicanconf.py:", ": invalid syntax. Mend this line."],
    ),
    "words that are no TOML": (
        lambda project: replace(project / "theme/words.toml", "[", "("),
        ["theme/words.toml:", ": this is no TOML ("],
    ),
    "an unknown related article": (
        in_article("Related: ", "Related: no-may-not-be-finale, "),
        [
            f"{ARTICLE}:{RELATED}: there is no article 'no-may-not-be-finale'.",
            "'no-may-not-be-final'?",
        ],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_the_build_names_file_and_cure_and_leaves_the_last_good_site(project, fault):
    break_it, expected = FAULTS[fault]
    assert run_build(project).returncode == 0
    before = snapshot(project / "output")

    break_it(project)
    result = run_build(project)

    assert result.returncode == 1
    for words in expected:
        assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stderr.endswith("Not built: 1 problem. output/ is as it was.\n")
    assert snapshot(project / "output") == before


def test_every_problem_of_the_sources_is_named_at_once(project):
    replace(project / ARTICLE, "Title: Keep the faith!\n", "")
    replace(project / "content/articles/its-hard-but-its-good.md", "Date: 2026", "Date: 22.11.2026")

    result = run_build(project)

    assert "keep-the-faith.md:1: Title is missing" in result.stderr
    assert "its-hard-but-its-good.md:2: '22.11.2026" in result.stderr
    assert "2 problems" in result.stderr


def test_a_file_in_the_place_of_the_output_stays(tmp_path):
    (tmp_path / "output").write_text("mine")
    task = (
        "import tasks, sys; from commands.build import build; build(*map(tasks.Path, sys.argv[1:]))"
    )
    built = subprocess.run(
        [sys.executable, "-c", task, ROOT / "publishconf.py", tmp_path / "output"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert (built.returncode, built.stderr) == (
        1,
        f"{tmp_path}/output: Not a folder. Something else belongs there: give this another name.\n",
    )
    assert (tmp_path / "output").read_text() == "mine"


def test_a_warning_of_the_settings_is_said_by_every_build(project):
    with (project / "pelicanconf.py").open("a") as settings:
        settings.write("import logging; logging.getLogger('settings').warning('Beware.')\n")

    for _ in range(2):
        built = run_build(project)
        assert (built.returncode, built.stderr) == (0, "warning: Beware.\n")


def test_two_builds_are_equal_whatever_the_machine_says(project):
    assert run_build(project).returncode == 0
    first = snapshot(project / "output")
    # Other names in the file system's order: a copy made backwards.
    articles = project / "content/articles"
    texts = {path.name: path.read_bytes() for path in articles.iterdir()}
    for name in texts:
        (articles / name).unlink()
    for name in sorted(texts, reverse=True):
        (articles / name).write_bytes(texts[name])

    result = run_build(project, PYTHONHASHSEED="7", TZ="Asia/Tokyo", LANG="tr_TR.UTF-8", LC_ALL="C")

    assert result.returncode == 0, result.stderr
    assert snapshot(project / "output") == first


@pytest.fixture
def left_by_a_killed_build(project):
    """The folder of a build that was killed, into which its Pagefind still writes."""
    folder, end = project / ".output.new-1", threading.Event()

    def write():
        while not end.wait(0.001):
            with suppress(OSError):  # it is being deleted
                (folder / "pagefind").mkdir(parents=True, exist_ok=True)
                (folder / "pagefind/late").write_text("Late.", encoding="utf-8")

    pagefind = threading.Thread(target=write)
    pagefind.start()
    yield folder
    end.set()
    pagefind.join()


def test_what_a_killed_build_still_writes_is_not_in_the_next_one(project, left_by_a_killed_build):
    result = run_build(project)

    assert result.returncode == 0, result.stderr
    assert left_by_a_killed_build.exists()
    assert "/pagefind/" not in (project / "output/_headers").read_text(encoding="utf-8")
    assert not (project / "output/pagefind/late").exists()


def test_what_a_killed_build_left_is_deleted(project):
    (project / ".output.new-1").mkdir()

    assert run_build(project).returncode == 0
    assert [*project.glob(".output.new*")] == []


def test_where_the_output_is_a_link_what_it_leads_to_is_replaced(project, tmp_path):
    (tmp_path / "www/html").mkdir(parents=True)
    (tmp_path / "www/html/index.html").write_text("old")
    (project / "output").symlink_to(tmp_path / "www/html")

    result = run_build(project)

    assert result.returncode == 0, result.stderr
    assert (project / "output").is_symlink()
    assert "<html" in (tmp_path / "www/html/index.html").read_text(encoding="utf-8")
    assert [path.name for path in (tmp_path / "www").iterdir()] == ["html"]
    assert [*project.glob(".output.new*")] == []


def test_an_article_dated_later_than_the_build_is_not_published(project):
    replace(project / ARTICLE, "Date: 2026-11-22", "Date: 2031-01-01")

    # Nothing links to it any more but what would then lead nowhere: only look for what is written.
    result = run_build(project, SOURCE_DATE_EPOCH="1795000000")

    assert not (project / "output/2031").exists()
    assert "keep-the-faith" not in snapshot(project / "output")
    assert result.returncode in (0, 1)

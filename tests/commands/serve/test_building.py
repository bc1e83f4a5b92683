"""The pages that are shown before the build is done, of the real site: what they are and when not."""

import os
import signal
import threading
import time

import pytest

from commands.serve.building import Builder
from tests.conftest import copy_of_the_site

ARTICLE, PAGE = "content/articles/keep-the-faith.md", "content/pages/about.md"
PICTURE = "\n![A sheet of paper]({static}/images/not-there.webp)\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The root of a copy of the site, and the builder that has built it and has it in memory."""
    root = copy_of_the_site(tmp_path_factory.mktemp("serve") / "site")
    builder = Builder(root, "pelicanconf.py", ".preview")
    assert builder.build().code == 0
    yield root, builder
    builder.close()


@pytest.fixture
def site(built, monkeypatch):
    """The same with the sources as they were; `alone` makes a page when it can be, however long it
    takes."""
    monkeypatch.setattr("commands.serve.building._PATIENCE", 600)
    root, builder = built
    before = {name: (root / name).read_bytes() for name in (ARTICLE, PAGE)}

    class Site:
        def edit(self, name, old, new):
            text = (root / name).read_text(encoding="utf-8")
            assert old in text
            (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")

        def alone(self, name):
            aside = root / ".preview.alone"
            aside.mkdir(exist_ok=True)
            limit = time.monotonic() + 600
            while not (made := builder.page(root / name, aside)) and not builder.is_ready():
                assert time.monotonic() < limit
                time.sleep(0.1)
            return made and (made[0], (aside / made[0]).read_bytes(), made[1])

    Site.root, Site.builder = root, builder
    yield Site()
    (root / "content/articles/new.md").unlink(missing_ok=True)
    for name, text in before.items():
        (root / name).write_bytes(text)


def test_a_page_made_alone_is_what_the_whole_build_makes_of_it(site):
    site.edit(
        ARTICLE, "\n\n", '\n\nA first paragraph: "it\'s" -- [here]({filename}/pages/about.md).\n\n'
    )
    site.edit(ARTICLE, "Title: Keep", "Title: Always keep")
    site.edit(PAGE, "\n\n", "\n\nA *new* paragraph.\n\n")

    made = [site.alone(ARTICLE), site.alone(PAGE)]

    assert b"A first paragraph" in made[0][1]
    assert site.builder.build().code == 0
    for page, text, problems in made:
        # The card of a new title is drawn by the whole build.
        assert without_card((site.root / ".preview" / page).read_bytes()) == without_card(text)
        assert problems == []


def without_card(page: bytes) -> list[bytes]:
    return [
        line for line in page.splitlines() if b"/cards/" not in line and b"og:image" not in line
    ]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (ARTICLE, "Topics: ", "Topics: networking, "),  # other pages follow
        (ARTICLE, "Date: ", "Status: draft\nDate: "),
        (ARTICLE, "Summary:", "Sumary:"),  # something to mend
        (ARTICLE, "\n\n", "\n\n[Gone]({filename}gone.md)\n\n"),
        (ARTICLE, "\n\n", f"\n\n{PICTURE}\n\n"),
        (PAGE, "Title: ", "Slug: elsewhere\nTitle: "),
    ],
)
def test_a_page_is_not_made_alone_where_there_is_more_to_do_or_to_say(site, name, old, new):
    assert site.alone(name)
    site.edit(name, old, new)

    assert site.alone(name) is None


def test_a_new_article_has_no_page_alone(site):
    assert site.alone(ARTICLE)
    (site.root / "content/articles/new.md").write_text("Title: New\n\nWords.\n")

    assert site.alone("content/articles/new.md") is None


def test_a_build_can_be_stopped_and_the_next_one_is_whole(built):
    root, builder = built
    with (root / ARTICLE).open("a") as file:
        file.write("\nMore.\n")
    results = []
    building = threading.Thread(target=lambda: results.append(builder.build()))
    building.start()
    while not builder._running:
        time.sleep(0.01)
    builder.stop()
    building.join(120)

    assert results == [None]
    assert builder.build().code == 0


def test_ctrl_c_does_not_reach_the_process_that_builds(built):
    _, builder = built

    assert os.getpgid(builder._process.pid) == builder._process.pid


def test_a_builder_that_has_ended_is_started_again(built):
    _, builder = built
    os.kill(builder._process.pid, signal.SIGKILL)
    builder._process.wait()

    assert builder.build().code == 0


@pytest.mark.parametrize("begun", ["not started", "starting", "building"])
def test_a_build_that_is_under_way_when_all_ends_tells_of_no_fault(tmp_path, begun):
    root = copy_of_the_site(tmp_path / "site")
    builder = Builder(root, "pelicanconf.py", ".preview")
    results = []
    building = threading.Thread(target=lambda: results.append(builder.build()))
    if begun != "not started":
        building.start()
        while not (builder._running if begun == "building" else builder._process):
            time.sleep(0.001)
    builder.close()
    if begun == "not started":
        building.start()
    building.join(120)

    assert results == [None]
    assert builder._process is None

"""What is not published is nowhere in what is published: every byte of the built site is searched."""

import gzip
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pelican.utils import get_date, set_date_tzinfo
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from commands.check.source import Source
from tests.conftest import run_build
from tests.content.collection import day_after_all

NOW = str(int(day_after_all().timestamp()))
PLACES = ("title", "body", "summary", "slug", "question", "tag", "note", "picture", "comment")
STATUSES = {
    "draft": "Status: draft\n",
    "skip": "Status: skip\n",
    "hidden": "Status: hidden\n",
    "scheduled": "",
}


def mark(status, place):
    """Return a word that stands nowhere else, in letters that every address keeps."""
    return f"xq{status}zz{place}qx"


def plant(project, status):
    """Write an article of this status with a marked word in every place that an article has."""
    word = {place: mark(status, place) for place in PLACES}
    date = "2039-05-01 09:00" if status == "scheduled" else "2026-11-20 09:00"
    (project / f"content/articles/{word['slug']}.md").write_text(
        f"Title: About {word['title']}\nDate: {date}\nTopics: networking, interviewing\n"
        f"Summary: One {word['summary']} sentence.\nQuestion: What of {word['question']}?\n"
        f"Tags: {word['tag']}\nRelated: keep-the-faith\n{STATUSES[status]}\n"
        f"## A {word['body']} heading\n\nWords {word['body']} and a note.[^1] A network of offers.\n\n"
        f"![A picture]({{static}}/images/{word['picture']}.png)\n\n[^1]: It says {word['note']}.\n",
        encoding="utf-8",
    )
    images = project / "content/images"
    images.mkdir(exist_ok=True)
    notes = PngInfo()
    notes.add_text("Comment", word["picture"])
    Image.new("RGB", (900, 600), "navy").save(images / f"{word['picture']}.png", pnginfo=notes)
    if status == "skip":
        return  # nobody can comment on what is not read at all: the build says so
    comments = project / f"content/comments/{word['slug']}"
    comments.mkdir(parents=True)
    (comments / "1.md").write_text(
        f"Author: Robin\nDate: 2026-11-21 10:00\n\nI read {word['comment']} today.\n",
        encoding="utf-8",
    )


def traces(output, status):
    """Return where a marked word of this status stands: the paths of files and folders."""
    words = [mark(status, place).encode() for place in PLACES]
    found = set()
    for path in output.rglob("*"):
        name = path.relative_to(output).as_posix()
        if any(word.decode() in name for word in words):
            found.add(name)
        if path.is_file():
            raw = path.read_bytes()
            text = gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
            if any(word in text.lower() for word in words):
                found.add(name)
    return found


@pytest.mark.parametrize("address", ["https://example.org", "https://host.example/some/path"])
def test_no_byte_of_the_site_tells_of_an_article_that_is_not_published(project, address):
    for status in STATUSES:
        plant(project, status)
    settings = project / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8").replace('{"topic": 30}', '{"topic": 3}')
    settings.write_text(text, encoding="utf-8")

    result = run_build(project, SITEURL=address, SOURCE_DATE_EPOCH=NOW)

    assert result.returncode == 0, result.stderr
    output = project / "output"
    page = f"2026/11/{mark('hidden', 'slug')}.html"
    found = {status: traces(output, status) for status in STATUSES}
    pictures = {name for name in found["hidden"] if name.startswith("pictures/")}
    assert pictures
    assert found == {
        "draft": set(),
        "skip": set(),
        "scheduled": set(),
        "hidden": {page} | pictures,
    }


def test_an_article_that_is_taken_back_goes_from_every_byte_of_the_next_build(project):
    plant(project, "draft")
    article = project / f"content/articles/{mark('draft', 'slug')}.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("Status: draft\n", ""), encoding="utf-8")
    result = run_build(project, SOURCE_DATE_EPOCH=NOW)
    assert result.returncode == 0, result.stderr
    assert len(traces(project / "output", "draft")) > 10

    for status in ("draft", "skip"):
        article.write_text(text.replace("Status: draft", f"Status: {status}"), encoding="utf-8")
        if status == "skip":
            shutil.rmtree(project / f"content/comments/{mark('draft', 'slug')}")
        result = run_build(project, SOURCE_DATE_EPOCH=NOW)

        assert result.returncode == 0, result.stderr
        assert traces(project / "output", "draft") == set()


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        # In New York the clocks go back on 1 November 2026: half past one comes twice, and the
        # first of the two is meant; the next morning is five hours behind UTC, no longer four.
        ("2026-11-01 01:30", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("2026-11-02 01:30", datetime(2026, 11, 2, 6, 30, tzinfo=UTC)),
        # They go forward on 14 March 2027: there is no half past two on that night.
        ("2027-03-14 02:30", datetime(2027, 3, 14, 7, 30, tzinfo=UTC)),
        ("2027-03-14 09:00", datetime(2027, 3, 14, 13, 0, tzinfo=UTC)),
        ("2026-11-24 09:00+09:00", datetime(2026, 11, 24, 0, 0, tzinfo=UTC)),
    ],
)
def test_checks_and_pages_agree_on_the_minute_at_which_an_article_is_due(date, moment):
    zone = ZoneInfo("America/New_York")
    source = Source(Path("a.md"), "article", f"Title: A\nDate: {date}\n\nWords.\n")
    date_of_page = set_date_tzinfo(get_date(date), "America/New_York")

    for now, is_due in ((moment - timedelta(seconds=1), False), (moment, True)):
        assert (source.status(now.astimezone(zone)) == "published") is is_due
        assert (date_of_page <= now) is is_due
    an_hour_later = (moment + timedelta(hours=1)).astimezone(zone)
    assert source.status(an_hour_later) == "published"  # when the clock shows the same again


def test_a_scheduled_article_is_published_by_the_first_build_after_its_minute(project):
    day = day_after_all()
    article = project / "content/articles/scheduled-here.md"
    article.write_text(
        f"Title: Later\nDate: {day:%Y-%m-%d} 00:30\nTopics: networking\nSummary: One.\n\nWords.\n",
        encoding="utf-8",
    )
    settings = project / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8")
    # Half past midnight in Tokyo is half past three in the afternoon before, in UTC.
    text = text.replace('TIMEZONE = "UTC"', 'TIMEZONE = "Asia/Tokyo"')
    settings.write_text(text, encoding="utf-8")
    page = project / f"output/{day:%Y/%m}/scheduled-here.html"
    half_past = int((day - timedelta(hours=8, minutes=30)).timestamp())

    before = run_build(project, SOURCE_DATE_EPOCH=str(half_past - 60))
    assert (before.returncode, page.exists()) == (0, False), before.stderr

    after = run_build(project, SOURCE_DATE_EPOCH=str(half_past))
    assert (after.returncode, page.exists()) == (0, True), after.stderr

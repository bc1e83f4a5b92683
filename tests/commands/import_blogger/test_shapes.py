"""What an export comes in, and what is taken for one and is none."""

import io
import zipfile

import pytest
from PIL import Image

from commands.import_blogger import Refused, containers
from commands.import_blogger.shapes import recognise
from tests.commands.import_blogger.exports import takeout, text

FEED = "Takeout/Blogger/Blogs/An old blog/feed.atom"
SETTINGS = b"blog_name,blog_subdomain,blog_time_zone\nAn old blog,old,America/New_York\n"


def packed(path, files: dict[str, bytes]):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return path


def picture() -> bytes:
    raw = io.BytesIO()
    Image.new("RGB", (4, 3), "teal").save(raw, "JPEG")
    return raw.getvalue()


ALBUMS = "Takeout/Blogger/Albums/An old blog"
IMG = '<img src="https://1.bp.blogspot.com/-x/AAA/s320/My%2BPond.JPG" alt="A pond">'
FILES = {
    FEED: takeout(text(1, f"<p>{IMG}</p>", published="2010-12-01T03:00:00Z")),
    "Takeout/Blogger/Blogs/An old blog/settings.csv": SETTINGS,
    f"{ALBUMS}/My+Pond.JPG": picture(),
    "Takeout/Blogger/Comments/An old blog/feed.atom": takeout(),
}


def unpacked(folder, files=FILES):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    "made",
    [
        lambda tmp: packed(tmp / "takeout.zip", FILES),
        lambda tmp: unpacked(tmp / "new"),
        lambda tmp: unpacked(tmp / "new") / FEED,
    ],
    ids=["zip", "folder", "feed.atom"],
)
def test_each_shape_of_takeout_brings_time_zone_address_and_pictures(site, tmp_path, made):
    site.bring(made(tmp_path))

    article = site.read("articles/post-1.md")
    assert "Date: 2010-11-30 22:00-05:00\n" in article
    assert "![A pond]({static}/images/blogger/mypond-" in article
    assert picture() in site.files().values()
    assert "blog's address" not in site.read("blogger/report.md")


def test_of_several_blogs_one_has_to_be_named(tmp_path):
    other = "Takeout/Blogger/Blogs/Another/feed.atom"
    path = packed(tmp_path / "takeout.zip", {**FILES, other: takeout()})

    with pytest.raises(Refused, match="Say --blog and one of: An old blog, Another"):
        recognise(path)
    assert recognise(path, "Another").name.endswith(other)


WRONG = {
    "a theme": (
        b"<?xml version='1.0'?><!DOCTYPE html><html xmlns:b='http://www.google.com/2005/gml/b'>",
        "the blog's theme",
    ),
    "a page that asks to sign in": (b"<!doctype html><html><title>Sign in</title>", "a web page"),
    "WordPress": (b"<?xml version='1.0'?><rss version='2.0'></rss>", "WordPress"),
    "nothing": (b"", "the file is empty"),
    "a picture": (picture(), "this is no feed"),
    "an entity bomb": (
        b"<?xml version='1.0'?><!DOCTYPE f [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><feed>&b;</feed>",
        "DOCTYPE",
    ),
    "a broken zip": (b"PK\x03\x04 and no more", "damaged"),
}


@pytest.mark.parametrize(("content", "why"), WRONG.values(), ids=WRONG)
def test_what_is_no_export_is_named(tmp_path, content, why):
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(Refused, match=why):
        recognise(path)


def test_a_zip_with_names_that_lead_out_of_it_is_refused(tmp_path):
    with pytest.raises(Refused, match="leads out of it"):
        recognise(packed(tmp_path / "a.zip", {FEED: takeout(), "../../.bashrc": b"x"}))


def test_a_zip_that_unpacks_beyond_measure_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "_FROM", 100_000)

    with pytest.raises(Refused, match="would unpack to"):
        recognise(packed(tmp_path / "a.zip", {FEED: b" " * 1_000_000}))

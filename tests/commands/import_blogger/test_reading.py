"""From bytes to entries, whatever is wrong with them."""

import io

import pytest

from commands.import_blogger.entry import Kind, State
from commands.import_blogger.reading import Feed
from tests.commands.import_blogger.exports import comment, takeout, text

CLASSIC = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'>
<id>tag:blogger.com,1999:blog-42.archive</id><title>Old</title>
<link rel='alternate' href='http://old.blogspot.com/'/>{}</feed>"""
KIND = "<category scheme='http://schemas.google.com/g/2005#kind' term='x#{}'/>"
POST = (
    "<entry><id>tag:blogger.com,1999:blog-42.post-1</id>"
    + KIND.format("post")
    + "<title>One</title>"
    "<category scheme='http://www.blogger.com/atom/ns#' term='Soup, cold'/>"
    "<published>2005-03-25T19:27:00.000-08:00</published><content type='html'>&lt;p&gt;Hi</content>"
    "<link rel='alternate' href='http://old.blogspot.com/2005/03/one.html'/><thr:total>3</thr:total>"
    "<app:control><app:draft>yes</app:draft></app:control></entry>"
)


def entries(raw: bytes | str) -> list:
    return list(Feed(io.BytesIO(raw if isinstance(raw, bytes) else raw.encode())))


def test_a_classic_entry_is_read_with_an_undeclared_prefix():
    (entry,) = entries(CLASSIC.format(POST))

    assert (entry.kind, entry.state, entry.title) == (Kind.POST, State.DRAFT, "One")
    assert (entry.path, entry.labels, entry.html) == ("/2005/03/one.html", ("Soup, cold",), "<p>Hi")
    assert (f"{entry.published:%H:%M %z}", entry.replies) == ("19:27 -0800", 3)


def test_settings_and_theme_are_known_as_such():
    raw = CLASSIC.format(
        "".join(f"<entry>{KIND.format(k)}</entry>" for k in ("settings", "template"))
    )

    assert [entry.kind for entry in entries(raw)] == [Kind.SETTING, Kind.TEMPLATE]


def test_a_title_that_was_escaped_twice_is_read_as_it_was_typed():
    (entry,) = entries(takeout(text(1, title="Tea &quot;for&quot; two")))

    assert entry.title == 'Tea "for" two'


def test_bytes_of_another_encoding_are_read_as_windows_1252():
    feed = Feed(io.BytesIO(takeout(text(1, "caf\u00e9")).replace("\u00e9".encode(), b"\xe9")))
    (entry,) = feed

    assert entry.html == "caf\u00e9"
    assert feed.faults == {"bytes that are not utf-8, read as Windows-1252": 1}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings_are_read_by_their_marks(encoding):
    raw = takeout(text(1, "caf\u00e9")).decode().encode(encoding)

    assert [entry.html for entry in entries(raw)] == ["caf\u00e9"]


def test_a_file_that_ends_in_the_middle_gives_what_is_there():
    raw = takeout(text(1), text(2), comment(3, 1))
    feed = Feed(io.BytesIO(raw[: raw.index(b"Post 2")]))

    assert [entry.key for entry in feed] == ["1", "2"]
    assert "the file ends in the middle" in " ".join(feed.faults)


def test_what_is_not_well_formed_is_mended_and_counted():
    feed = Feed(io.BytesIO(takeout(text(1)).replace(b"Post 1", b"Bed & breakfast\x01")))
    (entry,) = feed

    assert entry.title.startswith("Bed")
    assert len(feed.faults) == 2


def test_a_post_of_fifteen_megabytes_is_read():
    (entry,) = entries(takeout(text(1, "word " * 3_000_000)))

    assert len(entry.html) == 15_000_000


def test_a_comment_that_was_removed_is_known():
    (entry,) = entries(takeout(comment(1, 2, "This comment has been removed by the author.")))

    assert entry.state is State.REMOVED

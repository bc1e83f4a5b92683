"""Small exports of our own, as Blogger would have written them."""

from __future__ import annotations

from xml.sax.saxutils import escape

BLOG = "tag:blogger.com,1999:blog-42"


def takeout(*entries: str, title: str = "An old blog") -> bytes:
    """Return a feed.atom with `entries`."""
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        "<feed xmlns='http://www.w3.org/2005/Atom' "
        "xmlns:blogger='http://schemas.google.com/blogger/2018'>\n"
        f"<id>{BLOG}</id>\n<title>{title}</title>\n{''.join(entries)}</feed>\n"
    ).encode()


def text(
    number: int,
    html: str = "<p>Some words.</p>",
    *,
    title: str | None = None,
    kind: str = "POST",
    status: str = "LIVE",
    path: str | None = None,
    published: str = "2010-12-05T12:00:00Z",
    updated: str = "",
    labels: tuple[str, ...] = (),
    more: str = "",
) -> str:
    """Return a post or page."""
    title = f"Post {number}" if title is None else title
    folder = "p" if kind == "PAGE" else published[:7].replace("-", "/")
    path = f"/{folder}/post-{number}.html" if path is None else path
    tags = "".join(f"<category scheme='{BLOG}' term={_quoted(each)}/>" for each in labels)
    return (
        f"<entry><id>{BLOG}.post-{number}</id><blogger:type>{kind}</blogger:type>"
        f"<blogger:status>{status}</blogger:status>"
        "<author><name>Robin</name><uri>https://www.blogger.com/profile/1</uri>"
        "<blogger:type>BLOGGER</blogger:type></author>"
        f"<title>{escape(title)}</title><content type='html'>{escape(html)}</content>"
        f"<published>{published}</published><updated>{updated or published}</updated>"
        f"{tags}<blogger:filename>{escape(path)}</blogger:filename>{more}</entry>\n"
    )


def comment(
    number: int,
    post: int,
    html: str = "I agree.",
    *,
    answers: int | None = None,
    status: str = "LIVE",
    name: str = "Kim",
    uri: str = "",
    published: str = "2010-12-06T12:00:00Z",
) -> str:
    """Return a comment on a post."""
    reply = f"{BLOG}.post-{answers}" if answers else ""
    return (
        f"<entry><id>{BLOG}.post-{number}</id><blogger:parent>{BLOG}.post-{post}</blogger:parent>"
        f"<blogger:inReplyTo>{reply}</blogger:inReplyTo><blogger:type>COMMENT</blogger:type>"
        f"<blogger:status>{status}</blogger:status><author><name>{escape(name)}</name>"
        f"<uri>{escape(uri)}</uri><blogger:type>BLOGGER</blogger:type></author>"
        f"<content type='html'>{escape(html)}</content><published>{published}</published></entry>\n"
    )


def _quoted(text: str) -> str:
    return "'" + escape(text, {"'": "&apos;"}) + "'"

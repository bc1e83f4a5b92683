"""The dialects in which Blogger writes an entry: XML element in, Entry out.

`takeout` is Google Takeout's feed.atom (since 2018), `classic` the file blog-MM-DD-YYYY.xml of
Blogger's own button, and `public` the feed that any reader program gets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from lxml import etree

from .entry import Entry, Kind, Person, State

ATOM = "http://www.w3.org/2005/Atom"
TAKEOUT = "http://schemas.google.com/blogger/2018"
_KIND = "http://schemas.google.com/g/2005#kind"
_LABEL = "http://www.blogger.com/atom/ns#"
_KINDS = {
    "post": Kind.POST,
    "page": Kind.PAGE,
    "comment": Kind.COMMENT,
    "template": Kind.TEMPLATE,
    "settings": Kind.SETTING,
}
_STATES = {
    "live": State.LIVE,
    "draft": State.DRAFT,
    "soft_trashed": State.TRASHED,
    "spam_comment": State.SPAM,
    "ghosted_comment": State.SPAM,
    "pending_moderation": State.PENDING,
}
_REMOVED = re.compile(
    r"\s*(?:This (?:comment|post) has been removed by (?:the author|a blog administrator)\.)?\s*"
)
# Entities that stand for themselves once more: `&amp;quot;` in the file, `&quot;` when it is parsed.
_TWICE = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-z]{3,8});")
_COMMENT_IN_LINK = re.compile(r"/comments/default/([\w-]+)")


@dataclass
class Head:
    """What stands before the first entry of a feed."""

    root: str = ""
    title: str = ""
    home: str = ""
    namespaces: dict[str | None, str] = field(default_factory=dict)

    def note(self, element: etree._Element) -> None:
        """Take what a child of the root says."""
        name, text = plain(element.tag), (element.text or "").strip()
        if name == "title":
            self.title = self.title or text
        elif name == "link" and element.get("rel") == "alternate":
            self.home = self.home or element.get("href", "")


def plain(tag: object) -> str:
    """Return a tag's name without namespace or prefix; "" for what is no element."""
    return re.split(r"[}:]", tag)[-1] if isinstance(tag, str) else ""


def dialect_of(head: Head, element: etree._Element) -> Callable[[int, etree._Element, Head], Entry]:
    """Return the function that reads `element`, by what it holds."""
    names = {plain(child.tag) for child in element}
    if TAKEOUT in head.namespaces.values() or ("type" in names and "status" in names):
        return takeout
    if any(child.get("scheme") == _KIND for child in _all(element, "category")):
        return classic
    return public


def takeout(number: int, element: etree._Element, head: Head) -> Entry:
    """Return what an entry of Google Takeout says."""
    said = _text(element, "type").strip().lower()
    kind = _KINDS.get(said, Kind.UNKNOWN)
    status = _text(element, "status").strip().lower()
    odd = []
    state = _STATES.get(status, State.OTHER)
    if state is State.OTHER:
        odd.append(f"its status '{status[:40]}' is not known")
    if _text(element, "trashed").strip():
        state = State.TRASHED
    content = _text(element, "content")
    if kind is Kind.COMMENT and state is State.LIVE and _REMOVED.fullmatch(content):
        state = State.REMOVED
    place = _first(element, "location")
    return _entry(
        number,
        element,
        odd,
        kind=kind,
        state=state,
        html=content,
        path=_text(element, "filename").strip(),
        description=" ".join(_text(element, "metaDescription").split()),
        labels=_labels(element),
        parent=_text(element, "parent").strip(),
        answers=_text(element, "inReplyTo").strip(),
        related=tuple(_links(element, "related")) + tuple(_links(element, "enclosure")),
        place=_text(place, "name").strip() if place is not None else "",
    )


def classic(number: int, element: etree._Element, head: Head) -> Entry:
    """Return what an entry of Blogger's own archive says."""
    term = next(c.get("term", "") for c in _all(element, "category") if c.get("scheme") == _KIND)
    kind = _KINDS.get(term.rpartition("#")[2], Kind.UNKNOWN)
    control = _first(element, "control")
    is_draft = control is not None and _text(control, "draft").strip().lower() == "yes"
    removed = any(
        each.get("name") == "blogger.contentRemoved" and each.get("value") == "true"
        for each in _all(element, "extendedProperty")
    )
    replied_to = _first(element, "in-reply-to")
    content = _text(element, "content") or _text(element, "summary")
    if kind is Kind.COMMENT and (removed or _REMOVED.fullmatch(content)):
        state = State.REMOVED
    else:
        state = State.DRAFT if is_draft else State.LIVE
    related = tuple(_links(element, "related"))
    answers = next((m[1] for m in map(_COMMENT_IN_LINK.search, related) if m), "")
    total = _text(element, "total").strip()
    return _entry(
        number,
        element,
        [],
        kind=kind,
        state=state,
        html=content,
        path=urlsplit(_safe(next(_links(element, "alternate"), ""))).path,
        labels=_labels(element),
        parent=(replied_to.get("ref", "") if replied_to is not None else "").strip(),
        answers=answers if kind is Kind.COMMENT else "",
        related=() if kind is Kind.COMMENT else related + tuple(_links(element, "enclosure")),
        replies=int(total) if total.isascii() and total.isdigit() and len(total) < 9 else None,
        place=_text(element, "featurename").strip(),
    )


def public(number: int, element: etree._Element, head: Head) -> Entry:
    """Return what an entry of the public feed says: a post, or a comment of the comments' feed."""
    replied_to = _first(element, "in-reply-to")
    entry = _entry(
        number,
        element,
        [],
        kind=Kind.POST if replied_to is None else Kind.COMMENT,
        html=_text(element, "content"),
        path=urlsplit(_safe(next(_links(element, "alternate"), ""))).path,
        labels=_labels(element),
        parent="" if replied_to is None else replied_to.get("ref", ""),
        related=tuple(_links(element, "related")) + tuple(_links(element, "enclosure")),
        place=_text(element, "featurename").strip(),
    )
    if entry.html or not (summary := _text(element, "summary")):
        return entry
    odd = (*entry.odd, "the feed has only the beginning of its text")
    return Entry(**{**entry.__dict__, "html": summary, "odd": odd})


def _entry(number: int, element: etree._Element, odd: list[str], **parts) -> Entry:
    published = _moment(_text(element, "published") or _text(element, "created"))
    if published is None and parts["kind"] in (Kind.POST, Kind.PAGE, Kind.COMMENT):
        odd.append("it has no date that can be read")
    return Entry(
        number=number,
        line=element.sourceline or 0,
        id=_text(element, "id").strip(),
        title=_title(element),
        published=published,
        updated=_moment(_text(element, "updated")),
        author=_person(element),
        odd=tuple(odd),
        **parts,
    )


def _title(element: etree._Element) -> str:
    """Return the title as its author typed it: one line, with entities undone that stand twice."""
    title = " ".join(_text(element, "title").split())
    return " ".join(html.unescape(title).split()) if _TWICE.search(title) else title


def _person(element: etree._Element) -> Person:
    author = _first(element, "author")
    if author is None:
        return Person()
    uri = " ".join(_text(author, "uri").split())
    said = _text(author, "type").strip().upper()
    member = said == "BLOGGER" if said else "blogger.com/profile" in uri
    name = " ".join(_text(author, "name").split())
    return Person(
        "" if name in ("Anonymous", "Unknown") else name, uri, member or name == "Unknown"
    )


def _labels(element: etree._Element) -> tuple[str, ...]:
    found = (
        " ".join(each.get("term", "").split())
        for each in _all(element, "category")
        if each.get("scheme") != _KIND
    )
    return tuple(dict.fromkeys(label for label in found if label))


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _links(element: etree._Element, rel: str) -> Iterator[str]:
    return (
        each.get("href", "").strip()
        for each in _all(element, "link")
        if each.get("rel") == rel and each.get("href", "").strip()
    )


def _safe(address: str) -> str:
    try:
        urlsplit(address)
    except ValueError:
        return ""
    return address


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children with this name: by name alone, since prefixes may be undeclared."""
    return (child for child in element if plain(child.tag) == name)


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next(_all(element, name), None)


def _text(element: etree._Element, name: str) -> str:
    """Return the text of the first child with this name, that of elements within it included."""
    child = _first(element, name)
    return "".join(child.itertext()) if child is not None else ""

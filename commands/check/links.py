"""What is wrong with the links and pictures of a text, as far as the sources tell."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from commands.check.anchors import anchors_of
from commands.check.markup import attributes, tags
from commands.check.rules import Rules
from commands.check.source import Source
from commands.check.targets import check_target
from commands.problem import ERROR, WARNING, Problem, as_typed

HUGE = 1_000_000  # bytes of a picture; on a phone's connection several seconds
_INLINE = re.compile(
    r"(?P<label>\[(?P<words>[^\[\]]*))?\]\(\s*<?(?P<target>(?:\{[^{}\n]*\})?[^\s)>]*)"
)
WANTS_WORDS = "wants-words"
"""The class by which an import marks a picture that had no words in the old blog: it is no error, and
`status` lists it."""
_WANTS_WORDS = re.compile(rf"[^\[\]\n]*?\)\{{:[^{{}}\n]*\.{WANTS_WORDS}\b")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*<?(?P<target>[^\s>]+)", re.MULTILINE)
_AUTOMATIC = re.compile(r"<(?P<target>[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]*)>")
_SITE = re.compile(r"[{|](?P<what>[^|}\n]*)[|}](?P<target>.*)", re.DOTALL)
_KINDS = ("filename", "static", "attach")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")


@dataclass(frozen=True)
class Link:
    """Where a link leads, and where in the text that stands; `alt` is what a picture says in words, None
    where there is nothing to say: of what is no picture, HTML with an empty alt, or one that
    `wants_words`: it came without any, and waits for its author."""

    target: str
    position: int
    alt: str | None = None
    wants_words: bool = False


@dataclass(frozen=True)
class Shelf:
    """Every file that a link may name: the sources by their path, and the names of all files."""

    sources: Mapping[Path, Source]
    content: Path

    @cached_property
    def paths(self) -> dict[str, str]:
        """A path from the folder of the sources on for each name of a file."""
        found: dict[str, str] = {}
        for folder, below, names in os.walk(self.content):
            below.sort()
            for name in sorted(names):
                path = Path(folder, name).relative_to(self.content).as_posix()
                found.setdefault(name, f"/{path}")
        return found


def links_of(source: Source) -> Iterator[Link]:
    """Yield the links and pictures in the text of `source`, Markdown's and HTML's."""
    text = source.prose.text
    for match in _INLINE.finditer(text):
        start = match.start("label")
        picture = start > 0 and text[start - 1] == "!"
        alt = match["words"] if picture else None
        waits = alt == "" and bool(_WANTS_WORDS.match(text, match.end()))
        yield Link(match["target"], match.start("target"), None if waits else alt, waits)
    for pattern in (_REFERENCE, _AUTOMATIC):
        for match in pattern.finditer(text):
            yield Link(match["target"], match.start("target"))
    for tag in tags(text):
        if tag.closing:
            continue
        found = attributes(tag.rest)
        for name in ("href", "src", "action", "formaction", "data", "poster", "xlink:href"):
            if name in found:
                is_picture = tag.name == "img" and name == "src" and found.get("alt") != ""
                alt = found.get("alt", "") if is_picture else None
                waits = found.get("alt") == "" and WANTS_WORDS in found.get("class", "").split()
                yield Link(found[name].strip(), tag.position, alt, waits)


def check_links(source: Source, shelf: Shelf, rules: Rules) -> Iterator[Problem]:
    """Yield links to what is not there or not published, script, and what is wrong with pictures."""
    for link in links_of(source):
        target = html.unescape(link.target)
        if wrong := list(check_target(source, link.position, target)):
            yield from wrong
        elif match := _SITE.fullmatch(target):
            yield from _check_site_link(source, link, match["what"], match["target"], shelf, rules)
        elif target.startswith("#") and len(target) > 1:
            if target != "#top" and unquote(target[1:]) not in anchors_of(source):
                yield _no_anchor(source, link, target[1:], source)
        elif not target and link.alt is None:
            yield source.problem_at(link.position, "the link leads nowhere.", "Add its address.")
        else:
            yield from _check_bare_name(source, link, target)
        if link.alt is not None and not link.alt.strip():
            cure = "Say in the square brackets what it shows, for those who can't see it."
            what = "the picture has no words."
            yield source.problem_at(link.position, what, cure)


def _check_site_link(
    source: Source, link: Link, kind: str, target: str, shelf: Shelf, rules: Rules
) -> Iterator[Problem]:
    if kind not in _KINDS:
        cure = "Use {filename} for an article or page and {static} for a picture."
        yield source.problem_at(link.position, f"'{{{kind}}}' is no kind of link.", cure)
        return
    try:
        parts = urlsplit(target)
    except ValueError:  # a host that begins with a bracket, say
        what = f"'{_short(target)}' is not the name of a file."
        yield source.problem_at(link.position, what, "Write the name of the file to link to.")
        return
    name = unquote(parts.path)
    base = shelf.content if name.startswith("/") else source.path.parent
    path = Path(os.path.normpath(base / name.lstrip("/")))
    if not os.path.isfile(path) or not path.is_relative_to(shelf.content):
        close = get_close_matches(path.name, sorted(shelf.paths), n=1)
        cure = f"Did you mean {shelf.paths[close[0]]}?" if close else "Mend the name."
        what = f"the link leads to {_short(name)}, which does not exist."
        yield source.problem_at(link.position, what, cure)
        return
    if kind != "filename" and path.suffix.lower() in _PICTURES and path.stat().st_size > HUGE:
        size = f"{path.stat().st_size / 1_000_000:.1f} MB"
        what = f"the picture {_short(name)} has {size}."
        yield source.problem_at(link.position, what, "Save it smaller, below 1 MB.", WARNING)
    other = shelf.sources.get(path)
    if other is None:
        return
    if (
        parts.fragment
        and unquote(parts.fragment) not in anchors_of(other)
        and not _is_comment(unquote(parts.fragment), other, shelf.content)
    ):
        yield _no_anchor(source, link, parts.fragment, other)
    status = other.status(rules.now)
    written = ("published", "hidden", *(("draft", "scheduled") * rules.drafts_are_written))
    if (
        other is not source
        and status != "published"
        and source.status(rules.now) in ("published", "hidden")
    ):
        what = f"{as_typed(other.path)} is not published ({status}): the link would lead nowhere."
        if status in written:
            what = f"{as_typed(other.path)} is not for every reader (status: {status})."
        cure = "Publish it, or take the link out until then."
        yield source.problem_at(link.position, what, cure, WARNING if status in written else ERROR)


def _is_comment(anchor: str, other: Source, content: Path) -> bool:
    """Whether `anchor` is that of a comment on `other`, as plugins/reader_comments has them."""
    id = anchor.removeprefix("comment-")
    return (
        id != anchor
        and "/" not in id
        and os.path.isfile(content / f"comments/{other.slug}/{id}.md")
    )


def _no_anchor(source: Source, link: Link, anchor: str, other: Source) -> Problem:
    close = get_close_matches(anchor, sorted(anchors_of(other)), n=1)
    cure = f"Did you mean #{close[0]}?" if close else "Mend it, or link to the page without it."
    what = f"{as_typed(other.path)} has no heading or place '#{_short(anchor)}'."
    return source.problem_at(link.position, what, cure)


def _check_bare_name(source: Source, link: Link, target: str) -> Iterator[Problem]:
    """A name as an editor's preview understands it, which in the built site leads nowhere."""
    parts = urlsplit(target) if "[" not in target and "]" not in target else None
    if parts is None or parts.scheme or parts.netloc or not parts.path:
        return
    name = parts.path.lower()
    if name.endswith(".md"):
        what = f"'{_short(target)}' is a file here, and not an address of the site."
        yield source.problem_at(link.position, what, f"Write {{filename}}{_short(target)}.")
    elif name.endswith(_PICTURES) and not name.startswith("/") and link.alt is not None:
        what = f"the picture '{_short(target)}' would be looked for beside the page."
        cure = f"Put it in content/images and write {{static}}/images/{Path(parts.path).name}."
        yield source.problem_at(link.position, what, cure)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def shelf_of(sources: Sequence[Source], content: Path) -> Shelf:
    """Return the shelf that links are looked up on."""
    paths = {Path(os.path.normpath(source.path)): source for source in sources}
    return Shelf(paths, Path(os.path.normpath(content)))

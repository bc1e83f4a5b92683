"""What is wrong with the HTML in a text: what breaks out of the page, runs, or is not closed."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from commands.check.source import Source
from commands.problem import WARNING, Problem

_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])(?P<rest>[^<>]*)>")
# The look-behind keeps this linear: a name is tried from its first letter only.
_ATTRIBUTE = re.compile(
    r"(?<![\w:-])(?P<name>[a-zA-Z_:][\w:.-]*)\s*=\s*"
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))"""
)
_FIRST_HEADING = re.compile(r"^#(?!#)[ \t]*\S", re.MULTILINE)
_GIVEN = re.compile(r"\{:(?P<attributes>[^{}\n]*)\}")
_VOID_TAGS = "area base br col embed hr img input link meta source track wbr"
_OPTIONAL_ENDS = "p li dt dd tr td th thead tbody tfoot option rt rp colgroup"
_PAGE_TAGS = "html head body main base meta link title style"
_RUNNING_TAGS = "script iframe object embed applet frame frameset plaintext noscript"
_OTHER_TAGS = """
a abbr address article aside audio b bdi bdo blockquote button canvas caption cite code data datalist
del details dfn dialog div dl em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header
hgroup i ins kbd label legend map mark math menu meter nav ol optgroup output picture pre progress q
ruby s samp search section select slot small span strong sub summary sup svg table template textarea
time u ul var video path g circle rect line polyline polygon ellipse text defs use center font strike
tt big
"""
_VOID, _CLOSED_BY_OTHERS = set(_VOID_TAGS.split()), set(_OPTIONAL_ENDS.split())
_OF_THE_PAGE, _RUNS = set(_PAGE_TAGS.split()), set(_RUNNING_TAGS.split())
_KNOWN = _VOID | _CLOSED_BY_OTHERS | _OF_THE_PAGE | _RUNS | set(_OTHER_TAGS.split())


@dataclass(frozen=True)
class Tag:
    """One tag as it stands in a text; `rest` holds its attributes, `position` counts from 0."""

    name: str
    closing: bool
    rest: str
    position: int


def tags(text: str) -> Iterator[Tag]:
    """Yield the tags of a text, those in comments left out."""
    for match in _TAG.finditer(_without_comments(text)):
        yield Tag(match["name"].lower(), bool(match["closing"]), match["rest"], match.start())


def attributes(rest: str) -> dict[str, str]:
    """Return the attributes of a tag that have a value, by their names in lower case."""
    return {
        match["name"].lower(): html.unescape(
            match["double"] or match["single"] or match["bare"] or ""
        )
        for match in _ATTRIBUTE.finditer(rest)
    }


def _without_comments(text: str) -> str:
    if "<!--" not in text:
        return text
    parts, position = [], 0
    while (begin := text.find("<!--", position)) >= 0:
        end = text.find("-->", begin)
        if end < 0:
            break
        parts += [text[position:begin], re.sub(r"[^\n]", " ", text[begin : end + 3])]
        position = end + 3
    return "".join([*parts, text[position:]])


def check_markup(source: Source) -> Iterator[Problem]:
    """Yield fences that are wrong, and HTML that an author should know of; that one only warns:
    the text is the author's own."""
    prose = source.prose
    if prose.open_fence is not None:
        what = "this code block is not closed: the rest of the text would be code."
        cure = "End it with a line that has the same marks and nothing else."
        yield source.problem_at(prose.open_fence, what, cure)
    for position, info in prose.fences:
        for name in attributes(info):
            if name == "style" or name.startswith("on"):
                what = f"a code block can't have the attribute {name}."
                yield source.problem_at(position, what, "Take it out, or name a class.")
    for match in _FIRST_HEADING.finditer(prose.text):
        what = "a page has one heading of the first rank, and that is the Title."
        yield source.problem_at(match.start(), what, "Write ## for the headings below it.", WARNING)
    for match in _GIVEN.finditer(prose.text):
        for name, value in attributes(match["attributes"]).items():
            if name == "style" or name.startswith("on"):
                yield _of_attribute(source, match.start(), name, value)
    text = _without_comments(prose.text)
    if (begin := text.find("<!--")) >= 0:
        what = "this comment is not closed: the rest of the text would not be seen."
        yield source.problem_at(begin, what, "End it with -->.", WARNING)
        text = text[:begin]
    yield from _check_tags(source, list(tags(text)))


def _check_tags(source: Source, found: list[Tag]) -> Iterator[Problem]:
    open_tags: list[Tag] = []
    depth: Counter[str] = Counter()
    for tag in found:
        if problem := _fault_of(source, tag):
            yield problem
        if tag.name in _VOID or tag.rest.rstrip().endswith("/") or tag.name not in _KNOWN:
            continue
        if not tag.closing:
            open_tags.append(tag)
            depth[tag.name] += 1
        elif not depth[tag.name]:
            if tag.name != "p" or open_tags:
                what = f"</{tag.name}> closes what was not opened; it may break the page."
                yield source.problem_at(tag.position, what, "Take it out.", WARNING)
        else:
            while (last := open_tags.pop()).name != tag.name:
                depth[last.name] -= 1
                if last.name not in _CLOSED_BY_OTHERS:
                    yield _not_closed(source, last)
            depth[tag.name] -= 1
    for tag in open_tags:
        if tag.name not in _CLOSED_BY_OTHERS:
            yield _not_closed(source, tag)


def _not_closed(source: Source, tag: Tag) -> Problem:
    cure = f"Add </{tag.name}> where it ends."
    return source.problem_at(tag.position, f"<{tag.name}> is not closed.", cure, WARNING)


def _fault_of(source: Source, tag: Tag) -> Problem | None:
    def warn(what: str, cure: str) -> Problem:
        return source.problem_at(tag.position, what, cure, WARNING)

    if tag.name not in _KNOWN:
        what = f"<{tag.name[:30]}> is no element of HTML: readers would not see it."
        return warn(what, f"Write &lt;{tag.name[:30]}&gt; to show it.")
    if tag.closing:
        return None
    if tag.name in _RUNS:
        what = f"<{tag.name}> runs something in the reader's browser."
        return warn(what, "Leave it only if you mean it.")
    if tag.name in _OF_THE_PAGE:
        return warn(f"<{tag.name}> belongs to the page, not to a text.", "Take it out.")
    if tag.name == "form":
        return warn("a form asks readers for something.", "Leave it only if you mean it.")
    for name, value in attributes(tag.rest).items():
        if name.startswith("on") or name in ("srcdoc", "style"):
            return _of_attribute(source, tag.position, name, value)
    return None


def _of_attribute(source: Source, position: int, name: str, value: str) -> Problem:
    what = f"the attribute {name} runs a program ('{value[:30]}')."
    if name == "style":
        what = "the attribute style does nothing here: the site's looks come from its own files."
    return source.problem_at(position, what, "Take it out.", WARNING)

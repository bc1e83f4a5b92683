"""Lets Markdown take a step only where there is something for it to do.

Most texts hold no fence, no escaped character, no list of attributes and no place for a table of
contents; Markdown looks for each of them everywhere, a part of a text or an element of a tree at a
time. Here each such step is asked first, of the text or the tree as a whole, whether there can be
one. What has nothing to do leaves everything as it is; steps of other extensions are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown import Markdown
from markdown.serializers import to_html_string, to_xhtml_string
from markdown.util import ETX, STX

from .plain_text import kind_of

_RAW = frozenset(("script", "style"))
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))


def pass_over_idle_steps(markdown: Markdown) -> set[str]:
    """Make `markdown` take steps where there is something to do; return the names of those."""
    steps = {}
    for registry in (markdown.preprocessors, markdown.treeprocessors):
        steps |= {kind_of(step).removeprefix("markdown."): step for step in registry}
    found = steps.keys() & _IDLE.keys()
    for kind in found:
        step = steps[kind]
        step.run = _IDLE[kind](step, step.run)
    markdown.is_block_level = _remembered(markdown.is_block_level)
    if markdown.serializer is to_html_string:
        markdown.serializer = html_of
    return found


def _remembered(is_block_level: Callable[[Any], bool]) -> Callable[[Any], bool]:
    known: dict[Any, bool] = {}

    def remembered(tag: Any) -> bool:
        found = known.get(tag)
        if found is None:
            found = known[tag] = is_block_level(tag)
        return found

    return remembered


# --- Steps on lines -------------------------------------------------------------------------------


def _normalize(_step, stock: Callable) -> Callable:
    def run(lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        is_odd = STX in text or ETX in text or "\r" in text or "\t" in text
        if is_odd or any(line.startswith(" ") for line in lines):
            return stock(lines)
        return f"{text}\n\n".split("\n")

    return run


def _take_out_code(_step, stock: Callable) -> Callable:
    def run(lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        # A character is found much sooner than three.
        is_fenced = ("`" in text and "```" in text) or ("~" in text and "~~~" in text)
        return stock(lines) if is_fenced else text.split("\n")

    return run


# --- Steps on trees -------------------------------------------------------------------------------


def _set_attributes(_step, stock: Callable) -> Callable:
    def run(root: Element) -> Element | None:
        return stock(root) if "{" in "".join(root.itertext()) else None

    return run


def _unescape(step, stock: Callable) -> Callable:
    # Who comes after it on trees may tell kinds of text.
    is_last = len(_after(step)) == 1 + len(step.md.postprocessors)

    def run(root: Element) -> Element | None:
        return None if is_last and not _holds(root, STX) else stock(root)

    return run


def _holds(root: Element, character: str) -> bool:
    """Return whether a text or an attribute of a tree holds a character, or one may."""
    if character in "".join(root.itertext()):
        return True
    for element in root.iter():
        if not isinstance(element.tag, str):  # a comment, whose text is passed over above
            return True
        for _, value in element.items():
            if value and character in value:
                return True
    return False


def _name_headings(step, stock: Callable) -> Callable:
    """Name the headings, and make a table of contents only where somebody may look at it."""
    from markdown.extensions.toc import unique  # where it is in use

    nothing = Element("div")
    is_for_others = not all(kind_of(other).startswith("markdown.") for other in _after(step))
    has_links = step.use_anchors or step.use_permalinks not in (False, None)

    def run(root: Element) -> Element | None:
        text = "".join(root.itertext())
        if is_for_others or step.marker in text:
            return stock(root)
        of_note = _OfNote(root)
        is_odd = has_links or STX in text or step.md.serializer not in SERIALIZERS
        if not is_odd and (words := of_note.words_of_plain_headings()) is not None:
            used: set[str] = set()
            for heading, its_words in words.items():
                step.set_level(heading)
                heading.set("id", unique(step.slugify(its_words, step.sep), used))
            return None
        step.build_toc_div = lambda tokens: nothing
        step.replace_marker = lambda root, div: None
        try:
            return stock(of_note)
        finally:
            del step.build_toc_div, step.replace_marker

    return run


def _after(step) -> list[object]:
    """Return the steps that come after one on trees."""
    on_trees = list(step.md.treeprocessors)
    return [*on_trees[on_trees.index(step) :], *step.md.postprocessors]


class _OfNote:
    """A tree of which only headings are met, and what has attributes."""

    def __init__(self, root: Element) -> None:
        self._elements = [
            element
            for element in root.iter()
            if (isinstance(element.tag, str) and element.tag[:1] in "hH") or element.keys()
        ]

    def iter(self) -> Iterator[Element]:
        return iter(self._elements)

    def words_of_plain_headings(self) -> dict[Element, str] | None:
        """Return the headings, each with its words; None where one holds anything else or has attributes,
        where two have the same, and where something else has a name."""
        words = {}
        for element in self._elements:
            tag, text = element.tag, element.text or ""
            if tag in _HEADINGS:
                if element.keys() or len(element) or "<" in text or "&" in text or ">" in text:
                    return None
                words[element] = " ".join(text.split())
            elif element.get("id") is not None or (tag != "hr" and str(tag)[:1] in "hH"):
                return None
        return words if len(set(words.values())) == len(words) else None


_IDLE = {
    "preprocessors.NormalizeWhitespace": _normalize,
    "extensions.fenced_code.FencedBlockPreprocessor": _take_out_code,
    "extensions.attr_list.AttrListTreeprocessor": _set_attributes,
    "extensions.toc.TocTreeprocessor": _name_headings,
    "treeprocessors.UnescapeTreeprocessor": _unescape,
}


# --- HTML -----------------------------------------------------------------------------------------


def html_of(root: Element) -> str:
    """Return what Markdown's `to_html_string` returns; that itself writes what is not plain."""
    text = "".join(root.itertext())
    is_escaped = "&" in text or "<" in text or ">" in text
    try:
        return _written(root, _escaped if is_escaped else None)
    except (_NotPlain, RecursionError):
        return to_html_string(root)


SERIALIZERS = (html_of, to_html_string, to_xhtml_string)


class _NotPlain(Exception):
    """A tree holds a comment or something else that has no name."""


def _written(element: Element, escaped: Callable[[str], str] | None) -> str:
    """Return an element as HTML, with what comes after it; `escaped` is called with each text, if any
    needs it."""
    tag, text, tail = element.tag, element.text or "", element.tail or ""
    if escaped:
        text, tail = escaped(text), escaped(tail)
    if len(element):
        text += "".join([_written(child, escaped) for child in element])
    end = _end_of(tag)
    attributes = element.items()
    if not attributes:
        return f"<{tag}>{text}{end}{tail}"
    if all(_is_plain(*attribute) for attribute in attributes):
        in_order = "".join([f' {name}="{value}"' for name, value in sorted(attributes)])
        return f"<{tag}{in_order}>{text}{end}{tail}"
    begun = to_html_string(Element(tag, dict(attributes)))
    return f"{begun.removesuffix(end)}{text}{end}{tail}"


def _is_plain(name: object, value: object) -> bool:
    """Return whether an attribute is written as it is."""
    return (
        type(name) is type(value) is str
        and name != value  # some of these are written as a name alone
        and not any(character in value for character in '&<>"')
    )


@cache
def _end_of(tag: object) -> str:
    """Return the tag at the end of an element, if it has one."""
    if type(tag) is not str or tag.lower() in _RAW:
        raise _NotPlain
    return "" if tag.lower() in HTML_EMPTY else f"</{tag}>"


def _escaped(text: str) -> str:
    if "&" not in text and "<" not in text and ">" not in text:
        return text
    whole = Element(None)  # nothing but its text
    whole.text = text
    return to_html_string(whole)

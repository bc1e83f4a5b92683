"""A message that came in HTML alone, as the text that its writer saw."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "math"})
_BLOCKS = frozenset(
    {"p", "div", "blockquote", "ul", "ol", "table", "tr", "pre", "h1", "h2", "h3", "h4", "hr"}
    | {"section", "article", "header", "footer", "dl", "dt", "dd", "form", "address"}
)
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "area", "col", "base"})
# What mail programs put round a thread that they quote.
_QUOTED = re.compile(
    r"gmail_(?:quote|extra|attr)|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|appendonsend"
)
_SIGNED = re.compile(r"gmail_signature|moz-signature|\bSignature\b")
_HIDDEN = re.compile(r"display\s*:\s*none|font-size\s*:\s*0(?![.\d])|visibility\s*:\s*hidden", re.I)
_DEEPEST = 200


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._open: list[tuple[str, str]] = []  # tags with what each does: "", hide, quote

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._break()
        elif tag in _BLOCKS or tag == "li":
            self._break(paragraph=tag == "p")
        if tag == "li":
            self._say("- ")
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append((tag, _effect(tag, attrs)))

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _ in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]
        if tag in _BLOCKS or tag == "li":
            self._break(paragraph=tag == "p")

    def handle_data(self, data: str) -> None:
        if not any(effect == "hide" for _, effect in self._open):
            self._say(re.sub(r"\s+", " ", data))

    def _say(self, text: str) -> None:
        mark = "> " if any(effect == "quote" for _, effect in self._open) else ""
        if text.strip() or self.lines[-1]:
            self.lines[-1] += text if self.lines[-1] else mark + text.lstrip()

    def _break(self, paragraph: bool = False) -> None:
        if self.lines[-1]:
            self.lines.append("")
        if paragraph and self.lines[-2:-1] not in ([], [""]):
            self.lines.append("")


def _effect(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    said = {name: value or "" for name, value in attrs}
    names = f"{said.get('class', '')} {said.get('id', '')}"
    if tag in _UNSEEN or "hidden" in said or _HIDDEN.search(said.get("style", "")):
        return "hide"
    if _SIGNED.search(names):
        return "hide"
    quoted = _QUOTED.search(names) or (tag == "blockquote" and said.get("type") == "cite")
    return "quote" if quoted else ""


def text_of_html(html: str) -> str:
    """Return the text of `html`, blocks on lines of their own, quoted threads with "> " before them.

    Scripts, styles, signatures and what is hidden are left out; nothing is fetched, and no address
    of a link or a picture is kept.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "\n".join(line.rstrip() for line in reader.lines)

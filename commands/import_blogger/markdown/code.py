"""Code blocks: their text as it was typed, and their language where a class names it."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

_LANGUAGE = re.compile(r"(?:brush:\s*|\b(?:language|lang|highlight|code)-)([a-z][\w#+-]*)", re.I)
_LANGUAGES = """
bash c clojure cpp csharp css diff erlang go groovy haskell html java javascript js json kotlin lua matlab
perl php powershell python r ruby rust scala sh shell sql swift typescript vb xml yaml
"""
_KNOWN = frozenset(_LANGUAGES.split())
_MEANT = {"csharpcode": "csharp"}


def code_block(pre: Tag, factory: BeautifulSoup) -> list[Tag]:
    """Return a `<pre>` as a plain one, or, where it holds more than text, as clean HTML."""
    for br in pre.find_all("br"):
        br.replace_with("\n")
    text = pre.get_text().replace("\u00a0", " ").replace("\t", "    ")
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    if not text:
        return []
    block = factory.new_tag("pre")
    if language := _language(pre):
        block["class"] = [f"language-{language}"]
    if pre.find(["a", "img"]):  # no code: a fence would lose them
        for part in pre.find_all(True):
            part.attrs = {k: v for k, v in part.attrs.items() if k in ("alt", "href", "src")}
            if part.name not in ("a", "img", "b", "strong", "i", "em"):
                part.unwrap()
        block.extend(list(pre.contents))
    else:
        block.string = text
    return [block]


def _language(pre: Tag) -> str:
    inner = pre.find("code", recursive=False)
    for element in filter(None, (pre, inner, pre.parent)):
        classes = " ".join(element.get("class") or ()) if isinstance(element, Tag) else ""
        named = _LANGUAGE.search(classes)
        for name in [named[1]] if named else classes.split():
            name = _MEANT.get(name.lower(), name.lower())
            if name in _KNOWN:
                return name
    return ""
